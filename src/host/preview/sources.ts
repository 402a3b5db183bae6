import { stat } from 'node:fs/promises';
import type { ObjectStore } from '../../core/bucket/objectStore';
import { HcpError } from '../../core/errors';
import { bucketNeighbours, bucketSource } from '../../core/preview/bytes/bucketSource';
import type { ByteCache } from '../../core/preview/bytes/byteCache';
import { fileNeighbours, fileSource } from '../../core/preview/bytes/fileSource';
import type { ByteSource, Neighbours } from '../../core/preview/byteSource';
import type { Listings } from '../explorer/listings';
import type { BucketFiles } from '../files/bucketFiles';
import type { Place } from './place';

/** A file that can be read, and what is known of it beside its bytes. */
export interface Located {
  readonly source: ByteSource;
  readonly neighbours: Neighbours;
  readonly modified: Date;
}

/** Told how many bytes of the shown file came over the line. */
export type OnBytes = (count: number) => void;

/** Finds a file; reads none of its bytes. @throws HcpError */
export type Locate = (place: Place, onBytes: OnBytes, signal: AbortSignal) => Promise<Located>;

export interface LocateDeps {
  readonly files: BucketFiles;
  readonly store: ObjectStore;
  readonly listings: Pick<Listings, 'all'>;
  readonly cache: ByteCache;
}

export function createLocate({ files, store, listings, cache }: LocateDeps): Locate {
  return async (place, onBytes, signal) => {
    switch (place.kind) {
      case 'bucket': {
        const found = await files.find(place.path, signal);
        if (found.kind === 'folder') throw new HcpError('bucket.notFound');
        const list = async (prefix: string) => (await listings.all(prefix)).files;
        return {
          source: bucketSource(store, found.entry, cache, onBytes),
          neighbours: bucketNeighbours(store, cache, list),
          modified: found.entry.lastModified,
        };
      }
      case 'disk':
        return locateOnDisk(place.path);
    }
  };
}

async function locateOnDisk(path: string): Promise<Located> {
  try {
    const [source, { mtime }] = await Promise.all([fileSource(path), stat(path)]);
    return { source, neighbours: fileNeighbours, modified: mtime };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'stat';
    throw new HcpError('disk.failed', { reason }, { cause: error });
  }
}
