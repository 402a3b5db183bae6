import { Undrawable, type Fact } from '../model';
import type { MapEntry, Mesh, PaintedMap, SeriesAxis, SurfaceViewer, VertexSeries } from '../viewer';

/** A surface with nothing painted on it. */
export function bareSurface(facts: readonly Fact[], meshes: readonly Mesh[]): SurfaceViewer {
  return paintedSurface({ facts, meshes, maps: [] });
}

/** Surfaces and maps that can be had in any order. The first map is painted at once. */
export function paintedSurface(parts: {
  readonly facts: readonly Fact[];
  readonly meshes: readonly Mesh[];
  readonly maps: readonly (MapEntry & { readonly paint: (signal: AbortSignal) => Promise<PaintedMap> })[];
  readonly series?: {
    readonly axis: SeriesAxis;
    readonly of: (vertex: number, signal: AbortSignal) => Promise<VertexSeries>;
  };
}): SurfaceViewer {
  const { facts, meshes, maps, series } = parts;
  return {
    kind: 'surface',
    facts,
    maps: maps.map(({ name, kind, cost }) => ({ name, kind, cost })),
    firstMap: maps.length > 0 ? 0 : undefined,
    axis: series?.axis,
    meshes: () => Promise.resolve(meshes),
    map: async (index, signal) => {
      const map = maps[index];
      if (!map) throw new Undrawable('damaged', `map ${String(index)} of ${String(maps.length)}`);
      return map.paint(signal);
    },
    series: async (hemisphere, vertex, signal) => {
      if (!series || !meshes.some((mesh) => mesh.hemisphere === hemisphere))
        return { name: '', values: new Float32Array() };
      return series.of(vertex, signal);
    },
  };
}
