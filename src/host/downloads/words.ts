import * as vscode from 'vscode';
import type { DownloadProgress } from '../../core/transfer/job';
import type { DownloadSummary } from '../../core/transfer/tally';
import type { Format } from '../format';

export function filesAndBytes(
  count: { readonly files: number; readonly bytes: number },
  format: Format,
): string {
  return vscode.l10n.t('{0}, {1}', files(count.files, format), format.size(count.bytes));
}

export function files(count: number, format: Format): string {
  return count === 1 ? vscode.l10n.t('1 file') : vscode.l10n.t('{0} files', format.count(count));
}

/** "12 of 14 files · 40 MB of 74 MB · 12 MB/s · about 3 min left" */
export function progressText(progress: DownloadProgress, format: Format): string {
  const { filesDone, filesTotal, bytesDone, bytesTotal, bytesPerSecond, secondsLeft } = progress;
  return [
    vscode.l10n.t('{0} of {1} files', format.count(filesDone), format.count(filesTotal)),
    vscode.l10n.t('{0} of {1}', format.size(bytesDone), format.size(bytesTotal)),
    ...(bytesPerSecond > 0 ? [rateText(bytesPerSecond, format)] : []),
    ...(secondsLeft === undefined || bytesDone >= bytesTotal ? [] : [timeLeft(secondsLeft)]),
  ].join(' · ');
}

export function rateText(bytesPerSecond: number, format: Format): string {
  return vscode.l10n.t('{0}/s', format.size(Math.round(bytesPerSecond)));
}

function timeLeft(seconds: number): string {
  if (seconds < 60) return vscode.l10n.t('less than a minute left');
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return vscode.l10n.t('about {0} min left', minutes);
  const hours = Math.round(minutes / 60);
  return hours < 48
    ? vscode.l10n.t('about {0} h left', hours)
    : vscode.l10n.t('about {0} days left', Math.round(hours / 24));
}

/** "14 files, 74.3 MB, all checked by MD5. 3 files were already there." */
export function summaryText(summary: DownloadSummary, format: Format): string {
  const { alreadyThere, failed, notTried } = summary;
  const sentences = [
    ...(failed > 0 ? [vscode.l10n.t('Failed: {0}.', files(failed, format))] : []),
    ...(summary.files > 0 ? [`${filesAndBytes(summary, format)}, ${checkedText(summary, format)}.`] : []),
    ...(alreadyThere > 0
      ? [vscode.l10n.t('Already there and whole: {0}.', files(alreadyThere, format))]
      : []),
    ...(notTried > 0 ? [vscode.l10n.t('Not tried: {0}.', files(notTried, format))] : []),
  ];
  return sentences.length > 0 ? sentences.join(' ') : vscode.l10n.t('There was nothing to download.');
}

function checkedText({ verified, files: all }: DownloadSummary, format: Format): string {
  const byMd5 = verified.md5Etag + verified.md5Manifest;
  if (verified.sizeOnly === 0)
    return all === 1 ? vscode.l10n.t('checked by MD5') : vscode.l10n.t('all checked by MD5');
  if (byMd5 === 0) return vscode.l10n.t('checked by size only, because no MD5 is published for them');
  return vscode.l10n.t(
    '{0} checked by MD5, {1} by size only, because no MD5 is published for them',
    format.count(byMd5),
    format.count(verified.sizeOnly),
  );
}
