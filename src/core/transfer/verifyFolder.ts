import { join } from 'node:path';
import { deliveredLogs } from './delivered';
import type { FolderFinding, FolderReport } from './jobs';
import { throwIfCancelled } from '../errors';
import { manifestTableName } from './manifestTable';
import { suspectsOnDisk } from './verifyDisk';
import { checkFile, type FileCheck, type Suspect } from './verifyFile';
import { Findings } from './verifyFindings';
import { suspectsOfTables, type Listing } from './verifyTable';

export interface FolderCheck extends FileCheck, Listing {
  /** Absolute folder. */
  readonly target: string;
}

/** Files whose bytes are looked at at the same time. */
const checksAtOnce = 4;
/** Milliseconds between two calls of `onProgress`. */
const progressEvery = 100;

/**
 * Compares a folder with the bucket: what its table of delivered files names, and the logs of unfinished jobs, or,
 * where it has neither, each folder below a release that holds files. See `TransferEngine.verify`.
 * @param onProgress gets the counts so far, without lists, and the key that was looked at
 */
export async function verifyFolder(
  check: FolderCheck,
  signal: AbortSignal,
  onProgress: (report: FolderReport, current: string) => void = () => undefined,
): Promise<FolderReport> {
  const { target, disk } = check;
  const findings = new Findings();
  let toldAt = -Infinity;
  const found = (finding: FolderFinding) => {
    findings.add(finding);
    const now = performance.now();
    if (now - toldAt < progressEvery) return;
    toldAt = now;
    onProgress(findings.progress, finding.key);
  };
  const table = join(target, manifestTableName);
  const tables = [...deliveredLogs(target), ...(disk.look(table)?.kind === 'file' ? [table] : [])];
  const suspects =
    tables.length > 0
      ? suspectsOfTables(tables, target, check, signal)
      : suspectsOnDisk(target, check, signal);
  await forEachBounded(suspects, async (suspect) => {
    throwIfCancelled(signal);
    found('kind' in suspect ? suspect : await checkFile(suspect, check, signal));
  });
  return findings.report;
}

/** Rejects with the first failure, once nothing is under way any more. */
async function forEachBounded(
  items: AsyncIterable<Suspect | FolderFinding>,
  work: (item: Suspect | FolderFinding) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  try {
    for await (const item of items) {
      const begun: Promise<void> = work(item)
        .catch((error: unknown) => {
          failures.push(error);
        })
        .finally(() => running.delete(begun));
      running.add(begun);
      if (running.size >= checksAtOnce) await Promise.race(running);
      if (failures.length > 0) break;
    }
  } finally {
    await Promise.all(running);
  }
  if (failures.length > 0) throw failures[0];
}
