import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds, containerId, viewIds } from '../../src/host/ids';
import { activateExtension } from './inside/extension';
import { eventually, run } from './inside/keys';
import { extensionId } from './runner/session';

describe('the extension', () => {
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('workbench.view.explorer');
  });

  it('starts beside the workspace, and without the network', async () => {
    const { requests } = await activateExtension();
    const extension = vscode.extensions.getExtension(extensionId);
    assert.equal(extension?.extensionKind, vscode.ExtensionKind.Workspace);
    assert.equal(extension.isActive, true);
    assert.equal(await requests, 0);
  });

  it('leaves the AWS SDK unloaded', async () => {
    assert.equal((await activateExtension()).sdkLoaded, false);
  });

  it('registers its commands, and no others', async () => {
    await activateExtension();
    const ofViews = viewIds.map((id) => `${id}.`);
    const registered = (await vscode.commands.getCommands(true)).filter(
      (id) => id.startsWith('hcp.') && !ofViews.some((prefix) => isOfView(id, prefix)),
    );
    assert.deepEqual(registered.sort(), [...commandIds].sort());
  });

  it('contributes its container and views', async () => {
    const commands = new Set(await vscode.commands.getCommands());
    assert.ok(commands.has(`workbench.view.extension.${containerId}`));
    for (const id of viewIds) {
      assert.ok(commands.has(`${id}.focus`), id);
      await vscode.commands.executeCommand(`${id}.focus`);
    }
  });

  it('opens one panel for the terms, however often it is asked', async () => {
    await activateExtension();
    await run('hcp.reviewTerms');
    await run('hcp.reviewTerms', 'HCP_YA');
    const panels = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input }) => input instanceof vscode.TabInputWebview);
    await eventually(() => {
      assert.deepEqual(
        panels().map(({ label }) => label),
        ['Data Use Terms'],
      );
    });
    await vscode.window.tabGroups.close(panels());
    assert.deepEqual(panels(), []);
  });
});

/** What VS Code registers for each view, such as `hcp.downloads.focus`; the product's own ids are not among them. */
function isOfView(id: string, prefix: string): boolean {
  return id.startsWith(prefix) && !(commandIds as readonly string[]).includes(id);
}
