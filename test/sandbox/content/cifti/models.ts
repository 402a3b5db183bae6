import { MESH_VERTICES, type MeshName, type Side } from '../meshes';

/** Voxels of each structure in the 91,282 grayordinates of HCP. */
const SUBCORTICAL: readonly (readonly [string, number])[] = [
  ['ACCUMBENS_LEFT', 135], ['ACCUMBENS_RIGHT', 140], ['AMYGDALA_LEFT', 315], ['AMYGDALA_RIGHT', 332],
  ['BRAIN_STEM', 3472], ['CAUDATE_LEFT', 728], ['CAUDATE_RIGHT', 755], ['CEREBELLUM_LEFT', 8709],
  ['CEREBELLUM_RIGHT', 9144], ['DIENCEPHALON_VENTRAL_LEFT', 706], ['DIENCEPHALON_VENTRAL_RIGHT', 712],
  ['HIPPOCAMPUS_LEFT', 764], ['HIPPOCAMPUS_RIGHT', 795], ['PALLIDUM_LEFT', 297], ['PALLIDUM_RIGHT', 260],
  ['PUTAMEN_LEFT', 1060], ['PUTAMEN_RIGHT', 1010], ['THALAMUS_LEFT', 1288], ['THALAMUS_RIGHT', 1248],
]; // prettier-ignore
const VOXELS = SUBCORTICAL.reduce((sum, [, count]) => sum + count, 0);
/** Vertices of the 32k mesh outside the medial wall. */
export const CORTEX_32K = { left: 29_696, right: 29_716 } as const;
const VOLUME = `<Volume VolumeDimensions="91,109,91"><TransformationMatrixVoxelIndicesIJKtoXYZ MeterExponent="-3">-2 0 0 90 0 2 0 -126 0 0 2 -72 0 0 0 1</TransformationMatrixVoxelIndicesIJKtoXYZ></Volume>`;

/** Which brainordinates a dense file has: vertices of a mesh, left ones first, and perhaps the voxels of HCP. */
export interface DenseSpace {
  readonly mesh: MeshName;
  readonly vertices: Readonly<Record<Side, number>>;
  readonly withVoxels: boolean;
}

export function sizeOfSpace(space: DenseSpace): number {
  return space.vertices.left + space.vertices.right + (space.withVoxels ? VOXELS : 0);
}

/** The full space: all of the mesh, or the 91,282 grayordinates. */
export function fullSpace(mesh: MeshName, withVoxels: boolean): DenseSpace {
  return { mesh, withVoxels, vertices: withVoxels ? CORTEX_32K : MESH_VERTICES[mesh] };
}

/** The space with so many vertices less: the wall that is left out grows, on both sides alike. */
export function withoutVertices(space: DenseSpace, fewer: number): DenseSpace {
  const right = Math.floor(fewer / 2);
  const { vertices } = space;
  return { ...space, vertices: { left: vertices.left - (fewer - right), right: vertices.right - right } };
}

/** The length of `spaceXml`, without making it. */
export function spaceXmlLength(space: DenseSpace): number {
  const frames = spaceXmlParts(space, () => '').reduce((sum, part) => sum + part.length, 0);
  const voxels = space.withVoxels ? voxelTextsLength() : 0;
  return frames + indexLength(space.vertices.left) + indexLength(space.vertices.right) + voxels;
}

let voxelsLength: number | undefined;

/** The length of the texts of all structures' voxels: the same for every file. */
function voxelTextsLength(): number {
  voxelsLength ??= voxelText(0, VOXELS).length + 1 - SUBCORTICAL.length;
  return voxelsLength;
}

const made = new Map<string, Buffer>();
const KEPT = 4;

/** The brain models of a space. The last few are kept, because thousands of files share them. */
export function spaceXml(space: DenseSpace): Buffer {
  const name = JSON.stringify(space);
  const kept = made.get(name);
  if (kept !== undefined) return kept;
  const xml = Buffer.from(spaceXmlParts(space, indexText).join(''), 'latin1');
  made.set(name, xml);
  for (const key of made.keys()) if (made.size > KEPT) made.delete(key);
  return xml;
}

function spaceXmlParts(space: DenseSpace, indices: (count: number) => string): readonly string[] {
  const sides = (['left', 'right'] as const).map((side) => {
    const offset = side === 'left' ? 0 : space.vertices.left;
    const count = space.vertices[side];
    return `<BrainModel IndexOffset="${String(offset)}" IndexCount="${String(count)}" ModelType="CIFTI_MODEL_TYPE_SURFACE" BrainStructure="CIFTI_STRUCTURE_CORTEX_${side.toUpperCase()}" SurfaceNumberOfVertices="${String(MESH_VERTICES[space.mesh][side])}"><VertexIndices>${indices(count)}</VertexIndices></BrainModel>`;
  });
  if (!space.withVoxels) return sides;
  let first = 0;
  const structures = SUBCORTICAL.map(([structure, count]) => {
    const offset = space.vertices.left + space.vertices.right + first;
    const voxels = indices === indexText ? voxelText(first, count) : '';
    first += count;
    return `<BrainModel IndexOffset="${String(offset)}" IndexCount="${String(count)}" ModelType="CIFTI_MODEL_TYPE_VOXELS" BrainStructure="CIFTI_STRUCTURE_${structure}"><VoxelIndicesIJK>${voxels}</VoxelIndicesIJK></BrainModel>`;
  });
  return [VOLUME, ...sides, ...structures];
}

/** The numbers 0 to count - 1. */
function indexText(count: number): string {
  return Array.from({ length: count }, (_, index) => index).join(' ');
}

function indexLength(count: number): number {
  let length = Math.max(0, count - 1);
  for (let digits = 1, start = 0; start < count; digits++) {
    const end = Math.min(count, 10 ** digits);
    length += digits * (end - start);
    start = end;
  }
  return length;
}

/** Voxels in a box in the middle of the volume, so that each index has two digits. */
function voxelText(first: number, count: number): string {
  const [wide, deep] = [40, 40];
  return Array.from({ length: count }, (_, index) => {
    const at = first + index;
    const [i, j, k] = [at % wide, Math.floor(at / wide) % deep, Math.floor(at / (wide * deep))];
    return `${String(25 + i)} ${String(30 + j)} ${String(20 + k)}`;
  }).join('\n');
}
