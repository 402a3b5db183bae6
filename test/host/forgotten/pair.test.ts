import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sandbox } from '../accountWindow';
import { Dialogues } from '../dialogues';
import { activateExtension } from '../inside/extension';
import { eventually, refused, pairOf, secretId, useKeys } from '../inside/keys';

const folder = vscode.Uri.parse('hcp:/HCP_Resources');

describe('after a restart of an editor that lost its secrets', () => {
  it('the lost pair is named, and a reset is offered last', async () => {
    const dialogues = new Dialogues();
    const { context } = await activateExtension();
    assert.equal(await context.secrets.get(secretId), undefined);
    const { accessKeyId } = await pairOf('ready');
    await eventually(() => {
      assert.match(dialogues.messages[0]?.message ?? '', new RegExp(accessKeyId));
    });
    assert.deepEqual(dialogues.messages[0]?.buttons, [
      'Read the Saved File…',
      'Paste a Key Pair…',
      'Request a New Pair…',
    ]);
    dialogues.dispose();
    await refused(vscode.workspace.fs.stat(folder), 'NoPermissions');
    const requests = await sandbox<readonly unknown[]>('requests');
    assert.deepEqual(requests, []);
  });

  it('the pair is back when the person gives it again', async () => {
    await useKeys(await pairOf('ready'));
    assert.equal((await vscode.workspace.fs.readDirectory(folder)).length, 3);
  });
});
