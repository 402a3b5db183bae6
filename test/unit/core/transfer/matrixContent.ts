import type { ContentObject } from '../../../sandbox/content/catalog';
import type { FaultRule } from '../../../sandbox/faults';
import { smallContent } from '../../sandbox/smallContent';
import { md5, someBytes } from './support';

const mebi = 1024 * 1024;

/** One body for each way that the engine takes. */
export const sizeClasses: Readonly<Record<string, Buffer>> = {
  empty: Buffer.alloc(0),
  oneByte: someBytes(1),
  gathered: someBytes(100_003),
  onePart: someBytes(1_000_003),
  manyParts: someBytes(17 * mebi + 1),
};

/** Who tells the MD5 of a file. */
export const checks = ['md5Etag', 'md5Manifest', 'sizeOnly'] as const;
export type Check = (typeof checks)[number];

type FaultOf<Rule> = Rule extends FaultRule
  ? Omit<Rule, 'server' | 'pattern' | 'times' | 'operation'>
  : never;
export type Fault = FaultOf<FaultRule>;

/** Faults that one answer can meet. Those that only make it slow are no reason for a failure. */
export const faults: readonly { readonly fault: Fault; readonly slow?: true }[] = [
  { fault: { kind: 'dropAfter', bytes: 0 } },
  { fault: { kind: 'dropAfter', bytes: 1 } },
  { fault: { kind: 'dropAfter', bytes: 700_000 } },
  { fault: { kind: 'stallAfter', bytes: 0 } },
  { fault: { kind: 'stallAfter', bytes: 700_000 } },
  { fault: { kind: 'status500' } },
  { fault: { kind: 'slowDown503' } },
  { fault: { kind: 'wrongLength', length: 'long' } },
  { fault: { kind: 'wrongLength', length: 'short' } },
  { fault: { kind: 'changedEtag' } },
  { fault: { kind: 'down' } },
  { fault: { kind: 'drip', bytesPerSecond: 20_000_000 }, slow: true },
  { fault: { kind: 'delay', milliseconds: 200 }, slow: true },
];

export const nameOf = (fault: Fault) =>
  Object.values(fault)
    .map((value) => String(value))
    .join(' ');

export interface Cell {
  readonly key: string;
  readonly size: string;
  readonly check: Check;
  readonly body: Buffer;
}

/** The folder of the n-th fault: a subject of its own. */
export const folderOf = (index: number) => `HCP_1200/${String(100_001 + index)}/`;

export function cellsOf(index: number): readonly Cell[] {
  return checks.flatMap((check) =>
    Object.entries(sizeClasses).map(([size, body]) => ({
      key: `${folderOf(index)}T1w/${check}-${size}`,
      size,
      check,
      body,
    })),
  );
}

/** A bucket that holds every cell for each fault, with HCP's manifests for those that are checked by them. */
export function matrixContent() {
  const bodies: Record<string, Buffer> = {};
  const composite = new Set<string>();
  for (const index of faults.keys()) {
    const cells = cellsOf(index);
    for (const { key, check, body } of cells) {
      bodies[key] = body;
      if (check !== 'md5Etag') composite.add(key);
    }
    const listed = cells.filter(({ check }) => check === 'md5Manifest');
    const Includes = listed.map(({ key, body }) => ({ URI: key, Checksum: md5(body) }));
    const subject = folderOf(index).split('/')[1] ?? '';
    bodies[`${folderOf(index)}.xdlm/${subject}_3T_Structural_preproc.json`] = Buffer.from(
      JSON.stringify({ DownloadManifest: { Includes } }),
    );
  }
  const content = smallContent(bodies);
  return {
    ...content,
    // In pieces as they come from a fast disk.
    async *read({ key }: ContentObject, start: number, end: number) {
      const body = bodies[key] ?? Buffer.alloc(0);
      await Promise.resolve();
      for (let at = start; at < end; at += mebi) yield body.subarray(at, Math.min(at + mebi, end));
    },
    etag: async (object: ContentObject) =>
      composite.has(object.key) ? `${md5(object.key)}-2` : content.etag(object),
  };
}
