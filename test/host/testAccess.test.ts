import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { accountLine } from '../../src/host/account/accountLine';
import { testAccess } from '../../src/host/account/testAccess';
import { Settings } from '../../src/host/settings';
import { hasCode, newEditor, openWindow, sandbox, type AccountWindow } from './accountWindow';
import { Dialogues } from './dialogues';
import { pairOf } from './inside/keys';

describe('testing access', () => {
  let window: AccountWindow;
  let dialogues: Dialogues;
  let reported: unknown[];

  beforeEach(async () => {
    await sandbox('reset');
    window = openWindow(await newEditor());
    dialogues = new Dialogues();
    reported = [];
  });

  afterEach(async () => {
    window.close();
    dialogues.dispose();
    await sandbox('reset');
  });

  const settings = new Settings();
  const test = () =>
    testAccess({
      flow: window,
      address: () => settings.bucketAddress,
      tool: 'HCP Explorer',
      report: (error) => Promise.resolve(void reported.push(error)),
    });
  async function keep() {
    const pair = await pairOf('researcher');
    await window.model.keep({ ...pair, userName: 'researcher', obtainedAt: '2026-11-20T10:00:00.000Z' });
    return pair;
  }

  it('needs a pair', async () => {
    await assert.rejects(test(), hasCode('keys.missing'));
  });

  it('lists the releases, remembers when, and gives a report without secrets', async () => {
    const { accessKeyId, secretAccessKey } = await keep();
    dialogues.pick = 'Copy Report';
    await test();
    const labels = dialogues.lists[0]?.map(({ label, description }) =>
      `${label} ${description ?? ''}`.trim(),
    );
    assert.deepEqual(labels, [
      'HCP_1200 Open',
      'HCP_900 Open',
      'HCP Open',
      'HCP_Retest Terms needed',
      'HCP_Resources Open',
      '',
      'Test Again',
      'Copy Report',
    ]);
    assert.equal(window.memory.lastCheckOf(accessKeyId)?.outcome, 'works');
    const report = await vscode.env.clipboard.readText();
    assert.match(report, /HCP_Retest: refused, terms needed/);
    assert.ok(!report.includes(secretAccessKey));
  });

  it('explains a release that could not be asked', async () => {
    await keep();
    await sandbox('faults/add', { server: 'bucket', pattern: '^HCP_900/', kind: 'status500' });
    dialogues.pick = 'HCP_900';
    await test();
    assert.ok(hasCode('bucket.busy')(reported[0]));
  });

  it('says how far the clock is off, and tests again', async () => {
    await keep();
    await sandbox('switches', { clockOffsetMs: 40 * 60_000 });
    const said: string[] = [];
    dialogues.answer = ({ message }) => {
      said.push(message);
      return said.length === 1 ? 'Test Again' : undefined;
    };
    await test();
    assert.match(said[0] ?? '', /off by 40 minutes \(behind\).*In this editor since 20 Nov 2026\.$/);
    assert.match(said[1] ?? '', /Last test, .*: it did not work\.$/);
  });

  it('notes a clock that is nearly too far off, and shows age and last test of the pair with the account', async () => {
    const { accessKeyId } = await keep();
    assert.equal(accountLine(window), `researcher · ${accessKeyId} · since 2026-11-20`);
    await sandbox('switches', { clockOffsetMs: -9 * 60_000 });
    await test();
    const note = dialogues.lists[0]?.find(({ label }) => /clock/.test(label));
    assert.equal(note?.label, 'This machine’s clock is 9 minutes ahead');
    assert.match(note.detail ?? '', /Beyond 15 minutes the bucket refuses/);
    const today = new Date().toISOString().slice(0, 10);
    assert.ok(window.changes.includes('check'));
    assert.equal(accountLine(window), `researcher · ${accessKeyId} · since 2026-11-20 · worked on ${today}`);
    await sandbox('keys/kill', { userName: 'researcher' });
    await test();
    assert.match(accountLine(window) ?? '', new RegExp(`last test on ${today}: it did not work$`));
  });

  it('offers what mends a pair that was reset elsewhere', async () => {
    await keep();
    await sandbox('keys/kill', { userName: 'researcher' });
    await test();
    assert.deepEqual(dialogues.messages.at(-1)?.buttons, [
      'Use Existing Keys…',
      'Request AWS Keys…',
      'Copy Report',
    ]);
  });
});
