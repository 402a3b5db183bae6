import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { sandbox } from '../accountWindow';
import { activateExtension } from '../inside/extension';
import { eventually, pairOf, run, signOut, useKeys } from '../inside/keys';

const uri = (key: string) => vscode.Uri.from({ scheme: 'hcp', path: `/${key}` });
const subject = 'HCP_1200/100307';
const surface = `${subject}/MNINonLinear/fsaverage_LR32k/100307.L.midthickness.32k_fs_LR.surf.gii`;

interface Tab {
  readonly uri: string;
  readonly viewType: string;
}

/** The tabs of custom editors. */
function previews(): readonly Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) =>
      input instanceof vscode.TabInputCustom ? [{ uri: input.uri.toString(), viewType: input.viewType }] : [],
    );
}

describe('the preview of a file', () => {
  before(async () => {
    await activateExtension();
    await sandbox('reset');
    await useKeys(await pairOf('ready'));
  });

  beforeEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await sandbox('requests/clear');
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await signOut();
  });

  it('opens an image by itself, whoever opens it', async () => {
    const image = uri(surface);
    await vscode.commands.executeCommand('vscode.open', image);
    await eventually(() => {
      assert.deepEqual(previews(), [{ uri: image.toString(), viewType: 'hcp.preview' }]);
    });
    await run('hcp.openFile', image);
    assert.equal(previews().length, 1);
  });

  it('shows the details of a text instead of its editor when asked to', async () => {
    const text = uri('HCP_Resources/release_notes.txt');
    await run('hcp.showDetails', { keyOrPrefix: 'HCP_Resources/release_notes.txt' });
    await eventually(() => {
      assert.deepEqual(previews(), [{ uri: text.toString(), viewType: 'hcp.preview.file' }]);
    });
  });

  it('opens a file on disk, and one that is damaged', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'hcp-preview-'));
    try {
      const file = vscode.Uri.file(path.join(folder, 'damaged.nii.gz'));
      await writeFile(file.fsPath, 'no gzip');
      await vscode.commands.executeCommand('vscode.open', file);
      await eventually(() => {
        assert.deepEqual(previews(), [{ uri: file.toString(), viewType: 'hcp.preview' }]);
      });
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await rm(folder, { recursive: true });
    }
  });
});
