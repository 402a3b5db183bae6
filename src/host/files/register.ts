import * as vscode from 'vscode';
import { createFormat } from '../format';
import type { ExplorerNode } from '../explorer/nodes';
import { fileScheme, type CommandId } from '../ids';
import type { Services } from '../services';
import { BucketFiles } from './bucketFiles';
import { BucketFileSystem } from './provider';

/** Small files: the file system of scheme `hcp`, and `hcp.openFile`, which takes a tree node or a URI. */
export function register(services: Services): vscode.Disposable {
  const { account, settings } = services;
  let reading = new AbortController();
  const stop = () => {
    reading.abort();
    reading = new AbortController();
  };
  const format = createFormat(vscode.env.language);
  const files = new BucketFiles(services.store, services.listings);
  const signal = () => reading.signal;
  const provider = new BucketFileSystem({
    files,
    format,
    signal,
    keysKnown: () => account.keyPair(),
    maxSize: () => settings.previewMaxSize,
  });
  const openId: CommandId = 'hcp.openFile';

  return vscode.Disposable.from(
    provider,
    { dispose: () => reading.abort() },
    account.onDidChange((change) => {
      if (change === 'signedOut') stop();
    }),
    vscode.workspace.registerFileSystemProvider(fileScheme, provider, {
      isCaseSensitive: true,
      isReadonly: new vscode.MarkdownString(
        vscode.l10n.t('Files of the HCP bucket are read-only. Download a file to work with it.'),
      ),
    }),
    vscode.commands.registerCommand(openId, async (target?: vscode.Uri | ExplorerNode) => {
      if (!target) return;
      try {
        const { openFile } = await import('./openFile');
        await openFile({ settings, files, signal }, target);
      } catch (error) {
        await services.report(error, vscode.l10n.t('The file could not be opened'));
      }
    }),
  );
}
