import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { sandbox } from './accountWindow';
import { activateExtension } from './inside/extension';
import { refused, pairOf, signOut, useKeys } from './inside/keys';

const { File, Directory } = vscode.FileType;
const fs = vscode.workspace.fs;
const uri = (key: string) => vscode.Uri.from({ scheme: 'hcp', path: `/${key}` });
const notes = uri('HCP_Resources/release_notes.txt');
const notesSize = 6_020;
const brackets =
  'HCP_1200/100307/MEG/StoryM/eravg/figures/provenance/100307_MEG_StoryM_eravg_[LM-TEV-mathnumoptcor-versus-mathnumoptwro]_[OP-diff]_[BT-diff]_[MODE-mag]_plot.png.xml';
const manifest = '.xdlm/100307_3T_Diffusion_preproc.json';

describe('the file system of the bucket', () => {
  before(async () => {
    await activateExtension();
  });

  beforeEach(async () => {
    await sandbox('reset');
    await useKeys(await pairOf('ready'));
  });

  after(async () => {
    await sandbox('reset');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await signOut();
  });

  it('knows files and folders', async () => {
    const file = await fs.stat(notes);
    assert.deepEqual([file.type, file.size], [File, notesSize]);
    assert.equal(file.permissions, vscode.FilePermission.Readonly);
    assert.ok(file.mtime > Date.parse('2010-01-01') && file.mtime < Date.now());
    assert.equal((await fs.stat(uri('HCP_1200/100307/T1w'))).type, Directory);
    assert.equal((await fs.stat(uri(''))).type, Directory);
  });

  it('lists a folder, without its own marker', async () => {
    assert.deepEqual(await fs.readDirectory(uri('HCP_Resources')), [
      ['GroupAvg', Directory],
      ['Protocols', Directory],
      ['release_notes.txt', File],
    ]);
  });

  it('lists more than one page', async () => {
    const subjects = await fs.readDirectory(uri('HCP_1200'));
    assert.equal(subjects.length, 1_113);
    assert.equal(new Set(subjects.map(([name]) => name)).size, 1_113);
  });

  it('reads a file whole', async () => {
    const text = Buffer.from(await fs.readFile(notes));
    assert.equal(text.length, notesSize);
    assert.ok(!text.toString('utf8').includes('\uFFFD'));
  });

  it('reads names with brackets, and long ones', async () => {
    const text = Buffer.from(await fs.readFile(uri(brackets)));
    assert.equal(text.length, (await fs.stat(uri(brackets))).size);
    assert.match(text.toString('utf8'), /^<\?xml/);
  });

  it('reads what HCP’s own manifest says', async () => {
    const text = Buffer.from(await fs.readFile(uri(`HCP_1200/100307/${manifest}`))).toString('utf8');
    const { DownloadManifest } = JSON.parse(text) as {
      readonly DownloadManifest: {
        readonly Includes: readonly { readonly URI: string; readonly MD5: string }[];
      };
    };
    const [entry] = DownloadManifest.Includes;
    assert.ok(entry, text);
    const body = await fs.readFile(uri(`HCP_1200/100307/${entry.URI}`));
    assert.equal(createHash('md5').update(body).digest('hex'), entry.MD5, entry.URI);
  });

  it('opens in an editor that does not write', async () => {
    const document = await vscode.workspace.openTextDocument(uri(`HCP_1200/100307/${manifest}`));
    assert.equal(document.languageId, 'json');
    assert.doesNotThrow(() => void JSON.parse(document.getText()));
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((change) => {
      change.insert(new vscode.Position(0, 0), 'x');
    });
    assert.equal(await document.save(), false);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assert.equal(fs.isWritableFileSystem('hcp'), false);
  });

  it('refuses every change', async () => {
    const bytes = new Uint8Array([1]);
    const other = uri('HCP_Resources/other.txt');
    await refused(fs.writeFile(notes, bytes), 'NoPermissions');
    await refused(fs.writeFile(other, bytes), 'NoPermissions');
    await refused(fs.delete(notes), 'NoPermissions');
    await refused(fs.rename(notes, other), 'NoPermissions');
    await refused(fs.createDirectory(uri('HCP_Resources/new')), 'NoPermissions');
    const requests = await sandbox<readonly { readonly method: string }[]>('requests');
    assert.deepEqual(
      requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD'),
      [],
    );
  });

  it('says that a file is missing', async () => {
    for (const key of ['HCP_Resources/missing.txt', 'HCP_1200/100307/missing/deep.txt']) {
      await refused(fs.stat(uri(key)), 'FileNotFound');
      await refused(fs.readFile(uri(key)), 'FileNotFound');
    }
    await refused(fs.readFile(uri('HCP_1200')), 'FileIsADirectory');
  });

  it('refuses a locked release, and opens it for a pair that may', async () => {
    const locked = uri('HCP_Retest/103818/T1w/T1w_acpc_dc_restore_brain.nii.gz');
    await useKeys(await pairOf('researcher'));
    await refused(fs.stat(locked), 'NoPermissions');
    await refused(fs.readDirectory(uri('HCP_Retest')), 'NoPermissions');
    await useKeys(await pairOf('ready'));
    assert.equal((await fs.stat(locked)).type, File);
  });

  it('tells a dead pair from a missing file', async () => {
    await sandbox('keys/kill', { userName: 'ready' });
    await refused(fs.stat(notes), 'NoPermissions', /access key ID/);
  });

  it('is unavailable, not empty, while the bucket has a problem', async () => {
    await sandbox('faults/add', { server: 'bucket', pattern: '.', kind: 'status500' });
    await refused(fs.stat(notes), 'Unavailable');
    await refused(fs.readDirectory(uri('HCP_Resources')), 'Unavailable');
    await sandbox('faults/clear');
    assert.equal((await fs.stat(notes)).size, notesSize);
  });

  it('gives no half file when the connection is cut', async () => {
    await sandbox('faults/add', {
      server: 'bucket',
      pattern: 'release_notes',
      operation: 'get',
      kind: 'dropAfter',
      bytes: 1_000,
    });
    await refused(fs.readFile(notes), 'Unavailable');
  });

  it('does not read what is above the limit of the settings', async () => {
    const settings = vscode.workspace.getConfiguration('hcp.preview');
    await settings.update('maxSize', 0.006, vscode.ConfigurationTarget.Global);
    try {
      await refused(fs.readFile(notes), 'Unavailable', /hcp\.preview\.maxSize/);
      assert.equal((await fs.stat(notes)).size, notesSize);
    } finally {
      await settings.update('maxSize', undefined, vscode.ConfigurationTarget.Global);
    }
    assert.equal((await fs.readFile(notes)).length, notesSize);
  });
});
