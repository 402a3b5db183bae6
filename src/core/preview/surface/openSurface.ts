import { Undrawable, type Opened } from '../model';
import type { SurfaceViewer, TableViewer } from '../viewer';
import { describeSurface } from './describeSurface';
import { surfacePair } from './surfacePair';

/**
 * Opens a GIFTI, CIFTI or FreeSurfer file of surfaces or of values on them. A scalar data series (`.sdseries.nii`)
 * has no surface: it is a table. Surfaces and shading beside the file are read with it.
 */
export async function openSurface(opened: Opened): Promise<SurfaceViewer | TableViewer> {
  const [facts, meshes] = await Promise.all([describeSurface(opened), surfacePair(opened)]);
  return bareSurface(facts, meshes);
}

function bareSurface(
  facts: SurfaceViewer['facts'],
  meshes: Awaited<ReturnType<SurfaceViewer['meshes']>>,
): SurfaceViewer {
  return {
    kind: 'surface',
    facts,
    maps: [],
    firstMap: undefined,
    axis: undefined,
    meshes: () => Promise.resolve(meshes),
    map: () => Promise.reject(new Undrawable('noViewer', 'a bare surface has no maps')),
    series: () => Promise.reject(new Undrawable('noViewer', 'a bare surface has no series')),
  };
}
