import type { ObjectEntry, ObjectStore } from '../../core/bucket/objectStore';
import { HcpError, throwIfCancelled } from '../../core/errors';
import type { Listings } from '../explorer/listings';
import { parentPrefix } from '../explorer/nodes';

export type Found = { readonly kind: 'folder' } | { readonly kind: 'file'; readonly entry: ObjectEntry };

/** Finds and reads objects by key. A folder is a prefix with something below it. */
export class BucketFiles {
  constructor(
    private readonly store: ObjectStore,
    private readonly listings: Pick<Listings, 'peek' | 'all'>,
  ) {}

  /**
   * What is at the key, by the listings that are there already or else by asking the bucket.
   * @throws HcpError `bucket.notFound`, and the store's own.
   */
  async find(key: string, signal: AbortSignal): Promise<Found> {
    return this.known(key) ?? this.ask(key, signal);
  }

  /** Names below a folder; `key` is empty for the bucket itself. @throws the store's errors. */
  async names(key: string): Promise<readonly (readonly [name: string, kind: Found['kind']])[]> {
    const prefix = key === '' ? '' : `${key}/`;
    const { folders, files } = await this.listings.all(prefix);
    return [
      ...folders.map((folder) => [folder.slice(prefix.length, -1), 'folder'] as const),
      ...files.map((file) => [file.key.slice(prefix.length), 'file'] as const),
    ];
  }

  /** Up to `limit` bytes from the start. @throws HcpError `bucket.notFound`, and the store's own. */
  async start(key: string, limit: number, signal: AbortSignal): Promise<Uint8Array> {
    const { chunks } = await this.store.read(key, { range: { start: 0, end: limit } }, signal);
    return gather(chunks, signal);
  }

  /** The whole object. @throws HcpError `bucket.changed` when it is not the entry's any longer. */
  async whole({ key, etag, size }: ObjectEntry, signal: AbortSignal): Promise<Uint8Array> {
    if (size === 0) return new Uint8Array();
    const { chunks } = await this.store.read(key, { ifMatch: etag }, signal);
    return gather(chunks, signal);
  }

  private known(key: string): Found | undefined {
    if (key === '') return { kind: 'folder' };
    const listing = this.listings.peek(parentPrefix(key) ?? '');
    if (listing?.folders.includes(`${key}/`)) return { kind: 'folder' };
    const entry = listing?.files.find((file) => file.key === key);
    if (entry) return { kind: 'file', entry };
    return this.listings.peek(`${key}/`) && { kind: 'folder' };
  }

  /** A refused HEAD may mean a missing object, so its folder is asked; releases and subjects are folders. */
  private async ask(key: string, signal: AbortSignal): Promise<Found> {
    try {
      return { kind: 'file', entry: await this.store.head(key, signal) };
    } catch (error) {
      if (!HcpError.is(error, 'bucket.notFound', 'bucket.denied')) throw error;
    }
    const below = await this.store.list({ prefix: `${key}/`, delimiter: '/', maxKeys: 1 }, signal);
    if (below.objects.length + below.prefixes.length === 0) throw new HcpError('bucket.notFound');
    return { kind: 'folder' };
  }
}

async function gather(chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) {
    throwIfCancelled(signal);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
