import * as vscode from 'vscode';
import { releaseOf } from '../../core/catalog/releases';
import type { CommandId } from '../ids';
import { plainName } from '../messages/plainName';
import { tell } from '../messages/tell';

/** Says that locked releases are not downloaded; `others` when the rest of what was chosen is. */
export function tellLocked(prefixes: readonly string[], others: boolean): void {
  const names = prefixes.map((prefix) => plainName(prefix.replace(/\/$/, ''))).join(', ');
  const review: CommandId = 'hcp.reviewTerms';
  const datasetId = releaseOf(prefixes[0] ?? '')?.datasetId;
  tell(
    'warning',
    others
      ? vscode.l10n.t('Left out of the download, because the data use terms are not accepted: {0}.', names)
      : vscode.l10n.t('Locked, because the data use terms are not accepted: {0}.', names),
    {
      title: vscode.l10n.t('Review Data Use Terms'),
      run: () => vscode.commands.executeCommand(review, datasetId),
    },
  );
}
