import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { JobSpec } from './jobs';
import { JournalBook, type OpenFile } from './journalBook';
import { JournalFile, readLines } from './journalFile';
import { journalFolder, makeJournalFolder } from './journalFolder';
import {
  headerLine,
  readHeader,
  readRecord,
  recordLine,
  type JournalHeader,
  type JournalRecord,
  type JournalState,
} from './journalRecords';
import { bootId, sameBoot } from './lockProcess';

export type { JournalState, OpenFile };

/** From this size on a journal is written anew when most of it is dead. */
const compactFrom = 1024 * 1024;

/**
 * What is known of an unfinished job, on disk at each moment: `<target>/.hcp/<id>.journal`, lines of JSON. Only
 * the holder of the job's lock writes it. Every method that writes throws an `HcpError` `disk.*` when it can't.
 */
export interface Journal {
  readonly spec: JobSpec;
  /** Files that were begun in parts and are not whole, those of this run included. */
  readonly open: ReadonlyMap<string, OpenFile>;
  readonly dropped: ReadonlySet<string>;
  /** As last written. */
  readonly state: JournalState;
  /**
   * Milliseconds since 1970, after a restart of the machine (or on another one): files that came later may not
   * have reached the disk itself. It stays until the job has ended.
   */
  readonly doubtedSince: number | undefined;
  /** Files that came later than this (milliseconds since 1970) are to be looked at too. */
  doubt(since: number): void;
  /** To be called before the file is made; forgets what was known of the key. */
  begin(file: Omit<OpenFile, 'done'>): void;
  /** A part of a file that was begun is written. */
  part(key: string, index: number): void;
  /** To be called before an fdatasync; what it returns, after it: the parts written till then outlast a loss of power. */
  syncing(key: string): () => void;
  /** The file is whole at its final path, or given up: its parts are forgotten. */
  end(key: string): void;
  /** Leaves the key out of the job. */
  drop(key: string): void;
  setState(state: JournalState): void;
  /** Files that were whole at this moment (milliseconds since 1970) are on the disk itself. */
  group(until: number): void;
  close(): void;
  /** Closes and deletes it. */
  remove(): void;
}

/** An unfinished job of a folder. */
export interface FoundJournal {
  readonly spec: JobSpec;
  readonly state: JournalState;
  /** When something was last written to it, in milliseconds since 1970. */
  readonly written: number;
  /** As that of the journal once it is opened. */
  readonly doubtedSince: number | undefined;
}

/** @throws HcpError `disk.*` */
export function createJournal(spec: JobSpec): Journal {
  makeJournalFolder(spec.target);
  const header = { spec, boot: bootId(), doubtedSince: undefined };
  return new WrittenJournal(header, new JournalBook());
}

/**
 * Opens the journal of a job, for the holder of its lock. Undefined when there is none, or one that is not whole
 * enough to tell its job.
 * @throws HcpError `disk.*`
 */
export function openJournal(target: string, id: string): Journal | undefined {
  const read = readJournal(target, id);
  if (!read) return undefined;
  const { header, book, size } = read;
  const boot = bootId();
  if (sameBoot(header.boot, boot)) return new WrittenJournal(header, book, read.damaged ? undefined : size);
  book.trustSyncedOnly();
  return new WrittenJournal({ ...header, boot, doubtedSince: doubtOf(header, book) }, book);
}

/** Milliseconds since 1970; undefined while the machine has not gone down since. */
function doubtOf(header: JournalHeader, book: JournalBook): number | undefined {
  if (sameBoot(header.boot, bootId())) return header.doubtedSince;
  const unsure = book.grouped ?? header.spec.created;
  return Math.min(header.doubtedSince ?? unsure, unsure);
}

/** The unfinished jobs of a folder that this person may read, without writing anything. */
export function findJournals(target: string): readonly FoundJournal[] {
  try {
    return readdirSync(journalFolder(target))
      .sort()
      .flatMap((name) => find(target, name));
  } catch {
    // No folder, or a share that is away: there is nothing that could be gone on with.
    return [];
  }
}

function find(target: string, name: string): readonly FoundJournal[] {
  const id = /^([a-z0-9]+)\.journal$/i.exec(name)?.[1];
  if (id === undefined) return [];
  try {
    const read = readJournal(target, id);
    if (!read) return [];
    const { header, book } = read;
    const written = statSync(pathOf(target, id)).mtimeMs;
    return [{ spec: header.spec, state: book.state, written, doubtedSince: doubtOf(header, book) }];
  } catch {
    // Someone else's job in a shared folder.
    return [];
  }
}

function pathOf(target: string, id: string): string {
  return join(journalFolder(target), `${id}.journal`);
}

interface ReadJournal {
  readonly header: JournalHeader;
  readonly book: JournalBook;
  /** Bytes of the whole lines. */
  readonly size: number;
  /** A line in the middle could not be read. */
  readonly damaged: boolean;
}

function readJournal(target: string, id: string): ReadJournal | undefined {
  const content = readLines(pathOf(target, id));
  const [first, ...lines] = content?.lines ?? [];
  const header = first === undefined ? undefined : readHeader(first);
  if (!content || header?.spec.id !== id) return undefined;
  const book = new JournalBook();
  let damaged = false;
  for (const line of lines) {
    const record = readRecord(line);
    damaged ||= !record;
    if (record) book.apply(record);
    else book.damaged();
  }
  book.end();
  // The folder may have been moved, or have another path on this machine: the journal is about the one it is in.
  return { header: { ...header, spec: { ...header.spec, target } }, book, size: content.size, damaged };
}

class WrittenJournal implements Journal {
  private readonly file: JournalFile;
  private compactAt: number;
  /** Files that have ended and had parts on the disk itself. */
  private readonly outlived = new Set<string>();

  /** @param size bytes of the file that are good; a new file is written without it */
  constructor(
    private header: JournalHeader,
    private book: JournalBook,
    size?: number,
  ) {
    const path = pathOf(header.spec.target, header.spec.id);
    if (size === undefined) this.file = this.anew((text) => JournalFile.create(path, text));
    else this.file = JournalFile.goOn(path, size);
    this.compactAt = Math.max(compactFrom, 2 * this.file.size);
  }

  get spec(): JobSpec {
    return this.header.spec;
  }

  get doubtedSince(): number | undefined {
    return this.header.doubtedSince;
  }

  get open(): ReadonlyMap<string, OpenFile> {
    return this.book.open;
  }

  get dropped(): ReadonlySet<string> {
    return this.book.dropped;
  }

  get state(): JournalState {
    return this.book.state;
  }

  doubt(since: number): void {
    const { doubtedSince = Infinity } = this.header;
    if (since >= doubtedSince) return;
    this.header = { ...this.header, doubtedSince: since };
    this.anew((text) => {
      this.file.replace(text);
    });
  }

  begin({ key, etag, size, partSize }: Omit<OpenFile, 'done'>): void {
    const replaced = this.outlived.has(key) || (this.book.open.get(key)?.synced.size ?? 0) > 0;
    this.write(['b', this.book.nextId, key, etag, size, partSize]);
    // Else a loss of power could take this line, and parts of the former file would count for the new one.
    if (replaced) this.file.sync();
  }

  part(key: string, index: number): void {
    const id = this.book.open.get(key)?.id;
    if (id !== undefined) this.write(['p', id, index]);
  }

  syncing(key: string): () => void {
    const entry = this.book.open.get(key);
    const written = entry ? [...entry.done].filter((part) => !entry.synced.has(part)) : [];
    return () => {
      const now = this.book.open.get(key);
      if (now && now.done === entry?.done && written.length > 0) this.write(['y', now.id, ...written]);
    };
  }

  end(key: string): void {
    const entry = this.book.open.get(key);
    if (!entry) return;
    if (entry.synced.size > 0) this.outlived.add(key);
    this.write(['e', entry.id]);
  }

  drop(key: string): void {
    if (!this.book.dropped.has(key)) this.write(['x', key]);
  }

  setState(state: JournalState): void {
    if (this.book.state !== state) this.write(['s', state]);
  }

  group(until: number): void {
    this.write(['g', until]);
  }

  close(): void {
    this.file.close();
  }

  remove(): void {
    this.file.remove();
  }

  private write(record: JournalRecord): void {
    this.file.append(recordLine(record));
    this.book.apply(record);
    if (this.file.size < this.compactAt) return;
    this.anew((text) => {
      this.file.replace(text);
    });
    this.compactAt = Math.max(compactFrom, 2 * this.file.size);
  }

  /** Writes the content of a new file; from then on numbers are those of that file. */
  private anew<T>(write: (text: string) => T): T {
    const { book, lines } = this.book.compact();
    const written = write(headerLine(this.header) + lines);
    this.book = book;
    return written;
  }
}
