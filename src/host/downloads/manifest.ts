import { join } from 'node:path';
import * as vscode from 'vscode';
import { exists } from './gitignore';

const manifestName = 'hcp-manifest.tsv';

/** Opens the table of what was delivered below a folder. */
export async function openManifest(target: string): Promise<void> {
  const path = join(target, manifestName);
  if (await exists(path)) {
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path));
    return;
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t('There is no manifest in {0} yet. It is written when a download there has ended.', target),
  );
}
