import type { ObjectEntry, ObjectStore } from '../../bucket/objectStore';
import { HcpError } from '../../errors';
import type { ByteSource, Neighbours } from '../byteSource';
import type { ByteCache } from './byteCache';
import { cachedSource } from './cachedSource';

/** Told how many bytes came from the bucket. */
type OnBytes = (count: number) => void;

/** An object of the bucket: ranged reads, each only of the object with this ETag. */
export function bucketSource(
  store: ObjectStore,
  { key, size, etag }: ObjectEntry,
  cache: ByteCache,
  onBytes?: OnBytes,
): ByteSource {
  const fetch = async (start: number, end: number, signal: AbortSignal): Promise<Uint8Array> => {
    const body = await store.read(key, { range: { start, end }, ifMatch: etag }, signal);
    const bytes = new Uint8Array(end - start);
    let at = 0;
    for await (const chunk of body.chunks) {
      bytes.set(chunk, at);
      at += chunk.byteLength;
    }
    return bytes;
  };
  return cachedSource({ path: key, size, version: etag, fetch }, cache, onBytes);
}

/** The objects of a folder, by one listing of all its pages. */
export type ListFolder = (prefix: string, signal: AbortSignal) => Promise<readonly ObjectEntry[]>;

/**
 * The objects around one. What is missing, or not allowed, is not there; other problems of the way are thrown.
 * @param list the window's listings, which are remembered
 */
export function bucketNeighbours(
  store: ObjectStore,
  cache: ByteCache,
  list: ListFolder,
  onBytes?: OnBytes,
): Neighbours {
  const inFolder = async (folder: string, signal: AbortSignal): Promise<readonly ObjectEntry[]> => {
    try {
      return await list(folder, signal);
    } catch (error) {
      if (HcpError.is(error, 'bucket.denied', 'bucket.notFound')) return [];
      throw error;
    }
  };
  return {
    open: async (path, signal) => {
      const folder = path.slice(0, path.lastIndexOf('/') + 1);
      const entry = (await inFolder(folder, signal)).find(({ key }) => key === path);
      return entry && bucketSource(store, entry, cache, onBytes);
    },
    names: async (folder, signal) =>
      (await inFolder(folder, signal))
        .map(({ key }) => key.slice(folder.length))
        .filter((name) => name !== ''),
  };
}
