import { join } from 'node:path';
import type { ListPage, ObjectEntry, ObjectStore } from '../bucket/objectStore';
import { HcpError, throwIfCancelled, toHcpError } from '../errors';
import { HashedSet, hashOf } from './hashedSet';
import type { FolderFinding } from './jobs';
import { readManifestTable, type DeliveredRow } from './manifestTable';
import { segmentsOf } from './paths';
import { withRetries, type RetryPolicy } from './retry';
import type { Suspect } from './verifyFile';

export interface Listing {
  readonly store: Pick<ObjectStore, 'list'>;
  readonly retries?: RetryPolicy;
}

/** Rows that are held at the same time, to be looked up in the bucket's order. */
const batch = 10_000;
/** Keys of a page where the rows lie far apart. */
const fewKeys = 20;
const mostKeys = 1_000;

/**
 * What tables of delivered files name, with the object that each row is about now. Where several name a key, the
 * first counts.
 * @throws HcpError `disk.*`, what concerns the bucket as a whole, `cancelled`
 */
export async function* suspectsOfTables(
  tables: readonly string[],
  target: string,
  listing: Listing,
  signal: AbortSignal,
): AsyncGenerator<Suspect | FolderFinding> {
  let rows: DeliveredRow[] = [];
  for (const row of rowsOf(tables)) {
    rows.push(row);
    if (rows.length < batch) continue;
    yield* lookUp(rows, target, listing, signal);
    rows = [];
  }
  yield* lookUp(rows, target, listing, signal);
}

function* rowsOf(tables: readonly string[]): Generator<DeliveredRow> {
  const seen = new HashedSet();
  for (const [index, table] of tables.entries()) {
    for (const row of readManifestTable(table)) {
      const hash = tables.length > 1 ? hashOf(Buffer.from(row.key)) : undefined;
      if (hash && seen.find(hash) !== undefined) continue;
      if (hash && index < tables.length - 1) seen.add(hash);
      yield row;
    }
  }
}

async function* lookUp(
  rows: readonly DeliveredRow[],
  target: string,
  listing: Listing,
  signal: AbortSignal,
): AsyncGenerator<Suspect | FolderFinding> {
  const sorted = rows.map((row) => ({ row, order: Buffer.from(row.key) }));
  sorted.sort((a, b) => Buffer.compare(a.order, b.order));
  let reader: ReleaseReader | undefined;
  for (const { row, order } of sorted) {
    throwIfCancelled(signal);
    const prefix = topOf(row.key);
    if (reader?.prefix !== prefix) reader = new ReleaseReader(prefix, listing, signal);
    const found = await reader.find(row.key, order);
    if (found instanceof HcpError) yield { kind: 'unknown', key: row.key, error: found };
    else yield { entry: found, path: join(target, ...placeOf(row)), row };
  }
}

/** Listings below another prefix than a whole release may be refused. */
function topOf(key: string): string {
  const slash = key.indexOf('/');
  return slash === -1 ? key : key.slice(0, slash + 1);
}

/** Where the file was put; a table is a file that anyone may have written, so a place elsewhere is not believed. */
function placeOf({ key, path }: DeliveredRow): readonly string[] {
  const segments = path.split('/');
  const odd = segments.some((segment) => segment === '' || segment === '..' || /[\\:\0]/.test(segment));
  return odd ? segmentsOf(key, 'file').segments : segments;
}

/** Finds keys below a prefix, asked for in the bucket's order, with as few pages as that takes. */
class ReleaseReader {
  private page: ListPage | undefined;
  private at = 0;
  private last: Buffer | undefined;
  private refusal: HcpError | undefined;
  private hits = 0;
  private maxKeys = mostKeys;

  constructor(
    readonly prefix: string,
    private readonly listing: Listing,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * The object; an error when there is none, or no right to look.
   * @throws HcpError what concerns all of the bucket, `cancelled`
   */
  async find(key: string, order: Buffer): Promise<ObjectEntry | HcpError> {
    if (this.refusal) return this.refusal;
    try {
      if (!this.covers(order)) await this.begin(key);
      while (!this.covers(order) && this.page?.next !== undefined) await this.turn({ from: this.page.next });
    } catch (error) {
      const failure = toHcpError(error);
      if (!HcpError.is(failure, 'bucket.denied', 'bucket.notFound')) throw failure;
      this.refusal = failure;
      return failure;
    }
    const objects = this.page?.objects ?? [];
    for (; this.at < objects.length; this.at++) {
      const entry = objects[this.at];
      if (!entry || Buffer.compare(Buffer.from(entry.key), order) > 0) break;
      if (entry.key !== key) continue;
      this.hits++;
      return entry;
    }
    return new HcpError('bucket.notFound', { key });
  }

  private covers(order: Buffer): boolean {
    if (!this.page) return false;
    return this.page.next === undefined || (this.last !== undefined && Buffer.compare(order, this.last) <= 0);
  }

  /** Jumps to shortly before the key: what lies between it and the page before does not matter. */
  private async begin(key: string): Promise<void> {
    // Where a page held few of the wanted keys, the next one need not be a large one.
    if (this.page) this.maxKeys = Math.min(mostKeys, Math.max(fewKeys, this.hits * 10));
    this.hits = 0;
    const before = [...key].slice(0, -1).join('');
    await this.turn(before === '' ? {} : { startAfter: before });
  }

  private async turn(where: { readonly from?: string; readonly startAfter?: string }): Promise<void> {
    const { store, retries } = this.listing;
    const request = { prefix: this.prefix, maxKeys: this.maxKeys, ...where };
    this.page = await withRetries(() => store.list(request, this.signal), this.signal, retries);
    this.at = 0;
    const last = this.page.objects.at(-1);
    this.last = last && Buffer.from(last.key);
  }
}
