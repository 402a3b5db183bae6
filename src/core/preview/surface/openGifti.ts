import { Undrawable, type Fact, type Opened } from '../model';
import type { SurfaceViewer } from '../viewer';
import type { Side } from './companions';
import { floatsOf } from './gifti/giftiData';
import { hemisphereOf, hemisphereOfName, readGifti, type GiftiFile } from './gifti/giftiFile';
import { giftiFactsOf, isLabel, isMap, labelsFor, mapName } from './giftiMaps';
import { MAX_ARRAY_BYTES, MAX_WHOLE_FILE } from './limits';
import { giftiMesh, sideOf } from './meshFile';
import { openLongGifti } from './openLongGifti';
import { painted } from './painted';
import { bareSurface, paintedSurface } from './painting';
import { surfacePair } from './surfacePair';
import { SurfacesOn } from './surfacesOn';

/** A GIFTI file: a surface with the other hemisphere, or values on the subject's own surface. */
export async function openGifti(opened: Opened): Promise<SurfaceViewer> {
  const { source, signal } = opened;
  const isData = /\.(func|shape|label|time)\.gii$/i.test(source.path);
  if (isData && source.size > MAX_WHOLE_FILE) return openLongGifti(opened, surfacesBy(opened));
  // Files around it are looked for while it is read, as far as its name tells which.
  const surfaces = isData ? surfacesBy(opened) : undefined;
  const reading = readGifti(source, signal);
  const mesh = reading.then((file) => giftiMesh(file, source.path));
  const pair = isData ? undefined : surfacePair(opened, mesh);
  void Promise.allSettled([mesh, pair]);
  const file = await reading;
  const facts = giftiFactsOf(file, source.path);
  if (hasMesh(file)) return bareSurface(facts, await (pair ?? surfacePair(opened, mesh)));
  return onSurface(opened, file, facts, surfaces ?? surfacesBy(opened));
}

function surfacesBy(opened: Opened): SurfacesOn {
  const side = sideOf(hemisphereOfName(opened.source.path));
  const both: readonly Side[] = ['L', 'R'];
  return new SurfacesOn(opened, side ? [side] : both);
}

function hasMesh({ arrays }: GiftiFile): boolean {
  return arrays.some(({ head }) => head.intent === 'POINTSET');
}

async function onSurface(
  opened: Opened,
  file: GiftiFile,
  facts: readonly Fact[],
  surfaces: SurfacesOn,
): Promise<SurfaceViewer> {
  const [first] = file.arrays;
  if (!first) throw new Undrawable('noViewer', 'no data arrays');
  const vertices = first.head.dims[0] ?? 0;
  const hemisphere = hemisphereOf(file, opened.source.path);
  const meshes = await surfaces.matching(new Map([[hemisphere, vertices]]));
  if (meshes.length === 0) throw new Undrawable('noSurface', `no surface of ${String(vertices)} vertices`);
  const maps = file.arrays
    .filter(({ head }) => isMap(head, vertices))
    .map((array, index) => ({
      name: mapName(array, index),
      kind: isLabel(array.head) ? ('label' as const) : ('scalar' as const),
      cost: 0,
      paint: async () =>
        painted([{ hemisphere, values: await floatsOf(array) }], labelsFor(array.head, file.head.labels)),
    }));
  return paintedSurface({ facts, meshes, maps, ...seriesOf(file, vertices) });
}

/** The series of a vertex, of files whose arrays are points in time and fit into memory together. */
function seriesOf(file: GiftiFile, vertices: number) {
  const points = file.arrays.filter(({ head }) => isMap(head, vertices) && head.intent === 'TIME_SERIES');
  if (points.length < 2 || points.length * vertices * 4 > MAX_ARRAY_BYTES) return {};
  const step = Number(points[0]?.metadata.get('TimeStep'));
  const known = Number.isFinite(step) && step > 0;
  let decoded: Promise<readonly Float32Array[]> | undefined;
  return {
    series: {
      axis: { points: points.length, start: 0, step: known ? step : 1, unit: known ? 's' : '' },
      of: async (vertex: number) => {
        decoded ??= Promise.all(points.map(floatsOf));
        const values = Float32Array.from(await decoded, (point) => point[vertex] ?? NaN);
        return { name: '', values };
      },
    },
  };
}
