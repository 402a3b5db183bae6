import { recordLine, type JournalRecord, type JournalState } from './journalRecords';

/** A file that arrives in several parts and is not whole yet. */
export interface OpenFile {
  readonly key: string;
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  /** Bytes. */
  readonly partSize: number;
  /** Indices of the parts that are written. */
  readonly done: ReadonlySet<number>;
}

interface Entry extends OpenFile {
  readonly id: number;
  readonly done: Set<number>;
  /** Those of `done` that a loss of power can't take. */
  readonly synced: Set<number>;
}

/** What the lines of a journal add up to. */
export class JournalBook {
  readonly open = new Map<string, Entry>();
  readonly dropped = new Set<string>();
  state: JournalState = 'running';
  /** Milliseconds since 1970: files that were whole then are on the disk itself. */
  grouped: number | undefined;
  private readonly byId = new Map<number, Entry>();
  private next = 0;
  private uncertain = false;

  /** The number of the next file. */
  get nextId(): number {
    return this.next;
  }

  apply(record: JournalRecord): void {
    switch (record[0]) {
      case 'b': {
        const [, id, key, etag, size, partSize] = record;
        // A number is missing: the line that began it is lost, and which file it was about can't be told.
        if (id !== this.next) this.forgetAll();
        this.uncertain = false;
        this.next = id + 1;
        this.forget(this.open.get(key));
        const entry = { id, key, etag, size, partSize, done: new Set<number>(), synced: new Set<number>() };
        this.open.set(key, entry);
        this.byId.set(id, entry);
        return;
      }
      case 'p':
        this.reach(record[1])?.done.add(record[2]);
        return;
      case 'y': {
        const [, id, ...parts] = record;
        const entry = this.reach(id);
        for (const part of parts) if (entry?.done.has(part)) entry.synced.add(part);
        return;
      }
      case 'e':
        this.forget(this.reach(record[1]));
        return;
      case 'x':
        this.dropped.add(record[1]);
        return;
      case 's':
        this.state = record[1];
        return;
      case 'g':
        this.grouped = record[1];
    }
  }

  /** A line could not be read. It may have begun a file anew: the next number tells. */
  damaged(): void {
    this.uncertain = true;
  }

  /** To be called after the last line. */
  end(): void {
    if (this.uncertain) this.forgetAll();
    this.uncertain = false;
  }

  /** Forgets the parts that are not surely on the disk itself. */
  trustSyncedOnly(): void {
    for (const { done, synced } of this.open.values()) {
      for (const part of done) if (!synced.has(part)) done.delete(part);
    }
  }

  /** The least lines that say the same; files get new numbers. */
  compact(): { readonly book: JournalBook; readonly lines: string } {
    const book = new JournalBook();
    const lines: string[] = [];
    const write = (record: JournalRecord) => {
      book.apply(record);
      lines.push(recordLine(record));
    };
    write(['s', this.state]);
    if (this.grouped !== undefined) write(['g', this.grouped]);
    for (const key of this.dropped) write(['x', key]);
    for (const { key, etag, size, partSize, done, synced } of this.open.values()) {
      const id = book.nextId;
      write(['b', id, key, etag, size, partSize]);
      for (const part of done) write(['p', id, part]);
      if (synced.size > 0) write(['y', id, ...synced]);
    }
    return { book, lines: lines.join('') };
  }

  private reach(id: number): Entry | undefined {
    if (id >= this.next) {
      this.forgetAll();
      this.next = id + 1;
    }
    return this.byId.get(id);
  }

  private forget(entry: Entry | undefined): void {
    if (!entry) return;
    this.byId.delete(entry.id);
    if (this.open.get(entry.key) === entry) this.open.delete(entry.key);
  }

  private forgetAll(): void {
    this.open.clear();
    this.byId.clear();
  }
}
