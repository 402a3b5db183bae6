import assert from 'node:assert/strict';
import type { KeyPair } from '../sandbox/accounts';
import type { Switches } from '../sandbox/switches';
import { PortalTab } from './pages/portalTab';
import { pairOf, passwordOf, pasteKeys, signIn, typeCredentials } from './person';
import { scene } from './scene';
import { secondWindow } from './stage';

const openPage = 'Open the Dataset’s Page in the Browser';
const byHand = 'Get Keys by Hand…';

describe('whatever the portal does, the person gets on', () => {
  const main = scene('by-hand', { sandbox: { keyDelayMs: 1_500 } });
  const account = 'accepted';
  let tab: PortalTab;

  before(async () => {
    const { page, sandbox, workbench } = main.stage;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.openHcp();
    tab = await PortalTab.open(page, sandbox.portalUrl);
    await tab.signIn(account, passwordOf(main.stage, account));
    await page.bringToFront();
  });

  afterEach(async () => {
    const { sandbox, workbench } = main.stage;
    sandbox.control.clearFaults();
    sandbox.control.setSwitches({ changedPage: false, keyAnswer: 'json', termsAnswer: 'done' });
    await sandbox.control.start('portal');
    await workbench.clearNotifications();
  });

  const copy = ({ accessKeyId, secretAccessKey }: KeyPair) =>
    main.stage.page.evaluate(
      `navigator.clipboard.writeText(${JSON.stringify(`${accessKeyId}\n${secretAccessKey}`)})`,
    );
  const newPairInTab = async () => {
    const pair = await tab.newPair('HCP_YA');
    await main.stage.page.bringToFront();
    return pair;
  };
  /** From the second step on, with a pair that replaces the one that the editor has, if any. */
  const pasteByHand = async (pair: KeyPair, replaces: boolean) => {
    const { workbench } = main.stage;
    await workbench.quickInput.pick('I Have a Key Pair');
    await workbench.quickInput.titled('Get Keys by Hand (2/2)');
    await workbench.quickInput.pick('Paste a Key Pair…');
    await pasteKeys(main.stage, pair);
    if (replaces) {
      await workbench.dialog.asking('Replace the key pair');
      await workbench.dialog.answer('Replace');
    }
    await workbench.notifications.saying('works and is stored', 60_000);
  };

  it('when nobody can sign in: a copied pair, without a session here', async () => {
    const { workbench, sandbox } = main.stage;
    sandbox.control.addFault({ server: 'portal', pattern: 'j_spring_security_check', kind: 'status500' });
    await workbench.command('HCP: Sign In');
    await typeCredentials(main.stage, account, passwordOf(main.stage, account));
    await workbench.notifications.saying('The portal has a problem of its own');
    await main.shot('sign-in-fails');
    await workbench.notifications.press('problem of its own', byHand);
    await workbench.quickInput.titled('Get Keys by Hand (1/2)');
    await main.shot('first-step');
    await workbench.openedInBrowser(() => workbench.quickInput.pick(openPage));
    await workbench.quickInput.titled('Get Keys by Hand (2/2)');
    await main.shot('second-step');
    await workbench.quickInput.pick('Watch the Clipboard');
    await workbench.notifications.saying('Watching the clipboard');
    await main.shot('watching');
    const pair = await newPairInTab();
    await copy(pair);
    await workbench.notifications.saying(`The key pair ${pair.accessKeyId} works and is stored`, 60_000);
    await main.shot('copied-pair-works');
    await workbench.explorer.row('HCP_1200').waitFor();
  });

  it('when it can’t be reached: a pasted pair', async () => {
    const { workbench, sandbox } = main.stage;
    await sandbox.control.stop('portal');
    await workbench.command('HCP: Sign In');
    await typeCredentials(main.stage, account, passwordOf(main.stage, account));
    await workbench.notifications.press('The portal can’t be reached', byHand);
    await pasteByHand(pairOf(main.stage, account), false);
  });

  it('when its pages have changed: terms accepted in the browser, and a report', async () => {
    const { workbench, sandbox, page } = main.stage;
    await signIn(main.stage, account);
    sandbox.control.setSwitches({ changedPage: true });
    await workbench.command('HCP: Review Data Use Terms');
    await workbench.terms.body.getByRole('button', { name: 'Copy Report' }).click();
    await workbench.notifications.saying('The report is on the clipboard');
    await main.shot('changed-page');
    const report = await page.evaluate<string>('navigator.clipboard.readText()');
    assert.match(report, /`portal\.changed` step: datasets;.*expected: cards of terms; found: text\/html/);
    for (const one of [account, pairOf(main.stage, account).secretAccessKey])
      assert.ok(!report.includes(one), report);
    await workbench.terms.body.getByRole('button', { name: 'Accept Terms by Hand…' }).click();
    await workbench.quickInput.pick('HCP_Retest');
    await workbench.quickInput.titled('Accept Terms by Hand: HCP_Retest');
    await main.shot('terms-by-hand');
    await workbench.openedInBrowser(() => workbench.quickInput.pick(openPage));
    await tab.acceptTerms('Rt4Lm');
    await page.bringToFront();
    await workbench.quickInput.pick('I Have Accepted Them');
    await workbench.notifications.saying('The bucket opens HCP_Retest');
    await main.shot('terms-opened');
  });

  const answers: readonly Switches['keyAnswer'][] = ['status500', 'status500AfterReset', 'lost'];
  for (const keyAnswer of answers) {
    it(`when its key button is out of order: ${keyAnswer}`, async () => {
      const { workbench, sandbox } = main.stage;
      sandbox.control.setSwitches({ keyAnswer });
      await workbench.command('HCP: Request AWS Keys');
      await workbench.quickInput.pick('HCP_YA');
      await workbench.dialog.asking('Request a new AWS key pair');
      await workbench.dialog.answer('Request New Pair');
      await workbench.notifications.saying('no key pair came back');
      await main.shot(`key-button-${keyAnswer}`);
      await workbench.notifications.press('no key pair came back', byHand);
      sandbox.control.setSwitches({ keyAnswer: 'json' });
      await pasteByHand(await newPairInTab(), true);
    });
  }

  it('when it asks to sign in again and again: a pair that the person has', async () => {
    const { workbench, sandbox } = main.stage;
    sandbox.control.setSwitches({ keyAnswer: 'signInPage' });
    await workbench.command('HCP: Request AWS Keys');
    await workbench.quickInput.pick('HCP_YA');
    await workbench.dialog.asking('Request a new AWS key pair');
    await workbench.dialog.answer('Request New Pair');
    await workbench.quickInput.titled('User name of your ConnectomeDB account');
    await workbench.quickInput.cancel();
    await workbench.command('HCP: Get Keys by Hand');
    await pasteByHand(pairOf(main.stage, account), false);
  });

  it('when another window has the newer pair: a reload, and no second request', async () => {
    const { workbench } = main.stage;
    const other = await secondWindow(main.stage);
    await other.workbench.openHcp();
    await other.workbench.explorer.row('HCP_1200').waitFor();
    const pair = await newPairInTab();
    await workbench.command('HCP: Get Keys by Hand');
    await pasteByHand(pair, true);
    await other.page.bringToFront();
    await other.workbench.command('HCP: Refresh');
    await other.workbench.explorer.row('has a newer key pair').waitFor();
    await main.shot('newer-pair-elsewhere', other.page);
    await other.workbench.explorer.row('Reload Window').click();
    await other.workbench.explorer.row('HCP_1200').waitFor({ timeout: 90_000 });
    await other.page.close();
    await main.stage.page.bringToFront();
  });
});
