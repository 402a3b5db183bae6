import { createHash } from 'node:crypto';
import type { Content, ContentObject } from '../../sandbox/content/catalog';

/** A bucket of a few objects in memory. */
export function smallContent(bodies: Readonly<Record<string, Uint8Array | string>>): Content {
  const files = new Map(Object.entries(bodies).map(([key, body]) => [key, Buffer.from(body)]));
  const entries = [...files.keys()].map((key) => ({ key, bytes: Buffer.from(key) }));
  entries.sort((left, right) => Buffer.compare(left.bytes, right.bytes));
  const bodyOf = (key: string) => files.get(key) ?? Buffer.alloc(0);
  const objectOf = (key: string): ContentObject => ({
    key,
    size: bodyOf(key).length,
    lastModified: new Date('2017-03-01T12:00:00Z'),
  });
  return {
    seed: 'small',
    *objects(prefix, after) {
      for (let index = firstAfter(entries, Buffer.from(after)); index < entries.length; index++) {
        const key = entries[index]!.key;
        if (key.startsWith(prefix)) yield objectOf(key);
      }
    },
    find: (key) => (files.has(key) ? objectOf(key) : undefined),
    async *read({ key }, start, end) {
      await Promise.resolve();
      for (let at = start; at < end; at += chunkSize) {
        yield bodyOf(key).subarray(at, Math.min(at + chunkSize, end));
      }
    },
    etag: ({ key }) => Promise.resolve(md5(bodyOf(key))),
    close: () => Promise.resolve(),
  };
}

const chunkSize = 16 * 1024;

export function md5(body: Uint8Array): string {
  return createHash('md5').update(body).digest('hex');
}

function firstAfter(entries: readonly { readonly bytes: Buffer }[], after: Buffer): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Buffer.compare(entries[middle]!.bytes, after) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
