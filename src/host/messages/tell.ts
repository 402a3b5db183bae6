import * as vscode from 'vscode';

/** What a button of a message does. */
export interface Offer {
  readonly title: string;
  run(): Thenable<unknown>;
}

/**
 * Shows a message with what can be done next, without waiting for an answer. VS Code shows a message that has
 * no button as a single line, of which a sentence or two are cut off: what is longer than that needs one.
 */
export function tell(kind: 'information' | 'warning', message: string, ...offers: readonly Offer[]): void {
  const titles = offers.map(({ title }) => title);
  const shown =
    kind === 'warning'
      ? vscode.window.showWarningMessage(message, ...titles)
      : vscode.window.showInformationMessage(message, ...titles);
  void shown.then((chosen) => offers.find(({ title }) => title === chosen)?.run());
}
