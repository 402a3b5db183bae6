import assert from 'node:assert/strict';
import { createBalsaPortal } from '../../../../src/core/portal/balsa';
import type { Portal } from '../../../../src/core/portal/portal';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox';
import { smallContent } from '../../sandbox/smallContent';
import { refused } from '../refused';
import { html, json, signedInPage, startOddPortal, type OddPortal, type Routes } from './oddPortal';

describe('the portal: the key request', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ content: smallContent({}) });
  });
  after(() => sandbox.close());
  beforeEach(() => sandbox.control.reset());

  const signedIn = async (userName = 'accepted') => {
    const portal = createBalsaPortal({ address: () => sandbox.portalUrl });
    await portal.signIn(userName, `sandbox-only-${userName}`);
    return portal;
  };
  const keyRequests = () =>
    sandbox.control.requests().filter((one) => one.name.startsWith('/project/aws')).length;

  for (const keyAnswer of ['json', 'jsonString'] as const) {
    it(`reads the pair from an answer of the form ${keyAnswer}`, async () => {
      sandbox.control.setSwitches({ keyAnswer });
      const pair = await (await signedIn()).requestKeyPair('HCP_YA');
      assert.deepEqual(pair, sandbox.control.account('accepted').keys);
      assert.equal(keyRequests(), 1);
    });
  }

  for (const keyAnswer of ['status500', 'status500AfterReset', 'lost'] as const) {
    it(`is sent exactly once when the answer is ${keyAnswer}: the pair may be reset`, async () => {
      const portal = await signedIn();
      sandbox.control.setSwitches({ keyAnswer });
      await refused(portal.requestKeyPair('HCP_YA'), 'keys.answerLost');
      assert.equal(keyRequests(), 1);
    });
  }

  it('waits for a slow answer and does not ask again', async () => {
    const portal = await signedIn();
    sandbox.control.setSwitches({ keyAnswerDelayMs: 1_500 });
    const pair = await portal.requestKeyPair('HCP_YA');
    assert.deepEqual(pair, sandbox.control.account('accepted').keys);
    assert.equal(keyRequests(), 1);
  });

  it('does not lose the pair when the person cancels after it was sent', async () => {
    const portal = await signedIn();
    sandbox.control.setSwitches({ keyAnswerDelayMs: 500 });
    const stop = new AbortController();
    const work = portal.requestKeyPair('HCP_YA', stop.signal);
    while (keyRequests() === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    stop.abort();
    assert.deepEqual(await work, sandbox.control.account('accepted').keys);
  });

  it('sends nothing when it is cancelled before', async () => {
    const portal = await signedIn();
    await refused(portal.requestKeyPair('HCP_YA', AbortSignal.abort()), 'cancelled');
    assert.equal(keyRequests(), 0);
  });

  it('refuses a second request while one is running', async () => {
    const portal = await signedIn();
    sandbox.control.setSwitches({ keyAnswerDelayMs: 200 });
    const first = portal.requestKeyPair('HCP_YA');
    await refused(portal.requestKeyPair('HCP_YA'), 'keys.requestRunning');
    await first;
    assert.equal(keyRequests(), 1);
  });

  it('notices an expired session before anything is sent', async () => {
    const portal = await signedIn('ready');
    sandbox.control.expireSessions();
    await refused(portal.requestKeyPair('HCP_YA'), 'portal.session');
    assert.equal(keyRequests(), 0);
    assert.deepEqual(sandbox.control.account('ready').keys, sandbox.readyKeys);
  });

  it('takes the sign-in page for an answer as the end of the session', async () => {
    const portal = await signedIn('ready');
    sandbox.control.setSwitches({ keyAnswer: 'signInPage' });
    await refused(portal.requestKeyPair('HCP_YA'), 'portal.session');
    assert.equal(keyRequests(), 1);
  });

  for (const refusal of ['json403', 'page200'] as const) {
    it(`knows the refusal before the terms are accepted (${refusal})`, async () => {
      sandbox.control.setSwitches({ refusal });
      const portal = await signedIn('newcomer');
      await refused(portal.requestKeyPair('HCP_YA'), 'portal.termsRequired', { datasetId: 'HCP_YA' });
      assert.equal(keyRequests(), 1);
    });
  }

  it('knows that a portal that is down did not reset anything', async () => {
    const portal = await signedIn('ready');
    await sandbox.control.stop('portal');
    await refused(portal.requestKeyPair('HCP_YA'), 'keys.notRequested', { reason: 'portal.unreachable' });
    assert.deepEqual(sandbox.control.account('ready').keys, sandbox.readyKeys);
  });
});

describe('the portal: odd answers to the key request', () => {
  const pair = {
    accessKeyId: 'AKIAEXAMPLEEXAMPLE12',
    secretAccessKey: 'abcdEFGH1234+/abcdEFGH1234+/abcdEFGH1234',
  };
  let odd: OddPortal | undefined;
  afterEach(async () => {
    await odd?.close();
    odd = undefined;
  });

  async function portalWith(routes: Routes): Promise<Portal> {
    odd = await startOddPortal(routes);
    const address = odd.url;
    const portal = createBalsaPortal({ address: () => address });
    await portal.signIn('alice', 'password');
    return portal;
  }
  const keyRequests = () => odd!.requests.filter((one) => one === 'GET /project/aws').length;

  const answers: Readonly<Record<string, Routes[string]>> = {
    'JSON in a page': html(`<html><body><pre>${JSON.stringify(pair)}</pre></body></html>`),
    'other spellings': json({ AccessKeyId: pair.accessKeyId, SecretAccessKey: pair.secretAccessKey }),
    'a nested object': json({ success: true, data: { aws: { ...pair, userName: 'alice' } } }),
    'an error status': json(pair, 500),
    'three times JSON': json(JSON.stringify(JSON.stringify(pair))),
    'a longer text announced than sent': (response) => {
      response.writeHead(200, { 'content-length': '5000' }).write(JSON.stringify(pair));
      setTimeout(() => response.destroy(), 20);
    },
  };
  for (const [name, answer] of Object.entries(answers)) {
    it(`does not lose a pair in ${name}`, async () => {
      const portal = await portalWith({ 'GET /project/aws': answer! });
      assert.deepEqual(await portal.requestKeyPair('HCP_YA'), pair);
      assert.equal(keyRequests(), 1);
    });
  }

  it('does not follow a redirect with the request', async () => {
    const portal = await portalWith({
      'GET /project/aws': (response) => {
        response.writeHead(302, { location: '/project/aws?again=1' }).end();
      },
    });
    await refused(portal.requestKeyPair('HCP_YA'), 'keys.answerLost', { status: 302 });
    assert.equal(keyRequests(), 1);
  });

  it('says nothing of an answer that it does not understand but its kind', async () => {
    const portal = await portalWith({ 'GET /project/aws': json({ token: 'very secret text' }) });
    const error = await refused(portal.requestKeyPair('HCP_YA'), 'keys.answerLost', { status: 200 });
    assert.doesNotMatch(JSON.stringify(error.facts) + String(error.cause), /very secret/);
  });

  it('knows a refusal for another reason than the terms', async () => {
    const portal = await portalWith({ 'GET /project/aws': json({ error: 'no' }, 403) });
    await refused(portal.requestKeyPair('HCP_YA'), 'keys.notRequested', { status: 403 });
  });

  it('takes a page without a pair as a lost answer', async () => {
    const portal = await portalWith({ 'GET /project/aws': html(signedInPage('alice')) });
    const error = await refused(portal.requestKeyPair('HCP_YA'), 'keys.answerLost', { path: '/project/aws' });
    assert.match(String(error.facts.found), /^text\/html, .*knows loginModalForm/);
    assert.doesNotMatch(JSON.stringify(error.facts), /alice/);
  });

  it('counts a connection cut after the request as a possible reset', async () => {
    const portal = await portalWith({ 'GET /project/aws': (response) => response.destroy() });
    await refused(portal.requestKeyPair('HCP_YA'), 'keys.answerLost');
    assert.equal(keyRequests(), 1);
  });
});
