import assert from 'node:assert/strict';
import { HcpError, toHcpError } from '../../../src/core/errors';
import { createBalsaPortal } from '../../../src/core/portal/balsa';
import { errorReport, type ReportInput } from '../../../src/host/messages/errorReport';
import { RecentErrors } from '../../../src/host/messages/recentErrors';
import { html, json, redirect, signedInPage, startOddPortal, type Routes } from '../core/portal/oddPortal';

const accessKeyId = 'AKIAEXAMPLEEXAMPLE00';
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const password = 'correct horse battery';
const hidden = [accessKeyId, secretAccessKey, password, 'alice', 'lab-server', 'SESSION123', 'own words'];

const report = (input: Partial<ReportInput>) =>
  errorReport({ environment: {}, settings: {}, errors: [], private: ['alice', 'lab-server'], ...input });

function holdsNothingPrivate(text: string): void {
  for (const one of hidden) assert.ok(!text.toLowerCase().includes(one.toLowerCase()), `${one} in:\n${text}`);
}

describe('a report', () => {
  it('tells versions, changed settings, and the last errors', () => {
    const recent = new RecentErrors();
    const cause = new HcpError('portal.unreachable');
    recent.add(new HcpError('keys.notRequested', { reason: 'timeout', step: 'requestKeyPair' }, { cause }));
    const text = report({
      environment: { 'VS Code': '1.99.0, desktop' },
      settings: { 'hcp.download.connections': 8 },
      errors: recent.all,
    });
    assert.match(text, /- VS Code: 1\.99\.0, desktop/);
    assert.match(text, /- hcp\.download\.connections: 8/);
    assert.match(
      text,
      /`keys\.notRequested` step: requestKeyPair; reason: timeout; from HcpError portal\.unr/,
    );
  });

  it('remembers the last ten errors', () => {
    const recent = new RecentErrors();
    for (let count = 0; count < 12; count += 1) recent.add(new HcpError('bucket.busy', { status: count }));
    assert.deepEqual(
      recent.all.map(({ facts }) => facts.status),
      [2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    );
  });

  it('holds no secret, wherever one came from', () => {
    const recent = new RecentErrors();
    const cause = new Error(`${secretAccessKey} and own words of alice`);
    const facts = { accessKeyId, key: `HCP_1200/${accessKeyId}`, path: `/u/alice/${secretAccessKey}` };
    recent.add(new HcpError('keys.unknown', facts, { cause }));
    recent.add(new HcpError('disk.failed', { reason: `${accessKeyId} ${secretAccessKey}` }, { cause }));
    const text = report({
      environment: { Remote: 'ssh-remote+lab-server' },
      settings: {
        'hcp.download.folder': '/home/alice/data',
        'hcp.portal.url': `https://alice:${encodeURIComponent(password)}@portal.example.org/x?token=SESSION123`,
        'hcp.bucket.endpoint': `alice:${password}@lab.example.org`,
        'hcp.bucket.name': secretAccessKey,
      },
      errors: recent.all,
    });
    holdsNothingPrivate(text);
    assert.match(text, /hcp\.portal\.url: https:\/\/portal\.example\.org\n/);
    assert.match(text, /hcp\.download\.folder: set/);
  });

  const bait = `<p id="alice">own words ${accessKeyId} ${secretAccessKey}</p><alice-card></alice-card>`;
  const changes: Readonly<Record<string, { readonly routes: Routes; readonly told: RegExp }>> = {
    'a dataset’s page of another layout': {
      routes: { 'GET /project': html(signedInPage('alice', bait)) },
      told: /portal\.changed` step: datasets; status: 200; path: \/project; expected: cards of terms; found: text\/html, \d+ characters; .*p 1.*other 1/,
    },
    'an answer of another form to the key request': {
      routes: { 'GET /project/aws': json({ pair: `${accessKeyId}:${secretAccessKey}:own words` }) },
      told: /keys\.answerLost` step: requestKeyPair; status: 200; path: \/project\/aws; expected: a key pair; found: application\/json, \d+ characters/,
    },
    'a session id in the path': {
      routes: {
        'GET /project/aws': html(bait),
        'GET /project': redirect('/odd;jsessionid=SESSION123'),
        'GET /odd;jsessionid=SESSION123': html(bait, 404),
      },
      told: /portal\.changed` step: \w+; status: 404; path: \/odd;/,
    },
  };
  for (const [name, { routes, told }] of Object.entries(changes)) {
    it(`tells the looks of ${name}, not its words`, async () => {
      const server = await startOddPortal(routes);
      const lines: string[] = [];
      const portal = createBalsaPortal({ address: () => server.url, log: (line) => lines.push(line) });
      const recent = new RecentErrors();
      const note = (error: unknown) => recent.add(toHcpError(error));
      try {
        await portal.signIn('alice', password).catch(note);
        await portal.datasets().catch(note);
        await portal.requestKeyPair('HCP_YA').catch(note);
      } finally {
        await server.close();
      }
      const text = report({ errors: recent.all });
      assert.match(text, told);
      holdsNothingPrivate(text);
      holdsNothingPrivate(lines.join('\n'));
    });
  }
});
