import * as vscode from 'vscode';
import type { ReleaseAccess } from '../../core/bucket/access';
import type { HcpError } from '../../core/errors';
import type { CheckResult, Drift } from './accessCheck';
import { releaseLabel } from '../files/releaseLabel';
import { describeError } from '../messages/describeError';

/** What the person chose from the result of a check. */
export type AccessChoice =
  | { readonly kind: 'browse' }
  | { readonly kind: 'terms'; readonly datasetId: string }
  | { readonly kind: 'explain'; readonly error: HcpError }
  | { readonly kind: 'again' }
  | { readonly kind: 'copy' };

export type AccessRow = vscode.QuickPickItem & { readonly choice?: AccessChoice };

/** A row for each release, each with what mends it, and what can be done with all. */
export function accessRows({
  releases,
  drift,
}: Extract<CheckResult, { kind: 'releases' }>): readonly AccessRow[] {
  return [
    ...releases.map(releaseRow),
    ...(drift ? [driftRow(drift)] : []),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: testAgain(), iconPath: new vscode.ThemeIcon('refresh'), choice: { kind: 'again' } },
    { label: copyReport(), iconPath: new vscode.ThemeIcon('copy'), choice: { kind: 'copy' } },
  ];
}

export const testAgain = () => vscode.l10n.t('Test Again');
export const copyReport = () => vscode.l10n.t('Copy Report');

/** Before it is too late: nothing else on the machine tells. */
function driftRow({ minutes, direction }: Drift): AccessRow {
  return {
    label:
      direction === 'ahead'
        ? vscode.l10n.t('This machine’s clock is {0} minutes ahead', minutes)
        : vscode.l10n.t('This machine’s clock is {0} minutes behind', minutes),
    detail: vscode.l10n.t('Beyond 15 minutes the bucket refuses. Set the clock, then test again.'),
    iconPath: new vscode.ThemeIcon('watch'),
    choice: { kind: 'again' },
  };
}

function releaseRow({ release, access }: ReleaseAccess): AccessRow {
  const label = release.prefix.slice(0, -1);
  if (access === 'open') {
    return {
      label,
      description: vscode.l10n.t('Open'),
      detail: vscode.l10n.t('{0}. Choose to browse it.', releaseLabel(release.label)),
      iconPath: new vscode.ThemeIcon('pass'),
      choice: { kind: 'browse' },
    };
  }
  if (access === 'denied') {
    return {
      label,
      description: vscode.l10n.t('Terms needed'),
      detail: vscode.l10n.t('{0}. Choose to review its data use terms.', releaseLabel(release.label)),
      iconPath: new vscode.ThemeIcon('lock'),
      choice: { kind: 'terms', datasetId: release.datasetId },
    };
  }
  return {
    label,
    description: vscode.l10n.t('Unknown'),
    detail: describeError(access).message,
    iconPath: new vscode.ThemeIcon('question'),
    choice: { kind: 'explain', error: access },
  };
}
