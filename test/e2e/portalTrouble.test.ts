import assert from 'node:assert/strict';
import type { FaultRule } from '../sandbox/faults';
import type { SwitchesChange } from '../sandbox/switches';
import { accessibilityProblems } from './axe';
import { PortalTab } from './pages/portalTab';
import { acceptTerms, passwordOf, pasteKeys, requestKeys, retest, signIn, typeCredentials } from './person';
import { scene } from './scene';

/** What one request of the portal meets, by a name for its picture. */
type Troubles = Readonly<Record<string, FaultRule | SwitchesChange>>;

const byHand = 'Get Keys by Hand…';
const termsByHand = 'Accept Terms by Hand…';

describe('each failure of the portal ends in a working key pair', () => {
  const main = scene('portal-trouble', { sandbox: { keyDelayMs: 0 } });
  const account = 'newcomer';
  let tab: PortalTab;

  before(async () => {
    const { page, sandbox, workbench } = main.stage;
    await workbench.openHcp();
    tab = await PortalTab.open(page, sandbox.portalUrl);
    await tab.signIn(account, passwordOf(main.stage, account));
    await page.bringToFront();
  });

  afterEach(async () => {
    mend();
    await main.stage.workbench.clearNotifications();
  });

  const mend = () => {
    const { control } = main.stage.sandbox;
    control.clearFaults();
    control.setSwitches({
      signInAnswer: 'done',
      keyAnswer: 'json',
      termsAnswer: 'done',
      moved: false,
      changedPage: false,
      refusal: 'json403',
    });
  };
  const meet = (trouble: FaultRule | SwitchesChange) => {
    mend();
    const { control } = main.stage.sandbox;
    if ('kind' in trouble) control.addFault(trouble);
    else control.setSwitches(trouble);
  };
  const typeIn = () => typeCredentials(main.stage, account, passwordOf(main.stage, account));
  const inTab = async <T>(act: () => Promise<T>): Promise<T> => {
    const result = await act();
    await main.stage.page.bringToFront();
    // What the pointer rests on shows its words again, over other rows.
    await main.stage.page.mouse.move(640, 500);
    return result;
  };
  /** The pair that the portal's page shows in the browser, which replaces the one of the editor. */
  const finishByHand = async () => {
    const { workbench } = main.stage;
    mend();
    const pair = await inTab(() => tab.newPair('HCP_YA'));
    await workbench.quickInput.pick('I Have a Key Pair');
    await workbench.quickInput.pick('Paste a Key Pair…');
    await pasteKeys(main.stage, pair);
    const replace = workbench.dialog.box.filter({ hasText: 'Replace the key pair' });
    await replace.or(workbench.notifications.message('works and is stored')).first().waitFor();
    if (await replace.isVisible()) await workbench.dialog.answer('Replace');
    await workbench.notifications.saying(`The key pair ${pair.accessKeyId} works and is stored`);
  };
  const askForKeys = async () => {
    const { workbench } = main.stage;
    await workbench.command('HCP: Request AWS Keys');
    await workbench.dialog.asking('Request a new AWS key pair');
    await workbench.dialog.answer('Request New Pair');
  };

  it('keys are refused by pages that have changed: terms, then keys by hand', async () => {
    const { workbench, sandbox } = main.stage;
    await signIn(main.stage, account);
    for (const refusal of ['page200', 'json403'] as const) {
      sandbox.control.setSwitches({ changedPage: true, refusal });
      await workbench.command('HCP: Request AWS Keys');
      await workbench.quickInput.pick('HCP_YA');
      await workbench.dialog.asking('Request a new AWS key pair');
      await workbench.dialog.answer('Request New Pair');
      const said = refusal === 'page200' ? 'no key pair came back' : 'did not reach the portal';
      await workbench.notifications.button(said, byHand).waitFor();
      await main.shot(`refused-${refusal}`);
      await workbench.clearNotifications();
    }
    await workbench.command('HCP: Accept Terms by Hand');
    await workbench.quickInput.pick('HCP_YA');
    await inTab(() => tab.acceptTerms('N8xq1'));
    await workbench.quickInput.pick('I Have Accepted Them');
    await workbench.notifications.press('Next, you need an AWS key pair', byHand);
    await finishByHand();
    await workbench.explorer.row('HCP_1200').waitFor();
    await main.shot('terms-and-keys');
  });

  const at = { server: 'portal', pattern: 'j_spring_security_check' } as const;
  const button = { server: 'portal', pattern: '/project/aws' } as const;
  const noSignIn: Troubles = {
    busy: { ...at, kind: 'slowDown503' },
    down: { ...at, kind: 'down' },
    cut: { ...at, kind: 'dropAfter', bytes: 0 },
    'too-short': { ...at, kind: 'wrongLength', length: 'long' },
    'no-session': { signInAnswer: 'noSession' },
    moved: { moved: true },
  };

  it('nobody can sign in: busy, down, cut off, too short, without a session, moved', async () => {
    const { workbench } = main.stage;
    for (const [name, trouble] of Object.entries(noSignIn)) {
      meet(trouble);
      await workbench.command('HCP: Sign In');
      await typeIn();
      const said = /problem of its own|can’t be reached|can’t read|another address/;
      await workbench.notifications.button(said, 'Copy Report').waitFor();
      await main.shot(`sign-in-${name}`);
      await workbench.notifications.press(said, byHand);
      await finishByHand();
      await workbench.clearNotifications();
    }
  });

  it('the sign-in is silent, or answers in a form that tells nothing: by hand from its own box', async () => {
    const { workbench } = main.stage;
    const untold: Troubles = {
      silent: { ...at, kind: 'stallAfter', bytes: 0 },
      'new-form': { signInAnswer: 'newForm' },
    };
    for (const [name, trouble] of Object.entries(untold)) {
      meet(trouble);
      await workbench.command('HCP: Sign In');
      await typeIn();
      if (name === 'new-form')
        await workbench.quickInput.problem.getByText('refused this user name').waitFor();
      await main.shot(`sign-in-${name}`);
      await workbench.quickInput.button('Get keys by hand').click();
      await workbench.quickInput.titled('Get Keys by Hand (1/2)');
      await finishByHand();
      await workbench.clearNotifications();
    }
  });

  it('a slow portal: signs in, and gets the pair', async () => {
    const { sandbox, workbench } = main.stage;
    const slow = { server: 'portal', pattern: '.' } as const;
    sandbox.control.addFault({ ...slow, kind: 'delay', milliseconds: 250 });
    sandbox.control.addFault({ ...slow, pattern: 'j_spring|aws', kind: 'drip', bytesPerSecond: 100 });
    // Half of the sign-in's answer says nothing, and the page then decides.
    sandbox.control.addFault({ ...at, kind: 'wrongLength', length: 'short' });
    await signIn(main.stage, account);
    sandbox.control.setSwitches({ keyAnswer: 'jsonString' });
    await requestKeys(main.stage);
    await main.shot('slow-but-well');
    await workbench.explorer.row('HCP_1200').waitFor();
  });

  it('no pair comes back: busy, down, cut off, cut in the middle, too short, a page of a new form', async () => {
    const { workbench } = main.stage;
    const noPair: Troubles = {
      busy: { ...button, kind: 'slowDown503' },
      down: { ...button, kind: 'down' },
      cut: { ...button, kind: 'dropAfter', bytes: 0 },
      'cut-in-the-middle': { ...button, kind: 'dropAfter', bytes: 60 },
      'too-short': { ...button, kind: 'wrongLength', length: 'short' },
      'new-form': { keyAnswer: 'newForm' },
    };
    for (const [name, trouble] of Object.entries(noPair)) {
      meet(trouble);
      await askForKeys();
      await workbench.notifications.button('no key pair came back', 'Copy Report').waitFor();
      await main.shot(`keys-${name}`);
      await workbench.notifications.press('no key pair came back', byHand);
      await finishByHand();
      await workbench.clearNotifications();
    }
  });

  it('a pair comes although the rest of the answer does not, or is got by hand while it is waited for', async () => {
    const { workbench } = main.stage;
    meet({ ...button, kind: 'wrongLength', length: 'long' });
    await askForKeys();
    await workbench.notifications.saying(/The new key pair .* works/);
    await workbench.clearNotifications();
    meet({ ...button, kind: 'stallAfter', bytes: 60 });
    await askForKeys();
    await workbench.notifications.saying('Requesting a new AWS key pair from the portal');
    await workbench.command('HCP: Get Keys by Hand');
    await finishByHand();
    await main.shot('keys-silent');
  });

  /** The portal takes nothing, and says nothing, until all is cut off. */
  const whileSilent = async (act: () => Promise<void>) => {
    const { control } = main.stage.sandbox;
    control.setSwitches({ termsAnswer: 'newForm' });
    control.addFault({ server: 'portal', pattern: 'terms/agree', kind: 'stallAfter', bytes: 0 });
    await act();
    await control.stop('portal');
    await control.start('portal');
  };

  const ofRetest = { datasetId: 'HCP_Retest', termsId: 'Rt4Lm' };
  /** The terms on a page that has just been loaded, as of somebody who has not accepted them. */
  const readAgain = async () => {
    mend();
    const { workbench, sandbox } = main.stage;
    sandbox.control.withdrawTerms(account, ofRetest.datasetId);
    await workbench.command('View: Close All Editors');
    await workbench.command('HCP: Review Data Use Terms');
    await workbench.terms.dataset(retest).waitFor();
    await workbench.terms.tick(retest);
  };
  /** In the browser, unless the portal has taken them although its answer was lost; then the bucket is asked. */
  const openByHand = async () => {
    mend();
    const { workbench, sandbox } = main.stage;
    await workbench.quickInput.titled('Accept Terms by Hand: HCP_Retest');
    if (!sandbox.control.account(account).acceptedTerms.includes(ofRetest.termsId))
      await inTab(() => tab.acceptTerms(ofRetest.termsId));
    await workbench.quickInput.pick('I Have Accepted Them');
    await workbench.notifications.saying('The bucket opens HCP_Retest');
    await workbench.explorer.row('HCP_Retest').waitFor();
    await workbench.clearNotifications();
  };

  it('terms are not taken: each time the way by hand stands below them, and opens the release', async () => {
    const { workbench } = main.stage;
    const agree = { server: 'portal', pattern: 'terms/agree' } as const;
    const noTerms: Troubles = {
      'directory-failure': { termsAnswer: 'directoryFailure' },
      error: { termsAnswer: 'error' },
      'new-form': { termsAnswer: 'newForm' },
      busy: { ...agree, kind: 'slowDown503' },
      'status-500': { ...agree, kind: 'status500' },
      down: { ...agree, kind: 'down' },
      'too-short': { ...agree, pattern: 'terms/mine', kind: 'wrongLength', length: 'long' },
      cut: { ...agree, kind: 'dropAfter', bytes: 0 },
    };
    const card = workbench.terms.dataset(retest);
    await readAgain();
    await whileSilent(async () => {
      await workbench.terms.acceptButton(retest).click();
      await card.getByText('Accepting').first().waitFor();
      await workbench.command('HCP: Accept Terms by Hand');
      await workbench.quickInput.pick('HCP_Retest');
      await workbench.quickInput.titled('Accept Terms by Hand: HCP_Retest');
      await main.shot('terms-silent');
      await openByHand();
    });
    await card
      .getByText(/^Accepted/)
      .first()
      .waitFor();
    for (const [name, trouble] of Object.entries(noTerms)) {
      await readAgain();
      meet(trouble);
      await workbench.terms.acceptButton(retest).click();
      await card.getByRole('button', { name: 'Copy Report' }).waitFor();
      await main.shot(`terms-${name}`);
      if (name === 'error') assert.deepEqual(await accessibilityProblems(workbench.terms.body), []);
      await workbench.terms.press(retest, termsByHand);
      await openByHand();
      await card
        .getByText(/^Accepted/)
        .first()
        .waitFor();
      await main.shot(`terms-${name}-by-hand`);
    }
  });

  it('terms are taken slowly, then lead to the sign-in again and again: by hand, from where the panel then is', async () => {
    const { workbench, sandbox } = main.stage;
    const dataset = 'Aging Adult Brain Connectome';
    const slow = { server: 'portal', pattern: 'terms' } as const;
    sandbox.control.addFault({ ...slow, kind: 'delay', milliseconds: 250 });
    sandbox.control.addFault({ ...slow, kind: 'drip', bytesPerSecond: 4_000 });
    await acceptTerms(main.stage, dataset);
    await readAgain();
    meet({ termsAnswer: 'signInPage' });
    await workbench.terms.acceptButton(retest).click();
    await typeIn();
    await workbench.terms.dataset(retest).getByRole('button', { name: 'Copy Report' }).waitFor();
    await main.shot('terms-sign-in-page');
    await workbench.terms.body.getByRole('button', { name: 'Refresh' }).first().click();
    await workbench.quickInput.titled('User name of your ConnectomeDB account');
    await workbench.quickInput.cancel();
    assert.deepEqual(await accessibilityProblems(workbench.terms.body), [], 'signed out');
    await workbench.terms.body.getByRole('button', { name: termsByHand }).first().click();
    await workbench.quickInput.pick('HCP_Retest');
    await openByHand();
    await main.shot('terms-signed-out');
  });
});
