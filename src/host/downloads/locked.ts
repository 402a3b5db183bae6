import * as vscode from 'vscode';
import { releaseOf } from '../../core/catalog/releases';
import type { CommandId } from '../ids';

/** Says that locked releases are not downloaded; `others` when the rest of what was chosen is. */
export function tellLocked(prefixes: readonly string[], others: boolean): void {
  const names = prefixes.map((prefix) => prefix.replace(/\/$/, '')).join(', ');
  const review = vscode.l10n.t('Review Data Use Terms');
  const shown = vscode.window.showWarningMessage(
    others
      ? vscode.l10n.t('Left out of the download, because the data use terms are not accepted: {0}.', names)
      : vscode.l10n.t('Locked, because the data use terms are not accepted: {0}.', names),
    review,
  );
  const command: CommandId = 'hcp.reviewTerms';
  const datasetId = releaseOf(prefixes[0] ?? '')?.datasetId;
  void shown.then((chosen) =>
    chosen === review ? vscode.commands.executeCommand(command, datasetId) : undefined,
  );
}
