import { createCipheriv, createHash } from 'node:crypto';

export interface TreeObject {
  readonly key: string;
  readonly size: number;
}

export const workIds = ['a', 'b', 'c'] as const;
export type WorkId = (typeof workIds)[number];

/** What each client downloads. */
export interface Work {
  readonly id: WorkId;
  readonly title: string;
  /** With its final slash. */
  readonly prefix: string;
  readonly objects: readonly TreeObject[];
  readonly bytes: number;
}

const works: Readonly<Record<WorkId, () => Work>> = {
  a: () => work('a', '1 object of 1 GiB', [{ key: 'one.nii.gz', size: 1024 ** 3 }]),
  b: () => work('b', '600 objects of 1 kB to 64 MB, 1.5 GB', subject(600, 1e3, 64e6, 1.5e9)),
  c: () =>
    work(
      'c',
      '10,000 objects of 4 kB',
      Array.from({ length: 10_000 }, (_, i) => ({ key: `${pad(i % 100, 2)}/${pad(i, 5)}.txt`, size: 4_096 })),
    ),
};

export function workOf(id: WorkId): Work {
  return works[id]();
}

/** The bytes of an object: they look random, and are the same in each run. */
export function bytesOf({ key, size }: TreeObject): Buffer {
  const name = createHash('md5').update(key).digest();
  return createCipheriv('aes-128-ctr', name, Buffer.alloc(16)).update(Buffer.alloc(size));
}

function work(id: WorkId, title: string, objects: readonly TreeObject[]): Work {
  const prefix = `HCP_1200/bench-${id}/`;
  return {
    id,
    title,
    prefix,
    objects: objects.map(({ key, size }) => ({ key: prefix + key, size })),
    bytes: objects.reduce((sum, { size }) => sum + size, 0),
  };
}

/** Sizes spread over a logarithmic scale, the small ones more often, so that they come to `total` together. */
function subject(count: number, smallest: number, largest: number, total: number): readonly TreeObject[] {
  const sizes = (bend: number) =>
    Array.from({ length: count }, (_, i) =>
      Math.round(smallest * (largest / smallest) ** (((i + 0.5) / count) ** bend)),
    );
  let [low, high] = [1, 8];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (sizes(middle).reduce((a, b) => a + b) > total) low = middle;
    else high = middle;
  }
  // In 20 folders, each with sizes from the whole scale.
  return sizes(high).map((size, i) => ({ key: `folder${pad(i % 20, 2)}/file${pad(i, 3)}.nii.gz`, size }));
}

function pad(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
