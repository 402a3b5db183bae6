import { createHash, randomBytes } from 'node:crypto';
import type { ContentObject } from '../sandbox/content/catalog';
import { smallContent } from '../unit/sandbox/smallContent';

const mebi = 1024 * 1024;
/** As the engine asks for them: nothing of a file is fetched in larger pieces than this. */
export const longestRequest = 16 * mebi;

/** Bytes of one object that left the server for one request. */
export interface Served {
  readonly key: string;
  readonly start: number;
  end: number;
}

/** About 300 MB, from empty to many parts, as a subject of HCP mixes them. */
function makeBodies(): Readonly<Record<string, Buffer>> {
  // Of one pattern, which does not fit into parts, blocks or pages: cheap to make, and bytes in a wrong place show.
  const pattern = randomBytes(1_000_003);
  const sizes = [
    ...Array.from({ length: 400 }, (_, index) => (index * 7_919) % 60_000),
    ...Array.from({ length: 30 }, (_, index) => 300_000 + index * 50_001),
    ...[15, 16, 17, 40, 70, 100].map((size) => size * mebi + 13),
  ];
  return Object.fromEntries(
    sizes.map((size, index) => {
      const body = Buffer.alloc(size, pattern);
      if (size > 8) body.writeUInt32LE(index);
      return [`HCP_1200/100307/MNINonLinear/${String(index % 7)}/file-${String(index)}`, body] as const;
    }),
  );
}

/** A bucket that keeps account of each byte that it has handed out. */
export function countingContent() {
  const bodies = makeBodies();
  const small = smallContent(bodies);
  const etags = new Map<string, string>();
  const served: Served[] = [];
  return {
    bodies,
    served,
    content: {
      ...small,
      // Of each second large file nobody tells the MD5, as for those that were uploaded in parts.
      etag: (object: ContentObject) => {
        const known = etags.get(object.key) ?? etagOf(object, bodies[object.key] ?? Buffer.alloc(0));
        etags.set(object.key, known);
        return Promise.resolve(known);
      },
      async *read({ key }: ContentObject, start: number, end: number) {
        const one: Served = { key, start, end: start };
        served.push(one);
        await Promise.resolve();
        for (let at = start; at < end; at += mebi / 4) {
          const piece = (bodies[key] ?? Buffer.alloc(0)).subarray(at, Math.min(at + mebi / 4, end));
          one.end = at + piece.length;
          yield piece;
        }
      },
    },
  };
}

function etagOf({ key, size }: ContentObject, body: Buffer): string {
  if (size > 16 * mebi && size % 2 === 0) return `${createHash('md5').update(key).digest('hex')}-9`;
  return createHash('md5').update(body).digest('hex');
}
