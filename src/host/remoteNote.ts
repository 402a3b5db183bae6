import * as vscode from 'vscode';

/** Says where something happens that the person might take for their own machine; undefined where it is that. */
export function remoteNote(): string | undefined {
  const { remoteName } = vscode.env;
  if (remoteName === undefined) return undefined;
  return vscode.l10n.t('This window works on a remote machine ({0}): it happens there.', remoteName);
}

/** A text with that sentence, if it applies. */
export function withRemoteNote(text: string): string {
  return [text, remoteNote()].filter((one) => one !== undefined).join('\n\n');
}
