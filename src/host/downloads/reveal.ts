import { join } from 'node:path';
import * as vscode from 'vscode';
import { segmentsOf } from '../../core/transfer/paths';
import { exists } from './onDisk';
import { workspaceFolderAround } from './workspaceFolder';

/** What is shown: sources of the bucket, below a folder. */
export interface Place {
  readonly sources: readonly string[];
  /** Absolute folder. */
  readonly target: string;
}

/** Shows what was downloaded: in VS Code's explorer, or, outside of the workspace, where it can be seen. */
export async function revealData(place: Place): Promise<void> {
  const uri = vscode.Uri.file(await firstThatExists(place));
  if (workspaceFolderAround(uri.fsPath)) {
    await vscode.commands.executeCommand('revealInExplorer', uri);
    return;
  }
  await openFolder(place);
}

/** Opens the folder beside what is open: the system's file manager, or a new window where that is another machine's. */
export async function openFolder(place: Place): Promise<void> {
  if (vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined) {
    await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(await firstThatExists(place)));
    return;
  }
  const open = vscode.l10n.t('Open in New Window');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('The data is in {0}.', place.target),
    open,
  );
  if (answer === open) {
    const folder = vscode.Uri.file(place.target);
    await vscode.commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: true });
  }
}

/** The first source on the disk; the target when nothing of it was written. */
async function firstThatExists({ sources, target }: Place): Promise<string> {
  for (const source of sources) {
    const path = join(target, ...segmentsOf(source).segments);
    if (await exists(path)) return path;
  }
  return target;
}
