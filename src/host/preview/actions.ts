import * as vscode from 'vscode';
import { parentPrefix } from '../explorer/nodes';
import { keyUri } from '../files/uri';
import type { CommandId } from '../ids';
import type { Settings } from '../settings';
import type { Place } from './place';

/** What the buttons of a preview do. Each rejects as the command behind it. */
export interface PreviewActions {
  download(): Promise<void>;
  /** What the listing tells of the file is not true any longer. */
  refresh(): Promise<void>;
  copyAddress(): Promise<void>;
  openAsText(): Promise<void>;
  /** A page of the web; VS Code asks first. Nothing but http and https. */
  openLink(url: string): Promise<void>;
  /** Another file, named as `ByteSource.path`: from where the present one is. */
  openPath(path: string): Promise<void>;
}

export function previewActions(
  uri: vscode.Uri,
  place: Place,
  settings: Pick<Settings, 'bucketAddress'>,
): PreviewActions {
  const run = async (command: CommandId, ...args: readonly unknown[]): Promise<void> => {
    await vscode.commands.executeCommand(command, ...args);
  };
  return {
    download: () => run('hcp.download', place.path),
    refresh: async () => {
      if (place.kind === 'bucket') await run('hcp.refresh', parentPrefix(place.path) ?? '');
    },
    copyAddress: async () => {
      await vscode.env.clipboard.writeText(addressOf(place, settings.bucketAddress.bucket));
    },
    openAsText: async () => {
      await vscode.commands.executeCommand('vscode.openWith', uri, 'default', { preview: true });
    },
    openLink: async (url) => {
      const address = vscode.Uri.parse(url);
      if (address.scheme === 'https' || address.scheme === 'http') await vscode.env.openExternal(address);
    },
    openPath: (path) => run('hcp.openFile', place.kind === 'bucket' ? keyUri(path) : vscode.Uri.file(path)),
  };
}

/** The address that other tools take, e.g. `aws s3 cp`; the path of a file on disk. */
function addressOf(place: Place, bucket: string): string {
  return place.kind === 'bucket' ? `s3://${bucket}/${place.path}` : place.path;
}
