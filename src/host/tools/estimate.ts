import type { Estimate } from '../downloads/estimate';
import type { Format } from '../format';
import type { Answer } from './answer';
import type { ToolDeps } from './deps';
import type { Selection } from './input';
import { safeText } from './safeText';
import { selectSources, type Selected } from './sources';

/** Milliseconds that an estimate may take; then it says what it knows. */
const patience = 45_000;
/** Sources that are named in an answer. */
const named = 20;

/** What a download would do. @throws Refusal, HcpError */
export async function estimate(
  { store, downloads, format }: Pick<ToolDeps, 'store' | 'downloads' | 'format'>,
  selection: Selection,
  signal: AbortSignal,
): Promise<Answer> {
  const selected = await selectSources(store, selection, signal);
  const found = await estimateOf(downloads, selected, patience, signal);
  return { started: false, ...planOf(found, format), ...sourcesOf(selected) };
}

/** @param most milliseconds @throws HcpError also where nothing of it can be downloaded */
export async function estimateOf(
  downloads: ToolDeps['downloads'],
  { sources }: Selected,
  most: number,
  signal: AbortSignal,
): Promise<Estimate> {
  const found = await downloads.estimate(sources, most, signal);
  const { all, firstRefusal } = found.totals;
  if (all.files === 0 && firstRefusal) throw firstRefusal;
  return found;
}

function planOf({ target, free, totals, complete }: Estimate, format: Format): Answer {
  const { all, present, toCheck, toDownload, toReplace, refused } = totals;
  const count = ({ files, bytes }: typeof all) => ({ files, bytes, size: format.size(bytes) });
  return {
    ...(!complete && { complete, hint: 'Counting took too long: there is at least this much.' }),
    inAll: count(all),
    alreadyThere: count(present),
    ...(toCheck.files > 0 && { thereButToBeChecked: count(toCheck) }),
    toDownload: count(toDownload),
    ...(toReplace > 0 && { toReplace }),
    ...(refused > 0 && { cannotBeDownloaded: refused }),
    ...(target === undefined
      ? { folder: null, folderHint: 'The person will be asked for a folder.' }
      : { folder: target }),
    ...(free !== undefined && {
      free: format.size(free),
      freeBytes: free,
      ...(complete && { fits: toDownload.bytes <= free }),
    }),
  };
}

/** What was asked for, as far as an answer should name it. */
export function sourcesOf({ sources, without }: Selected): Answer {
  return {
    sources: sources.slice(0, named).map(safeText),
    ...(sources.length > named && { moreSources: sources.length - named }),
    ...(without.length > 0 && { subjectsWithoutThesePackages: without }),
  };
}
