import * as vscode from 'vscode';
import { safeText } from './safeText';

/** Sources that a question names. */
const named = 5;

/** What is to be downloaded, for a question. */
export function namesOf(sources: readonly string[]): readonly string[] {
  const shown = sources.slice(0, named).map(safeText);
  return sources.length > named ? [...shown, vscode.l10n.t('and {0} more', sources.length - named)] : shown;
}
