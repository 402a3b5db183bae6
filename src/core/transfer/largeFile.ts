import { HcpError, toHcpError } from '../errors';
import type { PartFile } from './disk';
import { Gatherer } from './gather';
import type { HashRun } from './hasher';
import type { Journal, OpenFile } from './journal';
import { PartBook, type ByteRange } from './partBook';
import { partPath } from './partPath';
import type { PlannedFile } from './plan';
import type { Obtained } from './smallFile';
import { checkDigest, expectedOf, putInPlace, type Expected, type Workshop } from './workshop';

/** Objects from here on are fetched in parts, several at a time. */
export const partsFrom = 16 * 1024 * 1024;
/** Bytes. At 50 ms a round trip smaller ones cost a fifth of the throughput, and larger ones repeat more after a stop. */
export const partSize = 8 * 1024 * 1024;
/** The hash thread hears of new bytes in steps of this size. */
const hashStep = 1024 * 1024;

/**
 * A file that arrives in parts, written to a hidden name beside its final one. Its parts may be fetched side by
 * side; the MD5 follows the bytes in a thread of its own. What was begun before, and is in the journal, goes on.
 */
export class LargeFile {
  private readonly part: string;
  private readonly book: PartBook;
  private hash: HashRun | undefined;
  private hashed = 0;

  private constructor(
    readonly file: PlannedFile,
    private readonly shop: Workshop,
    private readonly journal: Journal,
    private readonly expected: Expected,
    private readonly output: PartFile,
    known: OpenFile | undefined,
    /** An earlier run had begun another object of this key. */
    readonly restarted: boolean,
  ) {
    const { size } = file.entry;
    this.part = partPath({ key: file.entry.key, path: file.path });
    this.book = new PartBook(size, known?.partSize ?? partSizeOf(size), known?.done);
    this.beginHash();
  }

  /**
   * Opens what a former run has left, if it is of the same object, else a new file.
   * @throws HcpError `disk.*`, `cancelled`
   */
  static async open(
    file: PlannedFile,
    shop: Workshop,
    journal: Journal,
    signal: AbortSignal,
  ): Promise<LargeFile> {
    const { key, etag, size } = file.entry;
    const expected = await expectedOf(file, shop, signal);
    const path = partPath({ key: file.entry.key, path: file.path });
    const record = journal.open.get(key);
    const known = record?.etag === etag && record.size === size ? record : undefined;
    const begun = known && shop.disk.reopen(path, size);
    if (begun) return new LargeFile(file, shop, journal, expected, begun, known, false);
    // Told before the file is made, so that parts of an older one are never taken for its own.
    // A file of one part is fetched again as a whole: it needs no record.
    if (partSizeOf(size) < size) journal.begin({ key, etag, size, partSize: partSizeOf(size) });
    const created = shop.disk.create(path, size);
    return new LargeFile(file, shop, journal, expected, created, undefined, record !== undefined && !known);
  }

  get bytesDone(): number {
    return this.book.bytesDone;
  }

  /** Bytes that the disk has set aside for what is still to come. */
  get bytesReserved(): number {
    const { size, bytesDone } = this.book;
    return Math.max(0, Math.min(size, this.output.allocated) - bytesDone);
  }

  get hasFree(): boolean {
    return this.book.hasFree;
  }

  get whole(): boolean {
    return this.book.whole;
  }

  /** A part for the caller to fetch. */
  take(): number | undefined {
    return this.book.take();
  }

  /**
   * Fetches what is missing of a part that was taken. On failure the part is given back with the bytes it got.
   * @throws HcpError of the fetcher, `disk.*`, `cancelled`
   */
  async fetchPart(index: number, signal: AbortSignal): Promise<void> {
    const { entry } = this.file;
    const range = this.book.missing(index);
    const gather = new Gatherer(this.output.writeAt.bind(this.output), range.start, (bytes) => {
      this.book.add(index, bytes);
      this.advanceHash();
    });
    const begun = performance.now();
    let answered = false;
    try {
      await this.shop.fetcher.fetch(
        { key: entry.key, size: entry.size, ifMatch: entry.etag, ...this.rangeOf(range) },
        (chunk) => {
          if (!answered) this.shop.answered(performance.now() - begun);
          answered = true;
          gather.push(chunk);
          return this.shop.arrived(chunk.byteLength);
        },
        signal,
      );
      gather.flush();
    } catch (error) {
      // What has come counts, unless the disk does not take it.
      if (!toHcpError(error).code.startsWith('disk.')) gather.flush();
      throw error;
    } finally {
      this.book.giveBack(index);
    }
    if (this.book.count > 1) this.journal.part(entry.key, index);
  }

  /**
   * Checks the whole file and gives it its name.
   * @throws HcpError `transfer.checksum`, `disk.*`; the file is closed then, and must be begun again
   */
  async finish(): Promise<Obtained> {
    const md5 = await this.rightDigest();
    try {
      await this.close(() => {
        this.output.setModified(this.file.entry.lastModified);
      });
      putInPlace(this.part, this.file, this.shop.disk);
    } catch (error) {
      this.removeSinglePart();
      throw error;
    }
    this.journal.end(this.file.entry.key);
    return { verified: this.expected.verified, md5 };
  }

  /** Has `finish` give up the check that it waits for, with `cancelled`. */
  stopChecking(): void {
    void this.hash?.cancel();
  }

  /** To be called before the hidden file is written to the disk itself. @returns to be called after that */
  syncing(): { readonly path: string; readonly done: () => void } {
    return { path: this.part, done: this.journal.syncing(this.file.entry.key) };
  }

  /** Lets go of the file; the parts that are whole stay for the next run. No part may be under way. */
  async suspend(): Promise<void> {
    await this.close(() => undefined);
    this.removeSinglePart();
  }

  /** Lets go of the file and of all that has arrived. No part may be under way. */
  async discard(): Promise<void> {
    await this.close(() => undefined);
    this.shop.disk.remove(this.part);
    this.journal.end(this.file.entry.key);
  }

  /** A file of one part is asked for whole: the answer must then be the whole object. */
  private rangeOf(range: ByteRange): { readonly range?: ByteRange } {
    return range.start === 0 && range.end === this.book.size ? {} : { range };
  }

  private beginHash(): void {
    if (this.expected.md5 === undefined) return;
    this.hash = this.shop.hasher.begin(this.output.fd, this.book.size);
    this.advanceHash();
  }

  private advanceHash(): void {
    if (!this.hash) return;
    const upTo = this.book.wholeUpTo;
    if (upTo - this.hashed < hashStep && upTo < this.book.size) return;
    this.hashed = upTo;
    this.hash.advance(upTo);
  }

  /** Undefined where nobody tells what it has to be. @throws HcpError `transfer.checksum`, `disk.failed`; the file is closed then */
  private async rightDigest(): Promise<string | undefined> {
    try {
      const md5 = await this.hash?.digest;
      if (md5 !== undefined) checkDigest(this.file, this.expected, md5);
      return md5;
    } catch (error) {
      if (HcpError.is(error, 'transfer.checksum')) await this.discard();
      else await this.suspend();
      throw error;
    }
  }

  /** A file of one part has no record to go on from: nothing of it is of use to a later run. */
  private removeSinglePart(): void {
    if (this.book.count > 1) return;
    // Else a later run puts its own file of this name there.
    quietly(() => {
      this.shop.disk.remove(this.part);
    });
  }

  private async close(before: () => void): Promise<void> {
    await this.hash?.cancel();
    try {
      before();
    } finally {
      this.closeOutput();
    }
  }

  /** A network file system tells only now that it could not keep what was written: none of it counts then. */
  private closeOutput(): void {
    try {
      this.output.close();
    } catch (error) {
      quietly(() => {
        this.shop.disk.remove(this.part);
      });
      quietly(() => {
        this.journal.end(this.file.entry.key);
      });
      throw error;
    }
  }
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // The failure that led here is the one to tell.
  }
}

/** Bytes of the parts that a file of so many bytes is fetched in; its own size when it is fetched whole. */
export function partSizeOf(size: number): number {
  return size < partsFrom ? size : partSize;
}
