import { resolve } from 'node:path';
import { HcpError } from '../core/errors';
import type { JobSnapshot, JobSummary, NewJob, TransferEngine } from '../core/transfer/jobs';
import type { Verified } from '../core/transfer/tally';
import { originOf } from '../core/transfer/origin';
import { normaliseSources } from '../core/transfer/sources';
import { errorEvent } from './errorEvent';
import { statusOf } from './failure';
import { withFirstContact } from './firstContact';
import type { Outcome } from './outcome';
import { runJob } from './runJob';
import type { Session } from './session';
import { parseSources, resolveSources } from './sources';
import { countText, durationText, filesText, printable, sizeText } from './text';
import { wordsFor } from './words';

/** Downloads sources into a folder; goes on with an unfinished job of the same sources and folder. */
export async function get(
  session: Session,
  engine: TransferEngine,
  texts: readonly string[],
  to: string,
): Promise<Outcome> {
  const named = parseSources(texts, session.address.bucket);
  const sources = normaliseSources(await resolveSources(session, named));
  const work = (guarded: Session) => download(guarded, engine, sources, resolve(to));
  // A source without a slash at its end has been looked for: the bucket has answered.
  if (named.some((source) => !source.endsWith('/'))) return work(session);
  return withFirstContact(session, sources[0] ?? '', work);
}

/** Runs a download to its end, in the same engine that looked at its sources. */
export async function download(
  session: Session,
  engine: TransferEngine,
  sources: readonly string[],
  target: string,
  how: Pick<NewJob, 'recheck'> = {},
): Promise<Outcome> {
  const begun = performance.now();
  let last = await runJob(session, engine, () => begin(session, engine, { ...how, sources, target }));
  // What was gone on with has meanwhile been ended by another process: what that has left over is looked at.
  if (last.state === 'cancelled')
    last = await runJob(session, engine, () => start(session, engine, { ...how, sources, target }));
  return outcomeOf(session, last, (performance.now() - begun) / 1000);
}

type Wanted = Omit<NewJob, 'totals'>;

async function begin(session: Session, engine: TransferEngine, wanted: Wanted): Promise<string> {
  const { sources, target } = wanted;
  const unfinished = await engine.recover([target]);
  const origin = originOf(session.address);
  const same = unfinished.find(({ spec }) => spec.origin === origin && isSame(spec.sources, sources));
  if (!same) return start(session, engine, wanted);
  const { id } = same.spec;
  session.output.note('hcp: Going on with an earlier download of the same into this folder.');
  await session.output.events([{ event: 'start', job: id, resumed: true, sources, target }]);
  engine.resume(id);
  return id;
}

async function start(session: Session, engine: TransferEngine, wanted: Wanted): Promise<string> {
  const { sources, target } = wanted;
  const { spec } = await engine.start({ ...wanted, totals: undefined });
  await session.output.events([{ event: 'start', job: spec.id, resumed: false, sources, target }]);
  return spec.id;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((source, index) => source === b[index]);
}

async function outcomeOf({ output }: Session, last: JobSnapshot, seconds: number): Promise<Outcome> {
  const { summary } = last;
  if (!summary) throw new HcpError('unexpected');
  const { stoppedBy } = summary;
  await output.lines(summaryLines(summary, last.spec.target, seconds));
  if (stoppedBy) output.note(`hcp: ${wordsFor(stoppedBy)}`);
  const { files, bytes, alreadyThere, verified, restarted, renamed, failed, dropped, notTried } = summary;
  return {
    exit: stoppedBy ? statusOf(stoppedBy) : last.state === 'done' && failed + dropped === 0 ? 0 : 1,
    summary: {
      ...(stoppedBy && { error: errorEvent(stoppedBy) }),
      get: { files, bytes, alreadyThere, verified, restarted, renamed, failed, dropped, notTried, seconds },
    },
  };
}

/** What became of a download, in words. */
export function summaryLines(summary: JobSummary, target: string, seconds: number): readonly string[] {
  const { files, bytes, alreadyThere, restarted, renamed, failed, dropped, notTried } = summary;
  const rate = seconds > 0 ? ` (${sizeText(Math.round(bytes / seconds))}/s)` : '';
  return [
    `${filesText(files)}, ${sizeText(bytes)}, downloaded to ${printable(target)} in ${durationText(seconds)}${rate}`,
    ...(alreadyThere > 0 ? [`  ${filesText(alreadyThere)} there and whole already`] : []),
    ...(files > 0 ? [`  checked: ${checkedText(summary.verified)}`] : []),
    ...(restarted > 0 ? [`  ${filesText(restarted)} changed in the bucket, begun again`] : []),
    ...(renamed > 0 ? [`  ${filesText(renamed)} got a safe name, see hcp-manifest.tsv`] : []),
    ...(failed > 0 ? [`  ${filesText(failed)} failed: run the same command again to try only those`] : []),
    ...(dropped > 0 ? [`  ${filesText(dropped)} left out by hand in VS Code: get them by their keys`] : []),
    ...(notTried > 0 ? [`  ${filesText(notTried)} not tried`] : []),
  ];
}

/** "480 by MD5 (bucket), 100 by MD5 (HCP’s manifests), 20 by size" */
export function checkedText(verified: Readonly<Record<Verified, number>>): string {
  const parts = [
    [verified.md5Etag, 'by MD5 (bucket)'],
    [verified.md5Manifest, 'by MD5 (HCP’s manifests)'],
    [verified.sizeOnly, 'by size only'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, how]) => `${countText(count)} ${how}`);
  return told.join(', ') || 'nothing';
}
