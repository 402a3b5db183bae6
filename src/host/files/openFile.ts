import * as vscode from 'vscode';
import type { ObjectEntry } from '../../core/bucket/objectStore';
import { kindOf } from '../../core/preview/kind';
import { sampleSize } from '../../core/preview/looksBinary';
import type { Format } from '../format';
import { baseName, type ExplorerNode } from '../explorer/nodes';
import type { CommandId } from '../ids';
import { plainName } from '../messages/plainName';
import type { Services } from '../services';
import type { BucketFiles } from './bucketFiles';
import { decide } from './decide';
import { kindWords } from './kindWords';
import { keyUri, uriKey } from './uri';

export interface OpenFileDeps extends Pick<Services, 'settings'> {
  readonly files: BucketFiles;
  readonly format: Format;
  readonly signal: () => AbortSignal;
}

/**
 * Opens the file of a tree node or URI in an ordinary editor, or says what it is and offers the download.
 * Does nothing for anything that is no file. @throws HcpError
 */
export async function openFile(deps: OpenFileDeps, target: vscode.Uri | ExplorerNode): Promise<void> {
  const entry = await entryOf(deps, target);
  if (!entry) return;
  const kind = kindOf(entry.key);
  const limit = deps.settings.previewMaxSize;
  const decision = await decide({
    kind,
    size: entry.size,
    limit,
    readStart: () => deps.files.start(entry.key, Math.min(sampleSize, entry.size), deps.signal()),
  });
  if (decision.open) {
    await vscode.commands.executeCommand('vscode.open', keyUri(entry.key), { preview: true });
    return;
  }
  const size = deps.format.size(entry.size);
  const name = plainName(baseName(entry.key));
  await offerDownload(
    entry.key,
    decision.reason === 'binary'
      ? vscode.l10n.t('{0}: {1}, {2}. An editor can’t show it.', name, kindWords(kind.label), size)
      : vscode.l10n.t(
          '{0}: {1}, {2}. Files above {3} are not opened in an editor.',
          name,
          kindWords(kind.label),
          size,
          deps.format.size(limit),
        ),
  );
}

async function entryOf(
  deps: OpenFileDeps,
  target: vscode.Uri | ExplorerNode,
): Promise<ObjectEntry | undefined> {
  if (!(target instanceof vscode.Uri)) return target.kind === 'file' ? target.entry : undefined;
  const found = await deps.files.find(uriKey(target), deps.signal());
  return found.kind === 'file' ? found.entry : undefined;
}

async function offerDownload(key: string, message: string): Promise<void> {
  const download = vscode.l10n.t('Download to Workspace');
  const chosen = await vscode.window.showInformationMessage(message, download);
  const command: CommandId = 'hcp.download';
  if (chosen === download) await vscode.commands.executeCommand(command, key);
}
