import * as vscode from 'vscode';

export type OpenSettingsCommand = 'workbench.action.openSettings' | 'workbench.action.openRemoteSettings';

/**
 * The command that shows the settings whose names hold `query`. In a remote window those of the machine stand
 * on a page of their own; the ordinary one says that there are none.
 */
export function openSettings(query: string): {
  readonly command: OpenSettingsCommand;
  readonly arguments: readonly unknown[];
} {
  return vscode.env.remoteName === undefined
    ? { command: 'workbench.action.openSettings', arguments: [query] }
    : { command: 'workbench.action.openRemoteSettings', arguments: [{ query }] };
}
