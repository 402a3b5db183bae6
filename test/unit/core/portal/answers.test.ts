import assert from 'node:assert/strict';
import { checkPortalAddress, createBalsaPortal } from '../../../../src/core/portal/balsa';
import { readSession, readTermsCards, readTermsPage } from '../../../../src/core/portal/pages';
import type { Portal } from '../../../../src/core/portal/portal';
import { refused } from '../refused';
import { html, json, redirect, signedInPage, startOddPortal, type OddPortal, type Routes } from './oddPortal';

describe('the portal: addresses', () => {
  for (const address of [
    'https://balsa.wustl.edu',
    'http://127.0.0.1:8080/',
    'http://localhost:1',
    'http://[::1]:9/portal',
  ]) {
    it(`takes ${address}`, () => {
      assert.ok(checkPortalAddress(address).pathname.endsWith('/'));
    });
  }
  for (const address of [
    'http://balsa.wustl.edu',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'https://user:secret@balsa.wustl.edu',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'balsa.wustl.edu',
    '',
  ]) {
    it(`refuses "${address}"`, async () => {
      const portal = createBalsaPortal({ address: () => address });
      await refused(portal.signIn('alice', 'password'), 'portal.address');
    });
  }
});

describe('the portal: odd answers', () => {
  let odd: OddPortal;
  afterEach(() => odd.close());

  async function start(routes: Routes): Promise<Portal> {
    odd = await startOddPortal(routes);
    const address = odd.url;
    return createBalsaPortal({ address: () => address });
  }
  const signIns = () => odd.requests.filter((one) => one.startsWith('POST')).length;

  it('signs in by the page when the answer is no JSON, without sending the password again', async () => {
    const portal = await start({ 'POST /j_spring_security_check': redirect('/project?project=HCP_YA') });
    await portal.signIn('Alice', 'password');
    assert.equal(portal.userName, 'Alice');
    assert.equal(signIns(), 1);
  });

  it('shows the other datasets when one page can’t be read', async () => {
    const card = `<div class="card"><div class="card-header"><span id="titleT1">×</span> Retest</div>
      <div id="termsT1">Text <form action="/terms/agree/T1"></form></div></div>`;
    const portal = await start({
      'GET /project': (response, request) => {
        const readable = request.url?.endsWith('=HCP_Retest') === true;
        html(signedInPage('alice', readable ? `<div id="termsAccordion">${card}</div>` : 'New!'))(response);
      },
    });
    await portal.signIn('alice', 'password');
    const read = (await portal.datasets()).map(({ id, terms }) => [id, terms.map(({ title }) => title)]);
    assert.deepEqual(read, [
      ['HCP_YA', []],
      ['HCP_Retest', ['Retest']],
      ['AABC', []],
    ]);
  });

  it('takes an unauthenticated page with status 200 as a wrong password', async () => {
    const page = html('<form id="loginModalForm"><input name="j_password"></form>');
    const portal = await start({ 'POST /j_spring_security_check': page, 'GET /project': page });
    await refused(portal.signIn('alice', 'wrong'), 'portal.credentials');
    assert.equal(signIns(), 1);
  });

  it('uses the user name that the portal tells', async () => {
    const portal = await start({});
    await portal.signIn('alice@example.org', 'password');
    assert.equal(portal.userName, 'alice');
  });

  it('does not take a page that is not the portal’s for a wrong password', async () => {
    const page = html('<h1>Down for maintenance</h1>');
    const portal = await start({ 'POST /j_spring_security_check': page, 'GET /project': page });
    await refused(portal.signIn('alice', 'password'), 'portal.changed');
  });

  it('does not believe a success that opens no session', async () => {
    const portal = await start({ 'GET /project': html('<form id="loginModalForm"></form>') });
    await refused(portal.signIn('alice', 'password'), 'portal.changed', { reason: 'no session' });
    assert.equal(portal.userName, undefined);
  });

  for (const [name, answer] of Object.entries({
    'an error text': json({ error: 'Sorry, your account is locked.' }),
    'success: false': json({ success: false }),
    'status 401': json({}, 401),
  })) {
    it(`knows a refusal by ${name}`, async () => {
      const portal = await start({ 'POST /j_spring_security_check': answer });
      await refused(portal.signIn('alice', 'password'), 'portal.credentials');
      assert.deepEqual(odd.requests.slice(1), ['POST /j_spring_security_check'], 'no further request');
    });
  }

  it('takes neither page nor password to another host', async () => {
    const portal = await start({ 'GET /login/auth': redirect('http://127.0.0.1:9/login/auth') });
    await refused(portal.signIn('alice', 'password'), 'portal.changed', { host: '127.0.0.1:9' });
    await odd.close();
    const second = await start({ 'POST /j_spring_security_check': redirect('https://evil.example/', 307) });
    await refused(second.signIn('alice', 'password'), 'portal.changed', { host: 'evil.example' });
    await odd.close();
    const third = await start({ 'POST /j_spring_security_check': redirect('/elsewhere', 307) });
    await refused(third.signIn('alice', 'password'), 'portal.changed');
    assert.equal(signIns(), 1, 'the form is not sent on, not even on the same host');
  });

  it('gives up on a circle of redirects and on an endless page', async () => {
    const circle = await start({ 'GET /login/auth': redirect('/login/auth') });
    await refused(circle.signIn('alice', 'password'), 'portal.changed');
    await odd.close();
    const endless = await start({ 'GET /login/auth': html('x'.repeat(6_000_000)) });
    await refused(endless.signIn('alice', 'password'), 'portal.changed');
  });

  it('leaves out a dataset that the portal does not have, and reads the terms page where a card has no text', async () => {
    const card = `<div id="termsAccordion"><div class="card"><div class="card-header"><span id="title7">×</span> Some Terms</div>
      <div id="terms7"><form action="/terms/agree/7" method="post"><button id="button7">I Agree</button></form></div></div></div>`;
    const portal = await start({
      'GET /project': (response, request) => {
        const known = request.url?.endsWith('=HCP_YA');
        html(signedInPage('alice', known ? card : ''), known ? 200 : 404)(response);
      },
      'GET /terms/show/7': html(
        signedInPage(
          'alice',
          '<div class="card"><div class="card-header">Some Terms</div><div class="card-body">The text.</div></div><button>Agree</button>',
        ),
      ),
    });
    await portal.signIn('alice', 'password');
    assert.deepEqual(await portal.datasets(), [
      {
        id: 'HCP_YA',
        title: 'HCP Young Adult',
        terms: [{ id: '7', title: 'Some Terms', html: 'The text.', accepted: false }],
      },
    ]);
  });
});

describe('the portal: pages', () => {
  it('takes user name and Logout together as signed in', () => {
    const form = '<input type="password" name="j_password">';
    assert.equal(readSession(`<p>alice</p><a>Logout</a>${form}`, 'alice'), 'signedIn');
    assert.equal(readSession(`<p>alice</p><a>Log out</a>`, 'Alice'), 'signedIn');
    assert.equal(readSession(`<p>malice</p><a>Logout</a>${form}`, 'alice'), 'signedOut');
    assert.equal(readSession(`<p>alice</p>${form}`, 'alice'), 'signedOut');
    assert.equal(readSession(`<script>var t = 'alice Logout'</script>${form}`, 'alice'), 'signedOut');
    assert.equal(readSession('<p>alice</p>', 'alice'), 'unknown');
    assert.equal(readSession('', 'alice'), 'unknown');
  });

  it('reads the cards of the template and nothing else that begins with "terms"', () => {
    const cards =
      readTermsCards(`<div id="termsModal"><h5 id="termsModalLabel">Terms</h5><div id="termsAccordion">
      <div class="card"><div class="card-header" id="termsHeading"><h5><span id="titleA1" class="red">&times;</span> First</h5></div>
        <div id="termsA1" class="collapse"><div class="card-body">One
two <b>three</b></div><form method="post" action="/terms/agree/A1"><button id="buttonA1">I Agree</button></form></div></div>
      <div class="card"><div class="card-header">Second</div>
        <div id="termsB2"><div class="card-body">Other text</div><button disabled>✓ Agreed</button></div></div>
      </div></div>`);
    assert.deepEqual(cards, [
      { id: 'A1', title: 'First', html: 'One\ntwo <b>three</b>', accepted: false },
      { id: 'B2', title: 'Second', html: 'Other text', accepted: true },
    ]);
    assert.deepEqual(readTermsCards('<h1>Another page</h1><p id="terms">no</p>'), []);
  });

  it('does not guess a state that no control shows', () => {
    assert.equal(readTermsPage('<div class="card"><div class="card-body">Text</div></div>', '1'), undefined);
  });
});
