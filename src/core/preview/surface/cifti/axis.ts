import type { Label, SeriesAxis } from '../../viewer';

/** What the rows or the columns of a CIFTI matrix are. */
export type Axis = BrainModelAxis | ParcelAxis | SeriesOfPoints | ScalarAxis | LabelAxis;
/** Axes that have a place in the brain. */
export type PlaceAxis = BrainModelAxis | ParcelAxis;

export interface BrainModelAxis {
  readonly type: 'brainModels';
  readonly length: number;
  readonly models: readonly BrainModel[];
}

/** A run of indices that are vertices of a surface, or voxels. */
export interface BrainModel {
  /** Without `CIFTI_STRUCTURE_`, e.g. `CORTEX_LEFT`. */
  readonly structure: string;
  readonly offset: number;
  readonly count: number;
  readonly surface:
    | {
        /** Of the whole surface. */
        readonly vertices: number;
        /** The vertex of each index. */
        readonly indices: Uint32Array;
      }
    | undefined;
}

export interface ParcelAxis {
  readonly type: 'parcels';
  readonly length: number;
  readonly parcels: readonly Parcel[];
  /** Vertices of the surfaces that the parcels are on, by structure. */
  readonly surfaces: ReadonlyMap<string, number>;
}

export interface Parcel {
  readonly name: string;
  readonly parts: readonly { readonly structure: string; readonly indices: Uint32Array }[];
}

export interface SeriesOfPoints {
  readonly type: 'series';
  readonly length: number;
  readonly series: SeriesAxis;
}

export interface ScalarAxis {
  readonly type: 'scalars';
  readonly length: number;
  readonly names: readonly string[];
}

export interface LabelAxis {
  readonly type: 'labels';
  readonly length: number;
  readonly maps: readonly { readonly name: string; readonly labels: readonly Label[] }[];
}

export function isPlace(axis: Axis): axis is PlaceAxis {
  return axis.type === 'brainModels' || axis.type === 'parcels';
}

/** How many vertices the surfaces have that an axis is on, by structure. */
export function surfacesOf(axis: PlaceAxis): ReadonlyMap<string, number> {
  if (axis.type === 'parcels') return axis.surfaces;
  return new Map(
    axis.models.flatMap(({ structure, surface }) =>
      surface ? [[structure, surface.vertices] as const] : [],
    ),
  );
}
