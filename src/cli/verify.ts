import { resolve } from 'node:path';
import type { FolderFinding, FolderReport, TransferEngine } from '../core/transfer/jobs';
import { normaliseSources } from '../core/transfer/sources';
import { errorEvent } from './errorEvent';
import type { CommandEvent } from './events';
import { checkedText, download } from './get';
import type { Outcome } from './outcome';
import type { Session } from './session';
import { countText, filesText, printable } from './text';
import { wordsFor } from './words';

type Problem = Exclude<FolderFinding, { kind: 'whole' }>;

/** Compares a folder with the bucket, and where it is to repair, downloads what is not as it should be. */
export async function verify(
  session: Session,
  engine: TransferEngine,
  folder: string,
  repair: boolean,
): Promise<Outcome> {
  const { output, signal } = session;
  const target = resolve(folder);
  const report = await engine.verify(target, signal, (soFar, current) => {
    output.showStatus(`${statusText(soFar)}  ${printable(current)}`.slice(0, output.columns - 1));
  });
  output.showStatus('');
  await output.lines(problemLines(report));
  await output.events(problemsOf(report).map(problemEvent));
  await output.lines(reportLines(report, target, repair));
  const { whole, verified, wrong, missing, changed, unknown } = report;
  const counts = { whole, verified, wrong, missing, changed, unknown };
  if (!repair || report.repair.length === 0) {
    return { exit: isWhole(report) ? 0 : 1, summary: { verify: counts } };
  }
  const repaired = await download(session, engine, normaliseSources(report.repair), target, {
    recheck: true,
  });
  const exit = repaired.exit === 0 && unknown > 0 ? 1 : repaired.exit;
  return { exit, summary: { ...repaired.summary, verify: counts } };
}

function isWhole({ whole, wrong, missing, changed, unknown }: FolderReport): boolean {
  return whole > 0 && wrong + missing + changed + unknown === 0;
}

function statusText({ whole, wrong, missing, changed, unknown }: FolderReport): string {
  return `${countText(whole)} whole, ${countText(wrong + missing + changed + unknown)} not`;
}

const kindText: Readonly<Record<Problem['kind'], string>> = {
  wrong: 'wrong  ',
  missing: 'missing',
  changed: 'changed',
  unknown: 'unknown',
};

function problemsOf({ findings }: FolderReport): readonly Problem[] {
  return findings.filter((finding): finding is Problem => finding.kind !== 'whole');
}

/** What is not as it should be, file by file, and how many there are besides. */
export function problemLines(report: FolderReport): readonly string[] {
  const { wrong, missing, changed, unknown } = report;
  const listed = problemsOf(report);
  const more = wrong + missing + changed + unknown - listed.length;
  return [...listed.map(problemLine), ...(more > 0 ? [`… and ${countText(more)} more`] : [])];
}

function problemLine(problem: Problem): string {
  const why = problem.kind === 'unknown' ? `: ${wordsFor(problem.error)}` : '';
  return `${kindText[problem.kind]}  ${printable(problem.key)}${why}`;
}

function problemEvent(problem: Problem): CommandEvent {
  const { kind, key } = problem;
  return { event: 'finding', kind, key, ...(kind === 'unknown' && { error: errorEvent(problem.error) }) };
}

/** What a check found, in words. */
export function reportLines(report: FolderReport, target: string, repair: boolean): readonly string[] {
  const { whole, wrong, missing, changed, unknown } = report;
  if (whole + wrong + missing + changed + unknown === 0) {
    return [`${printable(target)} holds nothing that was downloaded from this bucket.`];
  }
  const parts = [
    [wrong, 'with wrong bytes'],
    [missing, 'missing'],
    [changed, 'changed in the bucket since'],
    [unknown, 'that could not be compared'],
  ] as const;
  const found = parts.filter(([count]) => count > 0).map(([count, what]) => `  ${filesText(count)} ${what}`);
  const repairable = wrong + missing + changed > 0;
  return [
    `${filesText(whole)} whole (${checkedText(report.verified)})`,
    ...found,
    ...(repairable && !repair ? ['Run it with --repair to download those again.'] : []),
  ];
}
