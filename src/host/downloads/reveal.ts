import { join } from 'node:path';
import * as vscode from 'vscode';
import { HcpError } from '../../core/errors';
import { nodeDisk } from '../../core/transfer/nodeDisk';
import { segmentsOf } from '../../core/transfer/paths';
import { workspaceFolderAround } from './dataHygiene';
import type { DownloadJob } from './jobs';

/** Shows what a job has downloaded: in VS Code's explorer, or, outside of the workspace, where it can be seen. */
export async function revealJob(job: DownloadJob): Promise<void> {
  const uri = vscode.Uri.file(await firstThatExists(job));
  if (workspaceFolderAround(uri.fsPath)) {
    await vscode.commands.executeCommand('revealInExplorer', uri);
    return;
  }
  if (vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined) {
    await vscode.commands.executeCommand('revealFileInOS', uri);
    return;
  }
  const open = vscode.l10n.t('Open in New Window');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('The data is in {0}.', job.target),
    open,
  );
  if (answer === open) {
    const folder = vscode.Uri.file(job.target);
    await vscode.commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: true });
  }
}

/** The first source on the disk; the target when nothing of it was written. */
async function firstThatExists({ sources, target }: DownloadJob): Promise<string> {
  for (const source of sources) {
    const segments = segmentsOf(source);
    if (segments instanceof HcpError) continue;
    const path = join(target, ...segments);
    if (await nodeDisk.look(path)) return path;
  }
  return target;
}
