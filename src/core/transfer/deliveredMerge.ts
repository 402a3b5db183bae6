import { closeSync, fdatasyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { HcpError } from '../errors';
import { hashOf, type HashedSet, type KeyHash } from './hashedSet';
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
 * object was there already. Both are read from end to end, and neither is held in memory: eight bytes a slot of
 * `keys`. The table is replaced in one step.
 * @param keys of the log
 * @param fresh a path on the same disk for the new table
 * @throws HcpError `disk.*`, the table and the log stay as they are
 */
export function mergeIntoTable(log: string, keys: HashedSet, table: string, fresh: string): void {
  try {
    const news = new News(log, keys);
    if (!isOurs(table)) renameSync(table, `${table}.old`);
    const output = new Output(fresh);
    try {
      output.line(Buffer.from(tableHeader));
      for (const line of linesIfThere(table)) {
        const row = rowOf(line);
        if (row && news.keeps(row)) output.line(line);
      }
      let number = 0;
      for (const line of linesOf(log)) {
        const row = rowOf(line);
        if (row && news.isLast(row, number++)) output.line(line);
      }
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

/** What the log says, by key. */
class News {
  /** By slot: the number of the key's last row. */
  private readonly row: Uint32Array;
  /** By slot: the object of a row that says only that it was there; 0 of one that says more. */
  private readonly seen: Uint32Array;

  constructor(
    log: string,
    private readonly keys: HashedSet,
  ) {
    this.row = new Uint32Array(keys.slots);
    this.seen = new Uint32Array(keys.slots);
    let number = 0;
    for (const line of linesOf(log)) {
      const row = rowOf(line);
      if (!row) continue;
      const slot = keys.find(row.key);
      if (slot === undefined) throw new HcpError('unexpected', { reason: 'a row of an unknown key' });
      this.row[slot] = number++;
      this.seen[slot] = row.kind === 'date' ? row.object() : 0;
    }
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
  isLast({ key }: Row, number: number): boolean {
    const slot = this.keys.find(key);
    return slot !== undefined && this.row[slot] === number;
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
