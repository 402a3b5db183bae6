import * as vscode from 'vscode';
import type {
  FileProgress,
  FileState,
  FolderReport,
  JobProgress,
  JobSnapshot,
  JobSummary,
} from '../../core/transfer/jobs';
import type { Verified } from '../../core/transfer/tally';
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

export function downloads(count: number, format: Format): string {
  return count === 1 ? vscode.l10n.t('1 download') : vscode.l10n.t('{0} downloads', format.count(count));
}

/** The last name of the one source, or of the first of several: the row is narrow, its tooltip has it all. */
export function jobLabel({ sources }: Pick<JobSnapshot['spec'], 'sources'>): string {
  const first = lastName(sources[0] ?? '');
  return sources.length > 1 ? vscode.l10n.t('{0} and {1} more', first, sources.length - 1) : first;
}

export function lastName(keyOrPrefix: string): string {
  return keyOrPrefix.replace(/\/$/, '').replace(/^.*\//, '');
}

export function stateWord({ state }: Pick<JobSnapshot, 'state'>, interrupted: boolean): string {
  switch (state) {
    case 'waiting':
      return vscode.l10n.t('Waiting');
    case 'running':
      return vscode.l10n.t('Running');
    case 'paused':
      return interrupted ? vscode.l10n.t('Interrupted') : vscode.l10n.t('Paused');
    case 'done':
      return vscode.l10n.t('Done');
    case 'failed':
      return vscode.l10n.t('Failed');
    case 'cancelled':
      return vscode.l10n.t('Cancelled');
  }
}

/** Paused or not, here or in another window: whose files they are can't tell. */
export function waitsText({ waitsFor }: Pick<JobSnapshot, 'waitsFor'>): string {
  if (!waitsFor?.sources[0]) return vscode.l10n.t('Waits: another download has some of the same files');
  return vscode.l10n.t(
    'Waits for the download of {0}, which has some of the same files. If that is paused, resume or cancel it.',
    jobLabel(waitsFor),
  );
}

/** "52 % · 12 MB/s · about 3 min left · 40 MB of 76 MB · 12 of 14 files": a narrow row shows the beginning. */
export function progressText(progress: JobProgress, format: Format): string {
  const { bytesDone, bytesTotal, bytesPerSecond, secondsLeft } = progress;
  return [
    ...percentText(progress),
    ...(bytesPerSecond > 0 ? [rateText(bytesPerSecond, format)] : []),
    ...(secondsLeft === undefined || bytesDone >= bytesTotal ? [] : [timeLeft(secondsLeft)]),
    amountText(progress, format),
  ].join(' · ');
}

/** "52 % · 40 MB of 76 MB · 12 of 14 files" */
export function doneText(progress: JobProgress, format: Format): string {
  return [...percentText(progress), amountText(progress, format)].join(' · ');
}

/** Nothing while the bucket is still listed: a part of what is not known is no part. */
function percentText(progress: JobProgress): readonly string[] {
  return progress.counted ? [vscode.l10n.t('{0} %', percent(progress))] : [];
}

function amountText(progress: JobProgress, format: Format): string {
  const { filesDone, filesTotal, bytesDone, bytesTotal, counted } = progress;
  if (!counted)
    return vscode.l10n.t('{0} so far', filesAndBytes({ files: filesDone, bytes: bytesDone }, format));
  return [
    vscode.l10n.t('{0} of {1}', format.size(bytesDone), format.size(bytesTotal)),
    vscode.l10n.t('{0} of {1} files', format.count(filesDone), format.count(filesTotal)),
  ].join(' · ');
}

export function rateText(bytesPerSecond: number, format: Format): string {
  return vscode.l10n.t('{0}/s', format.size(Math.round(bytesPerSecond)));
}

export function percent({ bytesDone, bytesTotal }: Pick<JobProgress, 'bytesDone' | 'bytesTotal'>): number {
  return bytesTotal > 0 ? Math.min(100, Math.floor((100 * bytesDone) / bytesTotal)) : 0;
}

/** "45 % of 74 MB" and what is being done with it, where that is not fetching. */
export function fileText({ state, size, bytesDone }: FileProgress, format: Format): string {
  const done = vscode.l10n.t('{0} % of {1}', percent({ bytesDone, bytesTotal: size }), format.size(size));
  return state === 'fetching' ? done : `${fileWord(state)} · ${done}`;
}

export function fileWord(state: FileState): string {
  switch (state) {
    case 'queued':
      return vscode.l10n.t('Queued');
    case 'fetching':
      return vscode.l10n.t('Downloading');
    case 'checking':
      return vscode.l10n.t('Checking');
    case 'paused':
      return vscode.l10n.t('Paused');
  }
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

/** "14 files, 74.3 MB, all checked by MD5. Already there and whole: 3 files." */
export function summaryText(summary: JobSummary, format: Format): string {
  const { alreadyThere, failed, restarted, renamed, dropped, notTried } = summary;
  const say = (count: number, sentence: (files: string) => string) =>
    count > 0 ? [sentence(files(count, format))] : [];
  const sentences = [
    ...say(failed, (some) => vscode.l10n.t('Failed: {0}.', some)),
    ...say(summary.files, () =>
      vscode.l10n.t(
        '{0}, {1}.',
        filesAndBytes(summary, format),
        checkedText(summary.files, summary.verified, format),
      ),
    ),
    ...say(alreadyThere, (some) => vscode.l10n.t('Already there and whole: {0}.', some)),
    ...say(restarted, (some) => vscode.l10n.t('Changed in the bucket meanwhile, begun again: {0}.', some)),
    ...say(renamed, (some) => vscode.l10n.t('Under a safe name, see hcp-manifest.tsv: {0}.', some)),
    ...say(dropped, (some) => vscode.l10n.t('Left out by you: {0}.', some)),
    ...say(notTried, (some) => vscode.l10n.t('Not tried: {0}.', some)),
  ];
  return sentences.length > 0 ? sentences.join(' ') : vscode.l10n.t('There was nothing to download.');
}

/** How files are known to be right, all of them in a few words. */
export function checkedText(
  all: number,
  verified: Readonly<Record<Verified, number>>,
  format: Format,
): string {
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

/** How one file is known to be right. */
export function verifiedText(verified: Verified | undefined): string {
  switch (verified) {
    case 'md5Etag':
      return vscode.l10n.t('MD5 of the bucket');
    case 'md5Manifest':
      return vscode.l10n.t('MD5 of HCP’s manifest');
    case 'sizeOnly':
      return vscode.l10n.t('size only');
    case undefined:
      return vscode.l10n.t('size and date');
  }
}

/** "2 wrong, 1 missing. Whole: 17,386 files, all checked by MD5." */
export function reportText(report: FolderReport, format: Format): string {
  const { whole, wrong, missing, changed, unknown, verified } = report;
  const count = (some: number) => format.count(some);
  const bad = [
    ...(wrong > 0 ? [vscode.l10n.t('{0} wrong', count(wrong))] : []),
    ...(missing > 0 ? [vscode.l10n.t('{0} missing', count(missing))] : []),
    ...(changed > 0 ? [vscode.l10n.t('{0} changed in the bucket', count(changed))] : []),
    ...(unknown > 0 ? [vscode.l10n.t('{0} could not be compared', count(unknown))] : []),
  ];
  const good =
    whole > 0
      ? vscode.l10n.t('Whole: {0}, {1}.', files(whole, format), checkedText(whole, verified, format))
      : vscode.l10n.t('Whole: no file.');
  return bad.length > 0 ? `${bad.join(', ')}. ${good}` : good;
}
