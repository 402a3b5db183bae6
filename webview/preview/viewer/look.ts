import type { Hemisphere, LabelView } from '../../../src/shared/preview';

export type Triple = readonly [x: number, y: number, z: number];

/** Where the crosshair is. */
export interface Place {
  /** Millimetres. */
  readonly mm: Triple;
  /** Counted from 0. */
  readonly voxel: Triple;
  /** NaN where the file has no value. */
  readonly value: number;
}

export const layouts = ['multi', 'axial', 'coronal', 'sagittal', 'render'] as const;
export type Layout = (typeof layouts)[number];

export interface VolumeLook {
  readonly layout: Layout;
  readonly window: readonly [low: number, high: number];
  readonly colorMap: ColorMapName;
  /** 0 to 1. */
  readonly opacity: number;
  /** Of a label image: the colours of its values, instead of window and colour map. */
  readonly labels: readonly LabelView[] | undefined;
}

/** A vertex that was clicked. */
export interface Vertex {
  readonly hemisphere: Hemisphere;
  readonly index: number;
  /** Millimetres, as in the file. */
  readonly mm: Triple;
}

export const viewpoints = ['left', 'right', 'top', 'bottom', 'front', 'back'] as const;
export type Viewpoint = (typeof viewpoints)[number];

export interface PaintLook {
  readonly window: readonly [low: number, high: number];
  /** Nothing is painted where the value's magnitude is below. */
  readonly threshold: number;
  readonly colorMap: ColorMapName;
  readonly opacity: number;
}

export const colorMapNames = [
  'gray',
  'viridis',
  'inferno',
  'hot',
  'cool',
  'blueRed',
  'redYellow',
  'jet',
] as const;
export type ColorMapName = (typeof colorMapNames)[number];
