import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createSecretVault } from '../../src/host/account/secretVault';
import { formatVaultRecord } from '../../src/host/account/vaultRecord';
import { sandbox } from './accountWindow';
import { activateExtension } from './inside/extension';
import { eventually, refused, pairOf, secretId, signOut, useKeys } from './inside/keys';

const retest = vscode.Uri.parse('hcp:/HCP_Retest');
const openRelease = vscode.Uri.parse('hcp:/HCP_1200');
const obtainedAt = '2026-11-22T10:00:00.000Z';

describe('the editor’s secret store', () => {
  let context: vscode.ExtensionContext;

  before(async () => {
    await sandbox('reset');
    context = (await activateExtension()).context;
  });

  afterEach(signOut);

  it('keeps a record for the vault, tells of it, and wipes it', async () => {
    const vault = createSecretVault(context.secrets);
    const record = { ...(await pairOf('ready')), userName: 'ready', obtainedAt };
    let changes = 0;
    const listening = vault.onDidChange(() => (changes += 1));
    await vault.write(record);
    assert.deepEqual(await vault.read(), record);
    await eventually(() => {
      assert.equal(changes, 1);
    });
    await vault.wipe();
    assert.equal(await vault.read(), undefined);
    assert.equal(await context.secrets.get(secretId), undefined);
    listening.dispose();
  });

  it('holds the pair that the person gave, and nothing else does', async () => {
    const pair = await pairOf('ready');
    await useKeys(pair);
    const stored = await context.secrets.get(secretId);
    assert.ok(stored?.includes(pair.secretAccessKey));
    for (const memento of [context.globalState, context.workspaceState]) {
      const kept = memento.keys().map((key) => JSON.stringify(memento.get(key)));
      assert.ok(!kept.join().includes(pair.secretAccessKey));
    }
    const marker: unknown = context.globalState.get('hcp.keyMarker');
    assert.equal((marker as { readonly accessKeyId: string }).accessKeyId, pair.accessKeyId);
  });

  it('brings the pair of another window into use at once, and its removal', async () => {
    await refused(vscode.workspace.fs.stat(openRelease), 'NoPermissions');
    const researcher = { ...(await pairOf('researcher')), obtainedAt };
    await context.secrets.store(secretId, formatVaultRecord(researcher));
    await eventually(async () => void (await vscode.workspace.fs.stat(openRelease)));
    await refused(vscode.workspace.fs.stat(retest), 'NoPermissions');
    const ready = { ...(await pairOf('ready')), obtainedAt };
    await context.secrets.store(secretId, formatVaultRecord(ready));
    await eventually(async () => void (await vscode.workspace.fs.stat(retest)));
    await context.secrets.delete(secretId);
    await eventually(() => refused(vscode.workspace.fs.stat(retest), 'NoPermissions'));
  });

  it('is empty after signing out, and so is the memory', async () => {
    await useKeys(await pairOf('ready'));
    await signOut();
    assert.equal(await context.secrets.get(secretId), undefined);
    assert.equal(context.globalState.get('hcp.keyMarker'), undefined);
    await refused(vscode.workspace.fs.stat(openRelease), 'NoPermissions');
  });
});
