import { open, readdir, stat } from 'node:fs/promises';
import * as path from 'node:path';
import type { ObjectEntry, ObjectStore } from '../../core/bucket/objectStore';
import { HcpError } from '../../core/errors';
import type { ByteSource, Neighbours } from '../../core/preview/byteSource';
import type { BucketFiles } from '../files/bucketFiles';
import type { Place } from './place';

/** A file that can be read, and what is known of it beside its bytes. */
export interface Located {
  readonly source: ByteSource;
  readonly neighbours: Neighbours;
  readonly modified: Date;
}

export interface SourceDeps {
  readonly files: BucketFiles;
  readonly store: ObjectStore;
}

/** Finds the file; reads none of its bytes. @throws HcpError */
export async function locate(
  { files, store }: SourceDeps,
  place: Place,
  signal: AbortSignal,
): Promise<Located> {
  switch (place.kind) {
    case 'bucket': {
      const found = await files.find(place.path, signal);
      if (found.kind === 'folder') throw new HcpError('bucket.notFound');
      const source = objectSource(store, found.entry);
      return { source, neighbours: noNeighbours, modified: found.entry.lastModified };
    }
    case 'disk': {
      const { size, mtime } = await stat(place.path);
      return { source: diskSource(place.path, size, mtime), neighbours: noNeighbours, modified: mtime };
    }
  }
}

const noNeighbours: Neighbours = {
  open: () => Promise.resolve(undefined),
  names: (folder) => readdir(path.dirname(folder)).catch(() => []),
};

function objectSource(store: ObjectStore, { key, size, etag }: ObjectEntry): ByteSource {
  return {
    path: key,
    size,
    version: etag,
    read: async (start, end, signal) => {
      const body = await store.read(key, { range: { start, end }, ifMatch: etag }, signal);
      const parts: Uint8Array[] = [];
      for await (const chunk of body.chunks) parts.push(chunk);
      return Buffer.concat(parts);
    },
    stream: async function* (start, signal) {
      const body = await store.read(key, { range: { start, end: size }, ifMatch: etag }, signal);
      yield* body.chunks;
    },
  };
}

function diskSource(file: string, size: number, mtime: Date): ByteSource {
  const read = async (start: number, end: number): Promise<Uint8Array> => {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  };
  return {
    path: file,
    size,
    version: `${String(size)} ${String(mtime.getTime())}`,
    read,
    stream: async function* (start) {
      for (let at = start; at < size; at += 65536) yield await read(at, Math.min(size, at + 65536));
    },
  };
}
