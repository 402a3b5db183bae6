import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sandbox } from '../accountWindow';
import { Dialogues } from '../dialogues';
import { activateExtension, isSdkLoaded } from '../inside/extension';
import { pairOf, secretId } from '../inside/keys';

describe('after a restart', () => {
  it('the pair is there, and browsing needs neither a question nor the portal', async () => {
    const dialogues = new Dialogues();
    const { context } = await activateExtension();
    // At once, while the secret store has not answered yet.
    const names = await vscode.workspace.fs.readDirectory(vscode.Uri.parse('hcp:/HCP_Resources'));
    assert.equal(names.length, 3);
    const pair = await pairOf('ready');
    assert.ok((await context.secrets.get(secretId))?.includes(pair.secretAccessKey));
    dialogues.dispose();
    assert.deepEqual(dialogues.messages, []);
    const requests = await sandbox<readonly { readonly server: string }[]>('requests');
    assert.ok(requests.length > 0);
    assert.deepEqual(
      requests.filter(({ server }) => server === 'portal'),
      [],
    );
  });

  it('the AWS SDK is loaded when an object is read, not for a listing', async () => {
    assert.equal(isSdkLoaded(), false);
    await vscode.workspace.fs.readFile(vscode.Uri.parse('hcp:/HCP_Resources/release_notes.txt'));
    assert.equal(isSdkLoaded(), true);
  });
});
