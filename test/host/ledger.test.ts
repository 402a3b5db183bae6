import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { signOut } from '../../src/host/account/signOut';
import { clearLedger, exportLedger } from '../../src/host/panels/exportLedger';
import { TermsLedger } from '../../src/host/panels/ledger';
import { digestOf } from '../../src/host/panels/snapshot';
import { hasCode, newEditor, openWindow, type Editor } from './accountWindow';
import { Dialogues } from './dialogues';
import { activateExtension } from './inside/extension';
import { run } from './inside/keys';

const html = 'Use it well.<br>Cite <a href="https://example.org/">us</a>.<script>alert(1)</script>';
const acceptance = {
  datasetIds: ['HCP_YA'],
  termsId: 'N8xq1',
  title: 'Open Access Terms',
  digest: digestOf(html),
  acceptedAt: '2026-01-02T03:04:05.000Z',
  userName: 'researcher',
};

describe('the acknowledgement', () => {
  it('is copied in the words of the terms', async () => {
    const dialogues = new Dialogues();
    try {
      await activateExtension();
      await run('hcp.copyAcknowledgement');
    } finally {
      dialogues.dispose();
    }
    assert.match(
      await vscode.env.clipboard.readText(),
      /^Data were provided \[in part\] by the Human Connectome/,
    );
    assert.deepEqual(dialogues.messages[0]?.buttons, ['Open the List of Publications', 'Copy Methods Text']);
  });
});

describe('the terms ledger', () => {
  let editor: Editor;
  let dialogues: Dialogues;
  let folder: string;
  let ledger: TermsLedger;

  beforeEach(async () => {
    editor = await newEditor();
    dialogues = new Dialogues();
    folder = await mkdtemp(path.join(tmpdir(), 'hcp-export-'));
    dialogues.file = vscode.Uri.file(folder);
    ledger = new TermsLedger(editor.globalState, path.join(editor.globalStorageUri.fsPath, 'terms'));
  });

  afterEach(async () => {
    dialogues.dispose();
    await rm(folder, { recursive: true });
  });

  it('is exported as a page, as data, and with the texts byte for byte', async () => {
    await ledger.add(acceptance, html);
    assert.equal(await exportLedger(ledger, 'HCP Explorer'), true);
    const [name = ''] = await readdir(folder);
    assert.match(name, /^hcp-terms-\d{4}-\d\d-\d\d-\d{6}$/);
    const read = (...parts: readonly string[]) => readFile(path.join(folder, name, ...parts), 'utf8');
    const page = await read('ledger.html');
    assert.match(page, /<pre>Use it well\.\nCite us \(https:\/\/example\.org\/\)\.<\/pre>/);
    assert.doesNotMatch(page, /alert/);
    assert.equal(digestOf(await read('texts', `${acceptance.digest}.txt`)), acceptance.digest);
    const data = JSON.parse(await read('ledger.json')) as { acceptances: { userName: string }[] };
    assert.equal(data.acceptances[0]?.userName, 'researcher');
    assert.ok(dialogues.messages.at(-1)?.message.includes(name));
  });

  it('says that it is empty, and why the disk refused', async () => {
    assert.equal(await exportLedger(ledger, 'HCP Explorer'), false);
    assert.match(dialogues.messages[0]?.message ?? '', /empty/);
    await ledger.add(acceptance, html);
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    dialogues.file = vscode.Uri.file(file);
    await assert.rejects(exportLedger(ledger, 'HCP Explorer'), hasCode('disk.failed'));
  });

  it('stays when the person signs out, who is told', async () => {
    await ledger.add(acceptance, html);
    const window = openWindow(editor);
    dialogues.answer = ({ buttons }) => buttons.find((button) => button === 'Sign Out');
    try {
      assert.equal(await signOut(window), true);
    } finally {
      window.close();
    }
    assert.match(dialogues.messages[0]?.detail ?? '', /ledger of the terms that you accepted stays/);
    assert.equal((await ledger.entries())[0]?.html, html);
  });

  it('is cleared after a yes only, and exported first when asked to', async () => {
    await ledger.add(acceptance, html);
    assert.equal(await clearLedger(ledger, 'HCP Explorer'), false);
    dialogues.answer = ({ buttons }) => buttons.find((button) => button === 'Export…');
    assert.equal(await clearLedger(ledger, 'HCP Explorer'), false);
    assert.equal((await readdir(folder)).length, 1);
    assert.equal(ledger.acceptances.all.length, 1);
    dialogues.answer = ({ buttons }) => buttons.find((button) => button === 'Delete');
    assert.equal(await clearLedger(ledger, 'HCP Explorer'), true);
    assert.deepEqual(await ledger.entries(), []);
  });
});
