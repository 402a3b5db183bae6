import type { Fact } from '../model';
import type { Hemisphere, Label } from '../viewer';
import { hemisphereOf, type GiftiFile } from './gifti/giftiFile';
import type { ArrayHead, RawArray } from './gifti/giftiParser';
import { giftiFacts } from './giftiFacts';

/** Facts of a file of which the tags of all arrays are known. */
export function giftiFactsOf(file: GiftiFile, path: string): readonly Fact[] {
  return giftiFacts(file.head, structureNames[hemisphereOf(file, path)]);
}

/** As GIFTI's metadata write it. */
const structureNames: Readonly<Record<Hemisphere, string | undefined>> = {
  left: 'CortexLeft',
  right: 'CortexRight',
  other: undefined,
};

/** One value a vertex. */
export function isMap({ dims, count }: ArrayHead, vertices: number): boolean {
  return dims[0] === vertices && count === vertices;
}

export function mapName({ metadata }: RawArray, index: number): string {
  return metadata.get('Name') ?? `#${String(index + 1)}`;
}

export function isLabel({ intent }: ArrayHead): boolean {
  return intent === 'LABEL';
}

export function labelsFor(head: ArrayHead, labels: readonly Label[]): readonly Label[] | undefined {
  return isLabel(head) ? labels : undefined;
}
