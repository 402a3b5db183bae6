import * as vscode from 'vscode';
import type { ObjectEntry } from '../../core/bucket/objectStore';
import { kindOf } from '../../core/preview/kind';
import { sampleSize } from '../../core/preview/looksBinary';
import { baseName, type ExplorerNode } from '../explorer/nodes';
import { fileScheme } from '../ids';
import { openPreview } from '../preview/open';
import type { Services } from '../services';
import type { BucketFiles } from './bucketFiles';
import { decide } from './decide';
import { keyUri, uriKey } from './uri';

export interface OpenFileDeps extends Pick<Services, 'settings'> {
  readonly files: BucketFiles;
  readonly signal: () => AbortSignal;
}

/**
 * Opens the file of a tree node or URI in the editor that fits it best, the preview for most. Does nothing for
 * anything that is no file. A file outside the bucket opens as VS Code decides. @throws HcpError
 */
export async function openFile(deps: OpenFileDeps, target: vscode.Uri | ExplorerNode): Promise<void> {
  if (target instanceof vscode.Uri && target.scheme !== fileScheme) {
    await vscode.commands.executeCommand('vscode.open', target, { preview: true });
    return;
  }
  const entry = await entryOf(deps, target);
  if (!entry) return;
  const decision = await decide({
    name: baseName(entry.key),
    kind: kindOf(entry.key),
    size: entry.size,
    limit: deps.settings.previewMaxSize,
    readStart: () => deps.files.start(entry.key, Math.min(sampleSize, entry.size), deps.signal()),
  });
  const uri = keyUri(entry.key);
  switch (decision) {
    case 'editor':
      await vscode.commands.executeCommand('vscode.open', uri, { preview: true });
      return;
    case 'preview':
      await openPreview(uri);
  }
}

async function entryOf(
  deps: OpenFileDeps,
  target: vscode.Uri | ExplorerNode,
): Promise<ObjectEntry | undefined> {
  if (!(target instanceof vscode.Uri)) return target.kind === 'file' ? target.entry : undefined;
  const found = await deps.files.find(uriKey(target), deps.signal());
  return found.kind === 'file' ? found.entry : undefined;
}
