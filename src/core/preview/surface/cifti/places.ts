import type { Hemisphere, Mesh } from '../../viewer';
import { verticesOf } from '../meshFile';
import { hemisphereOfStructure, withoutValues, type HemisphereValues } from '../painted';
import type { PlaceAxis } from './axis';

/** An index of an axis, and what it is called. */
export interface Place {
  readonly index: number;
  readonly name: string;
}

/** Where on the two hemispheres the indices of an axis are. */
export class Places {
  /** For each hemisphere: the index of the axis that a vertex belongs to, or -1. */
  private readonly indexOfVertex: ReadonlyMap<Hemisphere, Int32Array>;

  constructor(
    private readonly axis: PlaceAxis,
    private readonly meshes: readonly Mesh[],
  ) {
    this.indexOfVertex = new Map(
      meshes.map((mesh) => [mesh.hemisphere, indexByVertex(axis, mesh.hemisphere, verticesOf(mesh))]),
    );
  }

  at(hemisphere: Hemisphere, vertex: number): Place | undefined {
    const index = this.indexOfVertex.get(hemisphere)?.[vertex] ?? -1;
    return index < 0 ? undefined : { index, name: this.nameOf(index) };
  }

  /** The first index that is on a surface. */
  first(): Place | undefined {
    for (const indices of this.indexOfVertex.values()) {
      const index = indices.find((found) => found >= 0);
      if (index !== undefined) return { index, name: this.nameOf(index) };
    }
    return undefined;
  }

  /** One value an index of the axis, as values of the vertices. */
  spread(values: Float32Array): HemisphereValues {
    return this.meshes.map(({ hemisphere }) => {
      const indices = this.indexOfVertex.get(hemisphere) ?? new Int32Array();
      const onMesh = withoutValues(indices.length);
      indices.forEach((index, vertex) => {
        if (index >= 0) onMesh[vertex] = values[index] ?? NaN;
      });
      return { hemisphere, values: onMesh };
    });
  }

  private nameOf(index: number): string {
    if (this.axis.type === 'parcels') return this.axis.parcels[index]?.name ?? '';
    const model = this.axis.models.find(({ offset, count }) => index >= offset && index < offset + count);
    return model?.structure ?? '';
  }
}

function indexByVertex(axis: PlaceAxis, hemisphere: Hemisphere, vertices: number): Int32Array {
  const found = new Int32Array(vertices).fill(-1);
  const set = (structure: string, indices: Uint32Array, indexAt: (at: number) => number): void => {
    if (hemisphereOfStructure(structure) !== hemisphere) return;
    indices.forEach((vertex, at) => {
      found[vertex] = indexAt(at);
    });
  };
  if (axis.type === 'parcels') {
    axis.parcels.forEach(({ parts }, index) => {
      for (const { structure, indices } of parts) set(structure, indices, () => index);
    });
  } else {
    for (const { structure, surface, offset } of axis.models)
      if (surface) set(structure, surface.indices, (at) => offset + at);
  }
  return found;
}
