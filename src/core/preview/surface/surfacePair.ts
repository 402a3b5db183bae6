import type { ByteSource } from '../byteSource';
import type { Opened } from '../model';
import type { Mesh } from '../viewer';
import { otherSideOf } from './companions';
import { hemisphereOfName } from './gifti/giftiFile';
import { readMesh, verticesOf, type BareMesh } from './meshFile';
import { optional } from './neighbours';
import { Shadings } from './shading';
import { sideBySide } from './sideBySide';

/** A surface with its shading and, when it is there, the other hemisphere with its own, side by side. */
export async function surfacePair(opened: Opened, reading: Promise<BareMesh>): Promise<readonly Mesh[]> {
  const { source, neighbours, signal } = opened;
  const shadings = new Shadings(neighbours, signal);
  const otherPath = otherSideOf(source.path);
  const [own, other] = await Promise.all([
    shaded(source, reading, shadings),
    otherPath === undefined
      ? undefined
      : optional(async () => {
          const found = await neighbours.open(otherPath, signal);
          return found && (await shaded(found, readMesh(found, signal), shadings));
        }),
  ]);
  return sideBySide(other && other.hemisphere !== own.hemisphere ? [own, other] : [own]);
}

/** Reads the shading while the mesh is on its way, as the name tells which it must be. */
export async function shaded(
  source: ByteSource,
  reading: Promise<BareMesh>,
  shadings: Shadings,
): Promise<Mesh> {
  const [mesh, shading] = await Promise.all([
    reading,
    optional(() => shadings.of(source.path, hemisphereOfName(source.path))),
  ]);
  return { ...mesh, shading: shading?.length === verticesOf(mesh) ? shading : undefined };
}
