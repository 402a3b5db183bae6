import type {
  BytesView,
  Hemisphere,
  LabelView,
  MapData,
  MeshData,
  SeedData,
  SeriesData,
  SurfacePreview,
  VolumeData,
  VolumePreview,
} from '../../../src/shared/preview';
import type { ViewerStrings } from './strings';

/**
 * `VolumeView` and `SurfaceView` are React components of the page's own bundle; they take the props below. What
 * they draw with is the bundle `viewer.js`, which sets `window.hcpViewer`. They ask for it by `loadPainters` only
 * where the machine can run it.
 */
interface ImageProps {
  readonly strings: ViewerStrings;
  /** Language tag for numbers, e.g. `de`. */
  readonly language: string;
  /** Adds the script to the page, once, and gives `window.hcpViewer` when it has run. */
  readonly loadPainters: () => Promise<Painters>;
  /** What has been read so far, to show while something is loading. */
  readonly bytes: BytesView | undefined;
  /** After each first picture: `volume`, `volume 2D`, `surface`, or `none` with the problem (`webgl`, or a message). */
  readonly onDrawn: (what: string, problem?: string) => void;
}

export interface VolumeProps extends ImageProps {
  readonly preview: VolumePreview;
  /** @throws RequestFailure */
  readonly requestVolume: (index: number, signal: AbortSignal) => Promise<VolumeData>;
  /** Called with the volume that is shown, counted from 0. */
  readonly onVolume?: (index: number) => void;
}

export interface SurfaceProps extends ImageProps {
  readonly preview: SurfacePreview;
  /** @throws RequestFailure */
  readonly requestMeshes: (signal: AbortSignal) => Promise<readonly MeshData[]>;
  /** @throws RequestFailure */
  readonly requestMap: (index: number, signal: AbortSignal) => Promise<MapData>;
  /** Asked only where the preview has a `series`. @throws RequestFailure */
  readonly requestSeries: (
    hemisphere: Hemisphere,
    vertex: number,
    signal: AbortSignal,
  ) => Promise<SeriesData>;
  /**
   * Of connectivity only: the map of a clicked vertex; undefined where the file has nothing for it.
   * @throws RequestFailure
   */
  readonly requestSeed?: (
    hemisphere: Hemisphere,
    vertex: number,
    signal: AbortSignal,
  ) => Promise<SeedData | undefined>;
}

/** What `viewer.js` sets as `window.hcpViewer`. */
export interface Painters {
  /** @throws Error when the context can't be made. */
  readonly volume: (canvas: HTMLCanvasElement, events: VolumeEvents) => Promise<VolumePainter>;
  /** @throws Error when the context can't be made. */
  readonly surface: (canvas: HTMLCanvasElement, events: SurfaceEvents) => Promise<SurfacePainter>;
}

declare global {
  interface Window {
    hcpViewer?: Painters;
  }
}

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

/** Colour of the editor's theme, 0 to 255. */
export interface Theme {
  readonly background: Triple;
}

interface PainterEvents {
  /** The graphics context was taken away; the painter can only be disposed of. */
  readonly onLost: () => void;
}

export interface VolumeEvents extends PainterEvents {
  readonly onPlace: (place: Place) => void;
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

export interface VolumePainter {
  /** Shows another volume, at the place where the crosshair is. */
  readonly show: (nifti: ArrayBuffer, look: VolumeLook) => Promise<void>;
  readonly look: (look: VolumeLook) => void;
  /** Moves the crosshair by voxels along right, front and top. */
  readonly step: (by: Triple) => void;
  readonly theme: (theme: Theme) => void;
  /** Frees the graphics context and the memory. */
  readonly dispose: () => void;
}

/** A vertex that was clicked. */
export interface Vertex {
  readonly hemisphere: Hemisphere;
  readonly index: number;
  /** Millimetres, as in the file. */
  readonly mm: Triple;
}

export interface SurfaceEvents extends PainterEvents {
  readonly onVertex: (vertex: Vertex) => void;
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

export interface SurfacePainter {
  readonly show: (meshes: readonly MeshData[]) => void;
  /** Undefined takes the paint away. */
  readonly paint: (map: MapData | undefined, look: PaintLook) => void;
  readonly view: (from: Viewpoint) => void;
  /** Degrees. */
  readonly turn: (right: number, up: number) => void;
  /** Above 1 is nearer. */
  readonly zoom: (factor: number) => void;
  readonly mark: (vertex: Vertex | undefined) => void;
  readonly theme: (theme: Theme) => void;
  readonly dispose: () => void;
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
