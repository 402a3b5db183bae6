import { createHash } from 'node:crypto';
import type { Content, ContentObject } from '../sandbox/content/catalog';

/** A made object; its ETag is the MD5 of its body unless that would take long to work out. */
export interface MadeObject {
  readonly key: string;
  readonly size: number;
}

// More than a slow body sends at a time, so that it has the speed that was asked for.
const blockSize = 1024 * 1024;
const md5UpTo = 64 * 1024 * 1024;
const lastModified = new Date('2017-03-01T12:00:00Z');

/** The body of an object from `start` to `end`: each block tells the key and its own number. */
export function* bodyOf(key: string, start: number, end: number): Generator<Buffer> {
  const seed = createHash('sha256').update(key).digest();
  const block = Buffer.alloc(Math.min(blockSize, end), seed);
  for (let index = Math.floor(start / blockSize); index * blockSize < end; index++) {
    if (block.length >= 6) block.writeUIntBE(index, 0, 6);
    const first = Math.max(0, start - index * blockSize);
    const last = Math.min(blockSize, end - index * blockSize);
    yield Buffer.from(block.subarray(first, last));
  }
}

export function md5Of({ key, size }: MadeObject): string {
  const hash = createHash('md5');
  for (const block of bodyOf(key, 0, size)) hash.update(block);
  return hash.digest('hex');
}

/** A bucket of made objects. */
export function madeContent(objects: readonly MadeObject[]): Content {
  const sorted = [...objects].sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  const byKey = new Map(sorted.map((object) => [object.key, object]));
  const etags = new Map<string, string>();
  const etagOf = (object: MadeObject) =>
    object.size > md5UpTo ? `${createHash('md5').update(object.key).digest('hex')}-9` : md5Of(object);
  const full = ({ key, size }: MadeObject): ContentObject => ({ key, size, lastModified });
  return {
    seed: 'made',
    *objects(prefix, after) {
      const from = Buffer.from(after);
      for (const object of sorted) {
        if (object.key.startsWith(prefix) && Buffer.compare(Buffer.from(object.key), from) > 0)
          yield full(object);
      }
    },
    find: (key) => {
      const object = byKey.get(key);
      return object && full(object);
    },
    async *read({ key }, start, end) {
      await Promise.resolve();
      yield* bodyOf(key, start, end);
    },
    etag: ({ key, size }) => {
      const etag = etags.get(key) ?? etagOf({ key, size });
      etags.set(key, etag);
      return Promise.resolve(etag);
    },
    close: () => Promise.resolve(),
  };
}

/** A bucket of so many files below one prefix, a thousand in each folder, made as they are listed. */
export function countlessContent(prefix: string, count: number): Content {
  const inFolder = 1_000;
  const width = 8;
  const numbered = (value: number) => String(value).padStart(width, '0');
  const keyAt = (index: number) => `${prefix}${numbered(Math.floor(index / inFolder))}/${numbered(index)}.gz`;
  const object = (key: string): ContentObject => ({ key, size: 1_000, lastModified });
  const firstAfter = (after: string) => {
    if (after < prefix) return 0;
    return Number(after.slice(keyAt(0).length - '.gz'.length - width).slice(0, width)) + 1;
  };
  return {
    seed: 'countless',
    *objects(asked, after) {
      for (let index = firstAfter(after); index < count; index++) {
        const key = keyAt(index);
        if (key.startsWith(asked)) yield object(key);
      }
    },
    find: (key) => (key.startsWith(prefix) ? object(key) : undefined),
    async *read({ key }, start, end) {
      await Promise.resolve();
      yield* bodyOf(key, start, end);
    },
    etag: () => Promise.resolve('e'.repeat(32)),
    close: () => Promise.resolve(),
  };
}
