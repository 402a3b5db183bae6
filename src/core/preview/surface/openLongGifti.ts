import { Undrawable, type Opened } from '../model';
import type { SurfaceViewer } from '../viewer';
import { floatsOf } from './gifti/giftiData';
import { hemisphereOf } from './gifti/giftiFile';
import type { RawArray } from './gifti/giftiParser';
import { GiftiStream } from './gifti/giftiStream';
import { giftiFactsOf, isLabel, isMap, labelsFor } from './giftiMaps';
import { MAX_LISTED_MAPS } from './limits';
import { painted } from './painted';
import { paintedSurface } from './painting';
import type { SurfacesOn } from './surfacesOn';

/** A GIFTI file with more data than fits into memory, such as the native time series of a run: one map at a time. */
export async function openLongGifti(opened: Opened, surfaces: SurfacesOn): Promise<SurfaceViewer> {
  const { source, signal } = opened;
  const stream = new GiftiStream(source);
  const first = await stream.array(0, signal);
  const file = { head: stream.head ?? emptyHead, arrays: [first] };
  const vertices = first.head.dims[0] ?? 0;
  const hemisphere = hemisphereOf(file, source.path);
  const meshes = await surfaces.matching(new Map([[hemisphere, vertices]]));
  if (meshes.length === 0) throw new Undrawable('noSurface', `no surface of ${String(vertices)} vertices`);
  const paint = async (array: RawArray) => {
    if (!isMap(array.head, vertices)) throw new Undrawable('damaged', 'arrays of different dimensions');
    return painted([{ hemisphere, values: await floatsOf(array) }], labelsFor(array.head, file.head.labels));
  };
  const kind = isLabel(first.head) ? ('label' as const) : ('scalar' as const);
  return paintedSurface({
    facts: giftiFactsOf(file, source.path),
    meshes,
    maps: Array.from({ length: Math.min(MAX_LISTED_MAPS, file.head.arrays) }, (_, index) => ({
      name: `#${String(index + 1)}`,
      kind,
      cost: index === 0 ? 0 : stream.cost(index),
      paint: async (asked: AbortSignal) => paint(index === 0 ? first : await stream.array(index, asked)),
    })),
  });
}

const emptyHead = { arrays: 1, metadata: new Map<string, string>(), labels: [], heads: [] };
