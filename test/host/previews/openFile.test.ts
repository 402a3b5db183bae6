import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sandbox } from '../accountWindow';
import { Dialogues } from '../dialogues';
import { activateExtension } from '../inside/extension';
import { eventually, pairOf, run, signOut, useKeys } from '../inside/keys';

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

  it('previews an image, and a table', async () => {
    const folder = 'HCP_1200/100307';
    for (const key of [
      `${folder}/T1w/T1w_acpc_dc_restore_brain.nii.gz`,
      `${folder}/MNINonLinear/Results/tfMRI_EMOTION_LR/EVs/EMOTION_Stats.csv`,
    ]) {
      await run('hcp.openFile', uri(key));
      await eventually(() => {
        assert.deepEqual(openTabs(), [uri(key).toString()]);
      });
    }
    assert.deepEqual(dialogues.messages, []);
  });

  it('says why it could not', async () => {
    await run('hcp.openFile', uri('HCP_Resources/missing.txt'));
    assert.match(dialogues.messages[0]?.message ?? '', /could not be opened/);
    assert.deepEqual(openTabs(), []);
  });
});
