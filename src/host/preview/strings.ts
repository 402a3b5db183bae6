import * as vscode from 'vscode';
import type { PreviewStrings } from '../../shared/previewStrings';

/** The words of the preview's shell, in the person's language. */
export function previewStrings(): PreviewStrings {
  return {
    loading: vscode.l10n.t('Reading the file…'),
    loadingBytes: vscode.l10n.t('Reading the file… {0} of {1}'),
    bytes: vscode.l10n.t('Shown from {0} of {1}'),
    bytesOfVolume: vscode.l10n.t('Showing volume {0} of {1} from {2} of {3}'),
    details: vscode.l10n.t('File details'),
    showDetails: vscode.l10n.t('Show details'),
    hideDetails: vscode.l10n.t('Hide details'),
    download: vscode.l10n.t('Download to Workspace'),
    copyAddress: vscode.l10n.t('Copy S3 Address'),
    openAsText: vscode.l10n.t('Open as Text'),
    failed: vscode.l10n.t('The file could not be shown'),
    retry: vscode.l10n.t('Try Again'),
    noAnswer: vscode.l10n.t('There was no answer in time. Try again.'),
    stopped: vscode.l10n.t('Reading was stopped.'),
    changed: vscode.l10n.t('The file has changed and was read again.'),
    notThere: vscode.l10n.t('not found'),
    noGraphics: vscode.l10n.t(
      'This machine offers no WebGL 2, which drawing surfaces needs. The details tell what the file holds.',
    ),
  };
}
