import assert from 'node:assert/strict';
import { createBalsaPortal } from '../../../../src/core/portal/balsa';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox';
import { smallContent } from '../../sandbox/smallContent';
import { refused } from '../refused';

const password = (userName: string) => `sandbox-only-${userName}`;

describe('the portal: session and terms', () => {
  let sandbox: Sandbox;
  let lines: string[];

  before(async () => {
    sandbox = await startSandbox({ content: smallContent({}) });
  });
  after(() => sandbox.close());
  beforeEach(async () => {
    lines = [];
    await sandbox.control.reset();
  });

  const newPortal = () =>
    createBalsaPortal({ address: () => sandbox.portalUrl, log: (line) => lines.push(line) });
  const signedIn = async (userName: string) => {
    const portal = newPortal();
    await portal.signIn(userName, password(userName));
    return portal;
  };
  const sentTo = (method: string, path: string) =>
    sandbox.control.requests().filter((one) => one.method === method && one.name.startsWith(path));

  it('signs in, knows it, and signs out', async () => {
    const portal = newPortal();
    assert.equal(await portal.isSignedIn(), false);
    assert.equal(sandbox.control.requests().length, 0, 'nobody was signed in, so nobody is asked');
    await portal.signIn('ready', password('ready'));
    assert.equal(portal.userName, 'ready');
    assert.equal(await portal.isSignedIn(), true);
    await portal.signOut();
    assert.equal(portal.userName, undefined);
    assert.equal(await portal.isSignedIn(), false);
    assert.equal(sentTo('GET', '/logoff').length, 1);
  });

  it('sends the password once, right or wrong', async () => {
    const portal = newPortal();
    await refused(portal.signIn('ready', 'not the password'), 'portal.credentials');
    assert.equal(sentTo('POST', '/j_spring_security_check').length, 1);
    assert.equal(portal.userName, undefined);
    await portal.signIn('ready', password('ready'));
    assert.equal(sentTo('POST', '/j_spring_security_check').length, 2);
  });

  it('logs neither password nor key pair', async () => {
    const portal = await signedIn('ready');
    const pair = await portal.requestKeyPair('HCP_YA');
    const text = lines.join('\n');
    assert.match(text, /POST \/j_spring_security_check 200/);
    for (const secret of [password('ready'), pair.secretAccessKey, pair.accessKeyId]) {
      assert.ok(!text.includes(secret));
    }
  });

  it('tells a server error from an unreachable portal', async () => {
    sandbox.control.addFault({ server: 'portal', pattern: '^/login/auth', kind: 'status500' });
    await refused(newPortal().signIn('ready', password('ready')), 'portal.server', { status: 500 });
    await sandbox.control.stop('portal');
    const error = await refused(newPortal().signIn('ready', password('ready')), 'portal.unreachable', {
      reason: 'ECONNREFUSED',
    });
    assert.equal(error.retryable, true);
  });

  it('gives up on a portal that is cut off in the middle of a page', async () => {
    const portal = await signedIn('ready');
    sandbox.control.addFault({ server: 'portal', pattern: '^/project', kind: 'dropAfter', bytes: 100 });
    await refused(portal.datasets(), 'portal.unreachable');
  });

  it('notices an expired session', async () => {
    const portal = await signedIn('ready');
    sandbox.control.expireSessions();
    assert.equal(await portal.isSignedIn(), false);
    assert.equal(portal.userName, undefined);
    await refused(portal.datasets(), 'portal.session');
  });

  it('notices an expired session while accepting terms', async () => {
    const portal = await signedIn('newcomer');
    sandbox.control.expireSessions();
    await refused(portal.acceptTerms('N8xq1'), 'portal.session');
    assert.deepEqual(sandbox.control.account('newcomer').acceptedTerms, []);
  });

  it('lists the datasets with every set of terms, its text and its state', async () => {
    const before = await (await signedIn('newcomer')).datasets();
    assert.deepEqual(
      before.map(({ id, terms }) => [id, terms.map((one) => [one.id, one.accepted])]),
      [
        ['HCP_YA', [['N8xq1', false]]],
        ['HCP_Retest', [['Rt4Lm', false]]],
        [
          'AABC',
          [
            ['aB7c2', false],
            ['aB9k5', false],
          ],
        ],
      ],
    );
    const [terms] = before[0]!.terms;
    assert.equal(terms!.title, 'WU-Minn HCP Consortium Open Access Data Use Terms');
    assert.match(
      terms!.html,
      /^WU-Minn HCP Consortium[^]*\n6\. Failure to abide[^]*privileges to access WU-Minn HCP data\.$/,
    );
    assert.match(terms!.html, /<a href="https:\/\/www\.humanconnectome\.org/);
    assert.doesNotMatch(terms!.html, /<form|<button|Agree<|Agreed/);

    const after = await (await signedIn('ready')).datasets();
    assert.ok(after.every((dataset) => dataset.terms.every((one) => one.accepted)));
    assert.equal(after[0]!.terms[0]!.html, terms!.html, 'the text does not depend on the state');
    assert.equal(after[0]!.terms[0]!.title, terms!.title);
  });

  it('does not take a page of another layout for a dataset without terms', async () => {
    const portal = await signedIn('ready');
    sandbox.control.setSwitches({ changedPage: true });
    await refused(portal.datasets(), 'portal.changed', { datasetId: 'HCP_YA' });
  });

  it('accepts one set of terms, once, and reads the acceptance back', async () => {
    const portal = await signedIn('newcomer');
    assert.equal(await portal.acceptTerms('N8xq1'), true);
    assert.equal(sentTo('POST', '/terms/agree/N8xq1').length, 1);
    assert.deepEqual(sandbox.control.account('newcomer').acceptedTerms, ['N8xq1']);
    const [dataset] = await portal.datasets();
    assert.equal(dataset!.terms[0]!.accepted, true);
  });

  it('reads the acceptance from the page of the terms when the list is out of order', async () => {
    const portal = await signedIn('newcomer');
    sandbox.control.addFault({ server: 'portal', pattern: '^/terms/mine', kind: 'status500' });
    assert.equal(await portal.acceptTerms('N8xq1'), true);
  });

  it('tells why terms were not accepted, and never sends an acceptance again', async () => {
    const portal = await signedIn('newcomer');
    sandbox.control.setSwitches({ termsAnswer: 'directoryFailure' });
    await refused(portal.acceptTerms('N8xq1'), 'portal.userDirectory');
    sandbox.control.setSwitches({ termsAnswer: 'error' });
    await refused(portal.acceptTerms('N8xq1'), 'portal.server', { status: 500 });
    assert.equal(sentTo('POST', '/terms/agree/').length, 2);
    await refused(portal.acceptTerms('../../logoff'), 'portal.changed');
    assert.equal(await portal.isSignedIn(), true);
  });

  it('is cancelled at once', async () => {
    const portal = await signedIn('ready');
    sandbox.control.addFault({ server: 'portal', pattern: '^/project', kind: 'delay', milliseconds: 60_000 });
    const stop = new AbortController();
    const work = portal.datasets(stop.signal);
    setTimeout(() => {
      stop.abort();
    }, 50);
    await refused(work, 'cancelled');
    await refused(portal.datasets(AbortSignal.abort()), 'cancelled');
  });

  it('keeps no session when the address changes to another portal', async () => {
    let address = sandbox.portalUrl;
    const portal = createBalsaPortal({ address: () => address });
    await portal.signIn('ready', password('ready'));
    address = sandbox.portalUrl.replace('127.0.0.1', 'localhost');
    assert.equal(await portal.isSignedIn(), false);
  });

  it('knows the pages that need a browser', () => {
    const { links } = newPortal();
    assert.equal(links.register, `${sandbox.portalUrl}/register/register`);
    assert.equal(links.dataset('HCP_YA'), `${sandbox.portalUrl}/project?project=HCP_YA`);
  });
});
