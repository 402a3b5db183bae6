import { join } from 'node:path';
import * as vscode from 'vscode';
import { HcpError } from '../../core/errors';
import { toDiskError } from '../../core/transfer/nodeDisk';
import { tell } from '../messages/tell';
import type { Services } from '../services';
import { commandFolders, copyProgram, isOnPath, places, programFolder } from './installFiles';
import { shimTarget, writeShims } from './writeShim';

/**
 * Puts the command `hcp` into a folder of the person's choice, with a copy of its program that neither an update
 * nor the removal of the extension takes away. @throws HcpError `disk.*`
 */
export async function installCommand({ context, log }: Pick<Services, 'context' | 'log'>): Promise<void> {
  const folder = await askFolder();
  if (folder === undefined) return;
  const here = places();
  const { version } = context.extension.packageJSON as { readonly version: string };
  let command: string;
  try {
    const cli = await copyProgram(join(context.extensionPath, 'dist'), programFolder(here), version);
    command = await writeShims(folder, shimTarget(cli));
  } catch (error) {
    throw error instanceof HcpError ? error : toDiskError(error);
  }
  log.info(`Installed ${command}, version ${version}.`);
  if (isOnPath(folder, here)) {
    tell('information', vscode.l10n.t('{0} is installed. Try “hcp --help” in a terminal.', command));
    return;
  }
  const line = here.platform === 'win32' ? folder : `export PATH="${folder}:$PATH"`;
  tell(
    'warning',
    here.platform === 'win32'
      ? vscode.l10n.t(
          '{0} is installed, but its folder is not on the PATH. Add it to the environment variable Path, or call the command by its whole name.',
          command,
        )
      : vscode.l10n.t(
          '{0} is installed, but its folder is not on the PATH. Add “{1}” to the start-up file of your shell, or call the command by its whole name.',
          command,
          line,
        ),
    {
      title: vscode.l10n.t('Copy'),
      run: () => vscode.env.clipboard.writeText(line),
    },
  );
}

async function askFolder(): Promise<string | undefined> {
  const here = places();
  const onPath = vscode.l10n.t('on the PATH');
  const notOnPath = vscode.l10n.t('not on the PATH');
  const items = commandFolders(here).map((folder) => ({
    label: folder,
    description: isOnPath(folder, here) ? onPath : notOnPath,
    folder,
  }));
  const sorted = [...items].sort(
    (a, b) => Number(b.description === onPath) - Number(a.description === onPath),
  );
  const other = { label: vscode.l10n.t('Choose Folder…'), description: '', folder: undefined };
  const title = vscode.l10n.t('Install hcp Command');
  const answer = await vscode.window.showQuickPick([...sorted, other], {
    title,
    placeHolder: vscode.l10n.t('The folder to put the command “hcp” into'),
  });
  if (!answer) return undefined;
  if (answer.folder !== undefined) return answer.folder;
  const [uri] =
    (await vscode.window.showOpenDialog({
      title,
      openLabel: vscode.l10n.t('Install Here'),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  return uri?.scheme === 'file' ? uri.fsPath : undefined;
}
