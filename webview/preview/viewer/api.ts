import type {
  BytesView,
  Hemisphere,
  MapData,
  MeshData,
  SeedData,
  SeriesData,
  SurfacePreview,
  VolumeData,
  VolumePreview,
} from '../../../src/shared/preview';
import type { Triple, Place, VolumeLook, Viewpoint, PaintLook, Vertex } from './look';
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

export interface SurfaceEvents extends PainterEvents {
  readonly onVertex: (vertex: Vertex) => void;
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
  /** As a click on the middle of the picture, or on what is nearest beside it. */
  readonly chooseMiddle: () => void;
  /** As a click beside the last one, by shares of the picture; nothing where there is nothing. */
  readonly chooseNext: (right: number, down: number) => void;
  readonly mark: (vertex: Vertex | undefined) => void;
  readonly theme: (theme: Theme) => void;
  readonly dispose: () => void;
}
