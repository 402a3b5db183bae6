import { closeSync, constants, openSync, readSync } from 'node:fs';
import { toDiskError } from './nodeDisk';

/** The table of all that was delivered below a target, beside its data. */
export const manifestTableName = 'hcp-manifest.tsv';

/** How it is known that a file is whole: `date` when it was there, with the size and the date of its object. */
export type DigestKind = 'md5-etag' | 'md5-manifest' | 'size' | 'date';

/** One delivered file. */
export interface DeliveredRow {
  readonly key: string;
  /** Below the target, with `/`: what it is called on disk. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** MD5, 32 hex digits. */
  readonly digest: string | undefined;
  readonly kind: DigestKind;
  readonly etag: string;
  /** The object's LastModified. */
  readonly date: Date;
  readonly release: string | undefined;
}

export const tableHeader = 'key\tpath\tsize\tdigest\tdigest_kind\tetag\tdate\trelease';
const columns = 8;
const kinds: ReadonlySet<string> = new Set<DigestKind>(['md5-etag', 'md5-manifest', 'size', 'date']);

/** A row as a line, without its end. Control characters, line ends and backslashes are escaped with a backslash. */
export function rowLine(row: DeliveredRow): string {
  const { key, path, size, digest, kind, etag, date, release } = row;
  const cells = [key, path, String(size), digest ?? '', kind, etag, date.toISOString(), release ?? ''];
  return cells.map(escapeCell).join('\t');
}

/** Undefined when the line is no row. */
export function readRow(line: string): DeliveredRow | undefined {
  const cells = line.split('\t').map(unescape);
  const [key, path, size, digest, kind, etag, date, release] = cells;
  if (cells.length !== columns || !key || !path || etag === undefined || kind === undefined) return undefined;
  const when = new Date(date ?? '');
  if (!/^\d{1,16}$/.test(size ?? '') || !isKind(kind) || Number.isNaN(when.getTime())) return undefined;
  return {
    key,
    path,
    size: Number(size),
    digest: digest === '' ? undefined : digest,
    kind,
    etag,
    date: when,
    release: release === '' ? undefined : release,
  };
}

/**
 * The rows of a table, one after the other. What is no row is passed over: the head, a torn last line, and what
 * others wrote into the file.
 * @throws HcpError `disk.*`, also when there is no such file
 */
export function* readManifestTable(path: string): Generator<DeliveredRow> {
  for (const line of linesOf(path)) {
    const row = readRow(line.toString('utf8'));
    if (row) yield row;
  }
}

const chunkSize = 256 * 1024;
const noFollow = (constants.O_NOFOLLOW as number | undefined) ?? 0;

/** The lines of a file as bytes, without their ends. Each is valid until the next one is asked for. @throws HcpError `disk.*` */
export function* linesOf(path: string): Generator<Buffer> {
  const fd = guarded(() => openSync(path, constants.O_RDONLY | noFollow));
  try {
    let buffer = Buffer.allocUnsafe(chunkSize);
    let kept = 0;
    for (;;) {
      if (kept === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
      const read = guarded(() => readSync(fd, buffer, kept, buffer.length - kept, null));
      const end = kept + read;
      let start = 0;
      for (let at = buffer.indexOf(0x0a, kept); at !== -1 && at < end; at = buffer.indexOf(0x0a, start)) {
        yield lineOf(buffer, start, at);
        start = at + 1;
      }
      if (read === 0) {
        if (end > start) yield lineOf(buffer, start, end);
        return;
      }
      buffer.copyWithin(0, start, end);
      kept = end - start;
    }
  } finally {
    closeSync(fd);
  }
}

/** Some programs end lines with a carriage return, which no row holds itself. */
function lineOf(buffer: Buffer, start: number, end: number): Buffer {
  return buffer.subarray(start, end > start && buffer[end - 1] === 0x0d ? end - 1 : end);
}

const special = /[\\\p{Cc}\p{Cs}\u2028\u2029]/gu;
const short: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\\': '\\\\' };
const long: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };

/** What nearly all cells are; found sooner than that nothing in them is special. */
const plain = /^[\x20-\x5b\x5d-\x7e]*$/;

/** A text as a cell of the table. */
export function escapeCell(text: string): string {
  if (plain.test(text)) return text;
  return text.replace(
    special,
    (one) => short[one] ?? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([0-9a-f]{4})|([tnr\\]))/g, (whole, code?: string, letter?: string) =>
    code === undefined ? (long[letter ?? ''] ?? whole) : String.fromCharCode(parseInt(code, 16)),
  );
}

function isKind(text: string): text is DigestKind {
  return kinds.has(text);
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toDiskError(error);
  }
}
