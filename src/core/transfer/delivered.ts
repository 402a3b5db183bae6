import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { HcpError } from '../errors';
import { HashedSet, hashOf } from './hashedSet';
import { mergeIntoTable } from './deliveredMerge';
import { JournalFile } from './journalFile';
import { journalFolder, makeJournalFolder } from './journalFolder';
import { tryLock, type Lock } from './lock';
import {
  escapeCell,
  linesOf,
  manifestTableName,
  rowLine,
  tableHeader,
  type DeliveredRow,
} from './manifestTable';
import { toDiskError } from './nodeDisk';

export type { DeliveredRow };

/**
 * What a job has delivered so far: `<target>/.hcp/<id>.tsv`, written in batches. Every method but `has` and `add`
 * throws an `HcpError` `disk.*` when it can't write.
 */
export interface DeliveredLog {
  /** Whether an earlier run of the job has added a row of this key. */
  has(key: string): boolean;
  /** Writes nothing before 64 KiB have come together. @throws HcpError `disk.*` then */
  add(row: DeliveredRow): void;
  flush(): void;
  /** Flushes, for another run to go on. */
  close(): void;
  /**
   * Merges the rows into the table beside the data (`hcp-manifest.tsv`), where they replace those of the same keys,
   * and deletes the log. Waits up to a minute for another process that does the same. In small steps: the table of
   * many subjects has millions of rows. Nothing else may be called after that.
   */
  finish(): Promise<void>;
}

/** Bytes. */
const batch = 64 * 1024;
/** Bytes that surely hold the end of a line: a key has 1,024 at most, and each may be escaped by six. */
const tail = 64 * 1024;
/** Milliseconds. */
const waitFor = 60_000;
const tab = 0x09;

/** Opens the log of a job, or begins it. @throws HcpError `disk.*` */
export function openDelivered(target: string, jobId: string): DeliveredLog {
  const folder = makeJournalFolder(target);
  const path = join(folder, `${jobId}.tsv`);
  const before = new HashedSet();
  const size = wholeSize(path);
  const file =
    size === undefined ? JournalFile.create(path, `${tableHeader}\n`) : JournalFile.goOn(path, size);
  for (const line of linesOf(path))
    if (line.includes(tab)) before.add(hashOf(line.subarray(0, line.indexOf(tab))));
  let waiting: string[] = [];
  let bytes = 0;

  const flush = () => {
    if (waiting.length === 0) return;
    file.append(waiting.join(''));
    waiting = [];
    bytes = 0;
  };
  const close = () => {
    try {
      flush();
    } finally {
      file.close();
    }
  };
  return {
    has: (key) => before.find(hashKey(key)) !== undefined,
    add: (row) => {
      const line = `${rowLine(row)}\n`;
      waiting.push(line);
      bytes += Buffer.byteLength(line);
      if (bytes >= batch) flush();
    },
    flush,
    close,
    finish: async () => {
      close();
      const lock = await lockTable(target);
      try {
        await mergeIntoTable(path, join(target, manifestTableName), join(folder, 'manifest.tsv-new'));
      } finally {
        lock.release();
      }
      file.remove();
    },
  };
}

/** The logs of the jobs of a folder that are not finished. */
export function deliveredLogs(target: string): readonly string[] {
  try {
    const folder = journalFolder(target);
    const names = readdirSync(folder, { withFileTypes: true });
    return names.flatMap((one) =>
      one.isFile() && /^[a-z0-9]+\.tsv$/i.test(one.name) ? [join(folder, one.name)] : [],
    );
  } catch {
    // No bookkeeping: nothing is unfinished.
    return [];
  }
}

function hashKey(key: string) {
  return hashOf(Buffer.from(escapeCell(key)));
}

/** Bytes up to the end of the last whole line; undefined when there is no file. */
function wholeSize(path: string): number | undefined {
  try {
    const fd = openSync(path, 'r');
    try {
      const { size } = fstatSync(fd);
      const start = Math.max(0, size - tail);
      const buffer = Buffer.alloc(tail);
      const read = readSync(fd, buffer, 0, tail, start);
      return start + buffer.subarray(0, read).lastIndexOf(0x0a) + 1;
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    const failure = toDiskError(error);
    if (failure.facts.reason === 'ENOENT') return undefined;
    throw failure;
  }
}

/** @throws HcpError `disk.failed` when another process keeps the table for too long */
async function lockTable(target: string): Promise<Lock> {
  for (const end = performance.now() + waitFor; ;) {
    const attempt = tryLock(target, 'table', []);
    if (attempt.kind === 'locked') return attempt.lock;
    if (performance.now() >= end) throw new HcpError('disk.failed', { reason: 'EBUSY' });
    await delay(5 + Math.random() * 20);
  }
}
