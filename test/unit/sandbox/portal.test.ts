import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox';
import { smallContent } from './smallContent';
import { Visitor } from './visitor';

const termsId = 'N8xq1';

describe('sandbox portal', () => {
  let sandbox: Sandbox;
  let visitor: Visitor;

  before(async () => {
    sandbox = await startSandbox({ content: smallContent({}), keyDelayMs: 0 });
  });
  after(() => sandbox.close());
  beforeEach(async () => {
    await sandbox.control.reset();
    visitor = new Visitor(sandbox.portalUrl);
  });

  async function isSignedIn(): Promise<boolean> {
    const { text } = await visitor.get('/project?project=HCP_YA');
    return text.includes('Logout') && text.includes('newcomer');
  }

  describe('sign-in', () => {
    it('opens a session with an HttpOnly cookie', async () => {
      const response = await fetch(`${sandbox.portalUrl}/login/auth`);
      assert.match(response.headers.get('set-cookie') ?? '', /^JSESSIONID=[0-9A-F]{32}; Path=\/; HttpOnly$/);
    });

    it('signs in by form, with a new session', async () => {
      await visitor.get('/login/auth');
      const before = visitor.sessionId;
      const { status } = await visitor.signIn('newcomer');
      assert.equal(status, 200);
      assert.notEqual(visitor.sessionId, before);
      assert.equal(await isSignedIn(), true);
    });

    it('answers a wrong password with 200 and an unauthenticated page', async () => {
      const { status, text } = await visitor.signIn('newcomer', 'wrong');
      assert.equal(status, 200);
      assert.doesNotMatch(text, /Logout/);
      assert.equal(await isSignedIn(), false);
    });

    it('answers a script with JSON', async () => {
      const script = { 'x-requested-with': 'XMLHttpRequest' };
      const wrong = await visitor.signIn('newcomer', 'wrong', script);
      assert.equal(wrong.status, 200);
      assert.match((JSON.parse(wrong.text) as { error: string }).error, /not able to find/);
      const right = await visitor.signIn('newcomer', undefined, script);
      assert.deepEqual(JSON.parse(right.text), { success: true, username: 'newcomer' });
      assert.equal(await isSignedIn(), true);
    });

    it('goes on to the page that led to the sign-in', async () => {
      await visitor.get('/terms/mine');
      const { path } = await visitor.signIn('newcomer');
      assert.equal(path, '/terms/mine');
    });

    it('signs out', async () => {
      await visitor.signIn('newcomer');
      await visitor.get('/logoff');
      assert.equal(await isSignedIn(), false);
    });

    it('ends an idle session', async () => {
      await visitor.signIn('newcomer');
      assert.equal((await visitor.get('/login/keepAlive')).status, 200);
      sandbox.control.setSwitches({ idleMinutes: 0 });
      assert.equal(await isSignedIn(), false);
    });

    it('has the sign-in dialog in every page', async () => {
      await visitor.signIn('newcomer');
      for (const path of ['/', '/project?project=AABC', '/terms/mine', '/register/register', '/nowhere']) {
        const $ = load((await visitor.get(path)).text);
        assert.equal($('#loginModalForm input[name=j_password]').length, 1, path);
        assert.equal($('#loginModalForm a[href="/register/forgotUsername"]').length, 1, path);
      }
    });
  });

  describe('terms', () => {
    it('shows a card to agree to, and one agreed to', async () => {
      await visitor.signIn('newcomer');
      const open = load((await visitor.get('/project?project=HCP_YA')).text);
      assert.equal(open('#termsModal #termsAccordion #title' + termsId).length, 1);
      assert.match(open(`#terms${termsId}`).text(), /26 April 2013[^]*6\. Failure to abide/);
      assert.equal(open(`#terms${termsId} form`).attr('action'), `/terms/agree/${termsId}`);
      assert.equal(open(`#button${termsId}`).text(), 'I Agree');
      assert.equal(open('input#viewRestricted[type=hidden]').length, 1);

      assert.equal((await visitor.post(`/terms/agree/${termsId}`)).status, 200);
      const agreed = load((await visitor.get('/project?project=HCP_YA')).text);
      assert.equal(agreed(`#title${termsId}, #terms${termsId} form`).length, 0);
      assert.equal(agreed(`#terms${termsId} button[disabled]`).text(), '✓ Agreed');
    });

    it('offers a signed-out visitor only the sign-in', async () => {
      const $ = load((await visitor.get('/project?project=HCP_YA')).text);
      assert.equal($(`#button${termsId}[disabled]`).text(), 'Login to Agree');
      assert.equal($('#awsButton').length, 0);
    });

    it('gives a dataset two sets of terms', async () => {
      const $ = load((await visitor.get('/project?project=AABC')).text);
      assert.equal($('#termsAccordion .card').length, 2);
    });

    it('shows one set, and lists the accepted ones', async () => {
      await visitor.signIn('accepted');
      const shown = load((await visitor.get(`/terms/show/${termsId}`)).text);
      assert.equal(shown('title').text(), 'WU-Minn HCP Consortium Open Access Data Use Terms');
      assert.equal(shown('button[disabled]').text(), '✓ Agreed');
      const links = load((await visitor.get('/terms/mine')).text)('li a');
      assert.deepEqual(
        links.toArray().map((link) => link.attribs.href),
        [`/terms/show/${termsId}`],
      );
    });

    it('leads to the sign-in page without a session, or answers a script 401', async () => {
      for (const path of ['/terms/mine', `/terms/show/${termsId}`, '/project/aws?project=HCP_YA']) {
        const answer = await visitor.get(path);
        assert.deepEqual([answer.status, answer.path], [200, '/login/auth'], path);
      }
      const script = { 'x-requested-with': 'XMLHttpRequest' };
      assert.equal((await visitor.post(`/terms/agree/${termsId}`, {}, script)).status, 401);
    });

    it('does not record what the user directory refused', async () => {
      await visitor.signIn('newcomer');
      sandbox.control.setSwitches({ termsAnswer: 'directoryFailure' });
      assert.equal((await visitor.post(`/terms/agree/${termsId}`)).status, 409);
      sandbox.control.setSwitches({ termsAnswer: 'error' });
      assert.equal((await visitor.post(`/terms/agree/${termsId}`)).status, 500);
      assert.deepEqual(sandbox.control.account('newcomer').acceptedTerms, []);
    });

    it('holds hostile markup only when told to', async () => {
      const clean = load((await visitor.get('/project?project=HCP_Retest')).text);
      assert.equal(clean('#termsRt4Lm b, #termsRt4Lm ul').length, 2);
      assert.equal(clean('#termsRt4Lm script').length, 0);
      sandbox.control.setSwitches({ hostileTerms: true });
      const hostile = load((await visitor.get('/project?project=HCP_Retest')).text);
      assert.ok(hostile('#termsRt4Lm script, #termsRt4Lm iframe, #termsRt4Lm [onerror]').length >= 3);
    });

    it('loses its cards when the page has changed', async () => {
      sandbox.control.setSwitches({ changedPage: true });
      const $ = load((await visitor.get('/project?project=HCP_YA')).text);
      assert.equal($('#termsModal').length, 0);
    });
  });
});
