import { closeSync, fdatasyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { hashOf, HashedSet, type KeyHash } from './hashedSet';
import { linesOf, tableHeader } from './manifestTable';
import { toDiskError } from './nodeDisk';

const tab = 0x09;
/** Of `row` below: the old row of the table says more than the new one. */
const superseded = 0xffffffff;

/** What a merge looks at in a line, still escaped. */
interface Row {
  readonly key: KeyHash;
  readonly kind: string;
  /** Size and ETag, in 32 bits. */
  object(): number;
}

/**
 * Puts the rows of a log into a table: a new row replaces the one of its key, unless it only says that the same
 * object was there already. Both are read from end to end in small steps, so that others of this thread get their
 * turn, and neither is held in memory: a bit a row, and some 50 MB at the most. The table is replaced in one step.
 * @param fresh a path on the same disk for the new table
 * @param rowsAtOnce rows of the log whose keys are held at once; with more of them, both files are read more often
 * @throws HcpError `disk.*`, the table and the log stay as they are
 */
export async function mergeIntoTable(
  log: string,
  table: string,
  fresh: string,
  rowsAtOnce = 2_000_000,
): Promise<void> {
  try {
    if (!isOurs(table)) renameSync(table, `${table}.old`);
    const kept = { table: new Bits(), log: new Bits() };
    let rows = 0;
    await eachLine(linesOf(log), () => rows++);
    const passes = Math.max(1, Math.ceil(rows / rowsAtOnce));
    for (let pass = 0; pass < passes; pass++) {
      const eachRow = (lines: Iterable<Buffer>, visit: (row: Row, line: number) => void) =>
        eachLine(lines, (line, number) => {
          const row = rowOf(line);
          if (row && row.key.high % passes === pass) visit(row, number);
        });
      const news = new News(Math.ceil(rows / passes));
      await eachRow(linesOf(log), (row, line) => {
        news.note(row, line);
      });
      await eachRow(linesIfThere(table), (row, line) => {
        if (news.keeps(row)) kept.table.add(line);
      });
      await eachRow(linesOf(log), (row, line) => {
        if (news.isLast(row, line)) kept.log.add(line);
      });
    }
    const output = new Output(fresh);
    try {
      output.line(Buffer.from(tableHeader));
      const copy = (lines: Iterable<Buffer>, which: Bits) =>
        eachLine(lines, (line, number) => {
          if (which.has(number)) output.line(line);
        });
      await copy(linesIfThere(table), kept.table);
      await copy(linesOf(log), kept.log);
      output.sync();
    } finally {
      output.close();
    }
    renameSync(fresh, table);
  } catch (error) {
    removeQuietly(fresh);
    throw toDiskError(error);
  }
}

/** Lines after which others of this thread get their turn: some milliseconds of work. */
const atATime = 2_000;

async function eachLine(
  lines: Iterable<Buffer>,
  visit: (line: Buffer, number: number) => void,
): Promise<void> {
  let number = 0;
  for (const line of lines) {
    visit(line, number++);
    if (number % atATime === 0) await turn();
  }
}

/** A set of line numbers. */
class Bits {
  private bytes = new Uint8Array(1024);

  add(number: number): void {
    const at = number >>> 3;
    if (at >= this.bytes.length) {
      const more = new Uint8Array(2 * at);
      more.set(this.bytes);
      this.bytes = more;
    }
    this.bytes[at] = (this.bytes[at] ?? 0) | (1 << (number & 7));
  }

  has(number: number): boolean {
    return ((this.bytes[number >>> 3] ?? 0) & (1 << (number & 7))) !== 0;
  }
}

/** What the log says, by key. */
class News {
  private readonly keys: HashedSet;
  /** By slot: the line of the key's last row. */
  private readonly row: Uint32Array;
  /** By slot: the object of a row that says only that it was there; 0 of one that says more. */
  private readonly seen: Uint32Array;

  /** @param rows that will be noted, about */
  constructor(rows: number) {
    // Keys fall to the passes by chance.
    this.keys = new HashedSet(rows + 10 * Math.sqrt(rows));
    this.row = new Uint32Array(this.keys.slots);
    this.seen = new Uint32Array(this.keys.slots);
  }

  note({ key, kind, object }: Row, line: number): void {
    const slot = this.keys.add(key);
    this.row[slot] = line;
    this.seen[slot] = kind === 'date' ? object() : 0;
  }

  /** Whether a row of the table stays. */
  keeps({ key, object }: Row): boolean {
    const slot = this.keys.find(key);
    if (slot === undefined) return true;
    const seen = this.seen[slot];
    if (seen === 0 || this.row[slot] === superseded || seen !== object()) return false;
    this.row[slot] = superseded;
    return true;
  }

  /** Whether a row of the log goes into the table. */
  isLast({ key }: Row, line: number): boolean {
    const slot = this.keys.find(key);
    return slot !== undefined && this.row[slot] === line;
  }
}

/** Undefined when the line is no row. Works on the escaped bytes: nothing is decoded. */
function rowOf(line: Buffer): Row | undefined {
  const ends: number[] = [];
  for (let at = line.indexOf(tab); at !== -1; at = line.indexOf(tab, at + 1)) ends.push(at);
  const [key, path, size, digest, kind, etag] = ends;
  if (ends.length !== 7 || !key || path === undefined || size === undefined) return undefined;
  if (digest === undefined || kind === undefined || etag === undefined) return undefined;
  const said = line.toString('latin1', digest + 1, kind);
  if (said === 'digest_kind') return undefined;
  const object = () => hashOf(Buffer.concat([line.subarray(path, size), line.subarray(kind, etag)])).low;
  return { key: hashOf(line.subarray(0, key)), object, kind: said };
}

/** A table that someone gave other columns is put aside: its rows can't be told. */
function isOurs(table: string): boolean {
  for (const head of linesIfThere(table)) return head.toString('utf8') === tableHeader;
  return true;
}

function linesIfThere(path: string): Iterable<Buffer> {
  try {
    closeSync(openSync(path, 'r'));
  } catch (error) {
    if (toDiskError(error).facts.reason === 'ENOENT') return [];
    throw error;
  }
  return linesOf(path);
}

const gathered = 256 * 1024;

/** Lines, written in large pieces. */
class Output {
  private readonly fd: number;
  private readonly buffer = Buffer.allocUnsafe(gathered);
  private filled = 0;

  constructor(path: string) {
    removeQuietly(path);
    this.fd = openSync(path, 'wx');
  }

  line(bytes: Buffer): void {
    if (this.filled + bytes.length + 1 > gathered) this.flush();
    if (bytes.length + 1 > gathered) {
      this.write(bytes);
      this.write(Buffer.from('\n'));
      return;
    }
    this.buffer.set(bytes, this.filled);
    this.buffer[this.filled + bytes.length] = 0x0a;
    this.filled += bytes.length + 1;
  }

  sync(): void {
    this.flush();
    fdatasyncSync(this.fd);
  }

  close(): void {
    closeSync(this.fd);
  }

  private flush(): void {
    this.write(this.buffer.subarray(0, this.filled));
    this.filled = 0;
  }

  private write(bytes: Uint8Array): void {
    for (let written = 0; written < bytes.length;) {
      written += writeSync(this.fd, bytes, written, bytes.length - written);
    }
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What can't be removed can't be written either, which says more.
  }
}
