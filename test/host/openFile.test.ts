import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sandbox } from './accountWindow';
import { Dialogues } from './dialogues';
import { activateExtension } from './inside/extension';
import { eventually, pairOf, run, signOut, useKeys } from './inside/keys';

const uri = (key: string) => vscode.Uri.from({ scheme: 'hcp', path: `/${key}` });
const openTabs = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .map(({ input }) => String((input as { uri?: unknown }).uri));

describe('opening a file of the bucket', () => {
  let dialogues: Dialogues;

  before(async () => {
    await activateExtension();
    await sandbox('reset');
    await useKeys(await pairOf('ready'));
  });

  beforeEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    dialogues = new Dialogues();
  });

  afterEach(() => {
    dialogues.dispose();
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await signOut();
  });

  it('shows a small text', async () => {
    const notes = uri('HCP_Resources/release_notes.txt');
    await run('hcp.openFile', notes);
    await eventually(() => {
      assert.deepEqual(openTabs(), [notes.toString()]);
    });
    assert.deepEqual(dialogues.messages, []);
  });

  it('offers a download instead of a binary file, and of a large one', async () => {
    await run('hcp.openFile', uri('HCP_1200/100307/T1w/T1w_acpc_dc_restore_brain.nii.gz'));
    await run('hcp.openFile', uri('HCP_1200/100307/MNINonLinear/ROIs/Atlas_ROIs.2.nii.gz'));
    assert.equal(dialogues.messages.length, 2);
    for (const { message, buttons } of dialogues.messages) {
      assert.match(message, /\d.*B/);
      assert.deepEqual(buttons, ['Download to Workspace']);
    }
    assert.deepEqual(openTabs(), []);
  });

  it('says why it could not', async () => {
    await run('hcp.openFile', uri('HCP_Resources/missing.txt'));
    assert.match(dialogues.messages[0]?.message ?? '', /could not be opened/);
    assert.deepEqual(openTabs(), []);
  });
});
