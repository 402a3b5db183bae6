import * as vscode from 'vscode';

/** What people call a release, in the person's language; of an unknown one, its label as it is. */
export function releaseLabel(label: string): string {
  return words.get(label)?.() ?? label;
}

const words: ReadonlyMap<string, () => string> = new Map([
  ['S1200 Release · 1,113 subjects', () => vscode.l10n.t('S1200 Release · 1,113 subjects')],
  ['S900 Release', () => vscode.l10n.t('S900 Release')],
  ['S500 Release', () => vscode.l10n.t('S500 Release')],
  ['Test-Retest', () => vscode.l10n.t('Test-Retest')],
  ['Resources', () => vscode.l10n.t('Resources')],
]);
