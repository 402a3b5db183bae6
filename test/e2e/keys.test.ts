import assert from 'node:assert/strict';
import { keyRequests, pairOf, passwordOf, seeSignedIn, signIn, typeCredentials, useKeys } from './person';
import { scene } from './scene';
import { secondWindow } from './stage';
import { until } from './until';

interface Clickable {
  click(): void;
}

describe('key pairs', () => {
  const main = scene('keys', { sandbox: { keyDelayMs: 500 } });
  const account = 'accepted';

  beforeEach(() => {
    main.stage.sandbox.control.clearRequests();
    main.stage.sandbox.control.setSwitches({ keyAnswer: 'json', keyAnswerDelayMs: 0, clockOffsetMs: 0 });
  });

  afterEach(() => main.stage.workbench.clearNotifications());

  it('sends nothing when the person says no', async () => {
    const { workbench } = main.stage;
    await workbench.openHcp();
    await signIn(main.stage, account);
    await workbench.command('HCP: Request AWS Keys');
    const asked = await workbench.dialog.asking(`Request a new AWS key pair for ${account}?`);
    assert.match(asked, /disables the former one/);
    await main.shot('question');
    await workbench.dialog.answer('Cancel');
    assert.deepEqual(keyRequests(main.stage), []);
  });

  it('sends one request for two clicks at once', async () => {
    const { workbench, sandbox } = main.stage;
    sandbox.control.setSwitches({ keyAnswerDelayMs: 1_500 });
    await workbench.command('HCP: Request AWS Keys');
    await workbench.dialog.asking('Request a new AWS key pair');
    await workbench.dialog.button('Request New Pair').evaluate((button: Clickable) => {
      button.click();
      button.click();
    });
    await workbench.notifications.saying('Requesting a new AWS key pair from the portal');
    await main.shot('requesting');
    await workbench.command('HCP: Request AWS Keys');
    await workbench.notifications.saying(/The new key pair .* works/);
    await main.shot('new-pair');
    assert.equal(await workbench.dialog.box.count(), 0, 'the second click opened no question');
    assert.equal(keyRequests(main.stage).length, 1);
    await workbench.explorer.row('HCP_1200').waitFor();
  });

  it('tells of a pair that was reset elsewhere', async () => {
    const { workbench, sandbox } = main.stage;
    const { accessKeyId } = pairOf(main.stage, account);
    sandbox.control.killKey(account);
    await workbench.command('HCP: Refresh');
    await workbench.explorer.row(`does not know the access key ID ${accessKeyId}`).waitFor();
    await workbench.explorer.row('Use Existing Keys…').waitFor();
    await workbench.explorer.labelled(/^Try Again$/).waitFor();
    await main.shot('reset-elsewhere');
    await workbench.explorer.row('Request AWS Keys…').click();
    await workbench.dialog.asking('Request a new AWS key pair');
    await workbench.dialog.answer('Request New Pair');
    await workbench.notifications.saying(/The new key pair .* works/);
    await workbench.explorer.row('HCP_1200').waitFor();
  });

  it('does not blame the pair for a folder that is not open to it', async () => {
    const { workbench } = main.stage;
    await workbench.command('HCP: Download to Workspace');
    await workbench.quickInput.pick('Enter a Path…');
    await workbench.quickInput.titled('A path of the bucket');
    await workbench.quickInput.fill('HCP_Retest/103818/');
    await workbench.quickInput.accept();
    const said = await workbench.notifications.saying('terms');
    await main.shot('not-open');
    assert.doesNotMatch(said, /does not know|does not belong|disabled/);
    await workbench.notifications.button('terms', 'Review Terms').waitFor();
    await workbench.explorer.row('HCP_1200').waitFor();
  });

  it('refuses a pasted pair with a wrong secret, and keeps the one that works', async () => {
    const { workbench, sandbox } = main.stage;
    const { accessKeyId } = pairOf(main.stage, 'researcher');
    const { secretAccessKey } = sandbox.readyKeys;
    await useKeys(main.stage, { accessKeyId, secretAccessKey });
    const said = await workbench.notifications.saying(`does not belong to the access key ID ${accessKeyId}`);
    assert.ok(!said.includes(secretAccessKey));
    await main.shot('wrong-secret');
    await workbench.command('HCP: Refresh');
    await workbench.explorer.row('HCP_1200').waitFor();
  });

  it('tells of a clock that is wrong', async () => {
    const { workbench, sandbox } = main.stage;
    sandbox.control.setSwitches({ clockOffsetMs: 40 * 60_000 });
    await workbench.command('HCP: Refresh');
    await workbench.explorer.row('off by 40 minutes').waitFor();
    await main.shot('clock');
    sandbox.control.setSwitches({ clockOffsetMs: 0 });
    await workbench.explorer.labelled(/^Try Again$/).click();
    await workbench.explorer.row('HCP_1200').waitFor();
  });

  it('says that the former pair may be dead when the answer is lost, and asks before it sends again', async () => {
    const { workbench, sandbox } = main.stage;
    sandbox.control.setSwitches({ keyAnswer: 'lost' });
    await workbench.command('HCP: Request AWS Keys');
    await workbench.dialog.asking('Request a new AWS key pair');
    await workbench.dialog.answer('Request New Pair');
    const said = await workbench.notifications.saying('no key pair came back');
    assert.match(said, /Your former pair may no longer work/);
    await main.shot('answer-lost');
    assert.equal(keyRequests(main.stage).length, 1);
    sandbox.control.setSwitches({ keyAnswer: 'json' });
    await workbench.notifications.press('no key pair came back', 'Request Again…');
    await workbench.dialog.asking('Request a new AWS key pair');
    assert.equal(keyRequests(main.stage).length, 1, 'nothing is sent before the question is answered');
    await workbench.dialog.answer('Request New Pair');
    await workbench.notifications.saying(/The new key pair .* works/);
    assert.equal(keyRequests(main.stage).length, 2);
  });

  it('does not repeat a request that the portal answers with an error of its own', async () => {
    const { workbench, sandbox } = main.stage;
    sandbox.control.setSwitches({ keyAnswer: 'status500' });
    await workbench.command('HCP: Request AWS Keys');
    await workbench.dialog.asking('Request a new AWS key pair');
    await workbench.dialog.answer('Request New Pair');
    await workbench.notifications.saying('no key pair came back');
    assert.equal(keyRequests(main.stage).length, 1);
  });

  it('asks to sign in when the portal answers with its sign-in page, then asks anew', async () => {
    const { workbench, sandbox } = main.stage;
    sandbox.control.setSwitches({ keyAnswer: 'signInPage' });
    await workbench.command('HCP: Request AWS Keys');
    await workbench.dialog.asking('Request a new AWS key pair');
    await workbench.dialog.answer('Request New Pair');
    await typeCredentials(main.stage, account, passwordOf(main.stage, account));
    await seeSignedIn(main.stage, account);
    await workbench.dialog.asking('Nothing was requested: the portal’s session was over.');
    await main.shot('session-over');
    await workbench.dialog.answer('Cancel');
    assert.equal(keyRequests(main.stage).length, 1);
  });

  it('sends nothing from a second window in the meantime', async () => {
    const { workbench, sandbox } = main.stage;
    sandbox.control.setSwitches({ keyAnswerDelayMs: 4_000 });
    const other = await secondWindow(main.stage);
    await other.workbench.openHcp();
    await signIn(other, account);
    for (const window of [main.stage, other]) {
      await window.workbench.command('HCP: Request AWS Keys');
      await window.workbench.dialog.asking('Request a new AWS key pair');
    }
    await workbench.dialog.answer('Request New Pair');
    await until('the request is sent', () => keyRequests(main.stage).length === 1);
    await other.workbench.dialog.answer('Request New Pair');
    await other.workbench.notifications.saying('Another window is requesting keys');
    await workbench.notifications.saying(/The new key pair .* works/);
    assert.equal(keyRequests(main.stage).length, 1);
  });
});
