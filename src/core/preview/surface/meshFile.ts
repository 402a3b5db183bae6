import type { ByteSource } from '../byteSource';
import { Undrawable } from '../model';
import type { Hemisphere, Mesh } from '../viewer';
import { nameOf } from './bytes';
import { hemisphereOf, meshOf, readGifti } from './gifti/giftiFile';

/** A surface without its shading. */
export type BareMesh = Pick<Mesh, 'hemisphere' | 'name' | 'positions' | 'triangles'>;

/** The surface that a file holds. */
export async function readMesh(source: ByteSource, signal: AbortSignal): Promise<BareMesh> {
  const gifti = await readGifti(source, signal);
  const mesh = await meshOf(gifti);
  if (!mesh) throw new Undrawable('notTheFormat', 'no POINTSET and TRIANGLE arrays');
  return { hemisphere: hemisphereOf(gifti, source.path), name: nameOf(source.path), ...mesh };
}

export function verticesOf(mesh: BareMesh): number {
  return mesh.positions.length / 3;
}

export function sideOf(hemisphere: Hemisphere): 'L' | 'R' | undefined {
  switch (hemisphere) {
    case 'left':
      return 'L';
    case 'right':
      return 'R';
    case 'other':
      return undefined;
  }
}
