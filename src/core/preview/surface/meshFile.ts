import type { ByteSource } from '../byteSource';
import { Undrawable } from '../model';
import type { Hemisphere, Mesh } from '../viewer';
import { nameOf, readWhole } from './bytes';
import { freesurferFile, isFreesurfer } from './freesurfer/freesurferFile';
import { hemisphereOf, hemisphereOfName, meshOf, parseGifti, type GiftiFile } from './gifti/giftiFile';

/** A surface without its shading. */
export type BareMesh = Pick<Mesh, 'hemisphere' | 'name' | 'positions' | 'triangles'>;

/** The surface that a GIFTI or FreeSurfer file holds. */
export async function readMesh(source: ByteSource, signal: AbortSignal): Promise<BareMesh> {
  const bytes = await readWhole(source, signal);
  if (!isFreesurfer(bytes)) return giftiMesh(parseGifti(bytes), source.path);
  const file = freesurferFile(bytes);
  if (file.kind !== 'mesh') throw new Undrawable('notTheFormat', 'values, not a surface');
  return bareMesh(source.path, hemisphereOfName(source.path), file);
}

export async function giftiMesh(gifti: GiftiFile, path: string): Promise<BareMesh> {
  const mesh = await meshOf(gifti);
  if (!mesh) throw new Undrawable('notTheFormat', 'no POINTSET and TRIANGLE arrays');
  return bareMesh(path, hemisphereOf(gifti, path), mesh);
}

export function bareMesh(
  path: string,
  hemisphere: Hemisphere,
  { positions, triangles }: Pick<Mesh, 'positions' | 'triangles'>,
): BareMesh {
  return { hemisphere, name: nameOf(path), positions, triangles };
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
