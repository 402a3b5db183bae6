import { MESH_VERTICES } from '../meshes';

/** Parcels of the Yeo 2011 file that the MEG results use. */
export const PARCELS = 107;

let made: Buffer | undefined;

/** The parcels: neighbouring vertices of the 4k mesh, half of the parcels on each side. */
export function parcelsXml(): Buffer {
  made ??= Buffer.from(
    [surfaces(), ...Array.from({ length: PARCELS }, (_, index) => parcel(index))].join(''),
    'latin1',
  );
  return made;
}

function surfaces(): string {
  return (['left', 'right'] as const)
    .map(
      (side) =>
        `<Surface BrainStructure="${structure(side)}" SurfaceNumberOfVertices="${String(MESH_VERTICES['4k'][side])}"/>`,
    )
    .join('');
}

function structure(side: 'left' | 'right'): string {
  return `CIFTI_STRUCTURE_CORTEX_${side.toUpperCase()}`;
}

function parcel(index: number): string {
  const onLeft = Math.ceil(PARCELS / 2);
  const [side, place, of] =
    index < onLeft
      ? (['left', index, onLeft] as const)
      : (['right', index - onLeft, PARCELS - onLeft] as const);
  const vertices = MESH_VERTICES['4k'][side];
  const [start, end] = [Math.floor((place * vertices) / of), Math.floor(((place + 1) * vertices) / of)];
  const indices = Array.from({ length: end - start }, (_, at) => start + at).join(' ');
  return `<Parcel Name="N${String(index + 1)}"><Vertices BrainStructure="${structure(side)}">${indices}</Vertices></Parcel>`;
}
