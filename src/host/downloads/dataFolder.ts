import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Services } from '../services';
import type { JobList } from './jobList';
import { chosenFolder, localFolders } from './targetFolder';

interface Parts {
  readonly services: Pick<Services, 'context' | 'settings'>;
  readonly jobs: JobList;
}

/** Asks for a folder that data was downloaded to, the known ones first. Undefined when the person gave up. */
export async function askDataFolder(parts: Parts, title: string): Promise<string | undefined> {
  const other = { label: vscode.l10n.t('Choose Folder…'), description: '', folder: undefined };
  const items = (await knownFolders(parts)).map((folder) => ({
    label: basename(folder),
    description: folder,
    folder,
  }));
  const answer =
    items.length === 0
      ? other
      : await vscode.window.showQuickPick([...items, other], {
          title,
          placeHolder: vscode.l10n.t('The folder that the data was downloaded to'),
        });
  if (!answer) return undefined;
  if (answer.folder !== undefined) return answer.folder;
  const [uri] =
    (await vscode.window.showOpenDialog({
      title,
      openLabel: vscode.l10n.t('Choose'),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  return uri?.scheme === 'file' ? uri.fsPath : undefined;
}

/** Folders that data was or would be downloaded to, as far as they are there. */
async function knownFolders({ jobs, services }: Parts): Promise<readonly string[]> {
  const folders = [
    ...jobs.all.map(({ spec }) => spec.target),
    chosenFolder(services),
    ...localFolders().map(({ uri }) => uri.fsPath),
  ];
  const there: string[] = [];
  for (const folder of new Set(folders)) {
    if (folder !== undefined && (await isFolder(folder))) there.push(folder);
  }
  return there;
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ?? false;
}
