import assert from 'node:assert/strict';
import {
  changeMachineSettings,
  passwordOf,
  portalPage,
  seeSignedIn,
  signIn,
  typeCredentials,
} from './person';
import { scene } from './scene';

describe('signing in', () => {
  const main = scene('sign-in');
  const account = 'newcomer';

  it('asks again in place after a wrong password, and keeps the name', async () => {
    const { workbench } = main.stage;
    const { quickInput } = workbench;
    await workbench.openHcp();
    await workbench.command('HCP: Sign In');
    await typeCredentials(main.stage, account, 'not-the-password');
    await quickInput.problem.filter({ hasText: 'refused this user name and password' }).waitFor();
    await main.shot('wrong-password');
    assert.equal(await quickInput.attribute('placeholder'), `Password of ${account}`);
    await quickInput.holding('');
    assert.equal(await quickInput.attribute('type'), 'password');
    await quickInput.button('Back').click();
    await quickInput.titled('User name of your ConnectomeDB account');
    await quickInput.holding(account);
    await quickInput.accept();
    await quickInput.titled(`Password of ${account}`);
    await quickInput.fill(passwordOf(main.stage, account));
    await quickInput.accept();
    await seeSignedIn(main.stage, account);
  });

  it('leads to registration and to a forgotten password in the browser', async () => {
    const { workbench } = main.stage;
    const { quickInput } = workbench;
    await workbench.command('HCP: Sign In');
    await quickInput.titled('User name of your ConnectomeDB account');
    await quickInput.holding(account);
    const register = await workbench.openedInBrowser(() =>
      quickInput.button('Create an account (in the browser)').click(),
    );
    assert.match(register, portalPage(main.stage, '/register/register'));
    await quickInput.titled('User name of your ConnectomeDB account');
    await quickInput.accept();
    await quickInput.titled(`Password of ${account}`);
    const forgotten = await workbench.openedInBrowser(() =>
      quickInput.button('Forgot your password? (in the browser)').click(),
    );
    assert.match(forgotten, portalPage(main.stage, '/register/forgotPassword'));
    await quickInput.cancel();
  });

  it('tells of a portal that has a problem of its own', async () => {
    const { workbench, sandbox } = main.stage;
    sandbox.control.addFault({ server: 'portal', pattern: '.', kind: 'status500' });
    await workbench.command('HCP: Sign In');
    await typeCredentials(main.stage, account, passwordOf(main.stage, account));
    await workbench.notifications.saying('The portal has a problem of its own (error 500).');
    await main.shot('portal-500');
    sandbox.control.clearFaults();
    await workbench.notifications.press('problem of its own', 'Get Keys by Hand…');
    const portal = await workbench.openedInBrowser(() =>
      workbench.quickInput.pick('Open the Dataset’s Page in the Browser'),
    );
    assert.match(portal, portalPage(main.stage, '/project.project=HCP_YA'));
    await workbench.quickInput.titled('Get Keys by Hand (2/2)');
    await workbench.quickInput.cancel();
  });

  it('tells of a portal that can’t be reached', async () => {
    const { workbench, sandbox } = main.stage;
    await sandbox.control.stop('portal');
    await workbench.command('HCP: Sign In');
    await typeCredentials(main.stage, account, passwordOf(main.stage, account));
    await workbench.notifications.saying('The portal can’t be reached. Check the network');
    await main.shot('portal-stopped');
    await sandbox.control.start('portal');
    await workbench.clearNotifications();
  });

  it('tells of pages that it can’t read, in the place where they are needed', async () => {
    const { workbench, sandbox } = main.stage;
    await signIn(main.stage, account);
    sandbox.control.setSwitches({ changedPage: true });
    await workbench.command('HCP: Review Data Use Terms');
    await workbench.terms.body.getByText('a page that this version can’t read').waitFor();
    await main.shot('changed-page');
    await workbench.terms.body.getByRole('button', { name: 'Accept Terms by Hand…' }).click();
    await workbench.quickInput.pick('HCP_YA');
    const portal = await workbench.openedInBrowser(() =>
      workbench.quickInput.pick('Open the Dataset’s Page in the Browser'),
    );
    assert.match(portal, portalPage(main.stage, '/project.project=HCP_YA'));
    await workbench.quickInput.pick('I Have Accepted Them');
    await workbench.notifications.saying('you need an AWS key pair');
    await workbench.clearNotifications();
    sandbox.control.setSwitches({ changedPage: false });
    await workbench.terms.body.getByRole('button', { name: 'Try Again' }).click();
    await workbench.terms.dataset('HCP Young Adult').waitFor();
    await main.shot('readable-again');
  });

  it('sends no password to a portal without https', async () => {
    const { workbench, sandbox } = main.stage;
    await changeMachineSettings(main.stage, { 'hcp.portal.url': 'http://portal.example.org' });
    sandbox.control.clearRequests();
    await workbench.command('HCP: Sign In');
    await typeCredentials(main.stage, account, passwordOf(main.stage, account));
    await workbench.notifications.saying('The portal’s address must begin with https://');
    await main.shot('address-refused');
    assert.deepEqual(sandbox.control.requests(), []);
    await workbench.notifications.press('must begin with https', 'Open Settings');
    await workbench.setting('Hcp › Portal: Url').waitFor();
    await main.shot('settings');
  });
});
