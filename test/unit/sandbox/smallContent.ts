import { createHash } from 'node:crypto';
import type { Content, ContentObject } from '../../sandbox/content/catalog';

/** A bucket of a few objects in memory. */
export function smallContent(bodies: Readonly<Record<string, Uint8Array | string>>): Content {
  const files = new Map(Object.entries(bodies).map(([key, body]) => [key, Buffer.from(body)]));
  const keys = [...files.keys()].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
  const bodyOf = (key: string) => files.get(key) ?? Buffer.alloc(0);
  const objectOf = (key: string): ContentObject => ({
    key,
    size: bodyOf(key).length,
    lastModified: new Date('2017-03-01T12:00:00Z'),
  });
  return {
    seed: 'small',
    *objects(prefix, after) {
      for (const key of keys) if (key.startsWith(prefix) && comesAfter(key, after)) yield objectOf(key);
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

function comesAfter(key: string, after: string): boolean {
  return Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0;
}
