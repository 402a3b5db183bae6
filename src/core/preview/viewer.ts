import type { Fact } from './model';

/**
 * An opened file that can be shown. Each kind is made by one room: `openVolume`, `openSurface`, `openTable`,
 * `openLinks`, `openReadable`, all `(opened: Opened) => Promise<…Viewer>`. They read no more than what the
 * first picture needs. All methods reject with `Undrawable` or `HcpError`.
 */
export type Viewer = VolumeViewer | SurfaceViewer | TableViewer | LinksViewer | ReadableViewer;

/** A value of a label image or map. */
export interface Label {
  readonly value: number;
  readonly name: string;
  /** 0 to 255. */
  readonly color: readonly [red: number, green: number, blue: number, alpha: number];
}

/** The strength (s/mm²) and direction (unit vectors, or zero) of diffusion weighting, one a volume. */
export interface Diffusion {
  readonly bvals: readonly number[];
  readonly directions: readonly (readonly [number, number, number])[];
}

export interface VolumeViewer {
  readonly kind: 'volume';
  readonly facts: readonly Fact[];
  readonly volumes: number;
  /** Seconds from one volume to the next, where it is a time series. */
  readonly secondsPerVolume: number | undefined;
  readonly diffusion: Diffusion | undefined;
  /** Of a label image. */
  readonly labels: readonly Label[] | undefined;
  volume(index: number, signal: AbortSignal): Promise<VolumeImage>;
}

export interface VolumeImage {
  /** An uncompressed NIfTI-1 file (`.nii`, single file) with this one volume. */
  readonly nifti: Uint8Array;
  /** 2nd and 98th percentile of what is not zero and finite, in scaled values. */
  readonly window: readonly [low: number, high: number];
}

export type Hemisphere = 'left' | 'right' | 'other';

export interface Mesh {
  readonly hemisphere: Hemisphere;
  /** Name of the file that it is from. */
  readonly name: string;
  /** x y z per vertex, millimetres. */
  readonly positions: Float32Array;
  /** Three vertices per triangle; each is smaller than the number of vertices. */
  readonly triangles: Uint32Array;
  /** Per vertex, sulcal depth or curvature as it is in the file. */
  readonly shading: Float32Array | undefined;
}

export interface MapEntry {
  readonly name: string;
  readonly kind: 'scalar' | 'label';
  /** Bytes that must be read to paint it; 0 when they are there already. */
  readonly cost: number;
}

export interface PaintedMap {
  /** Per vertex of that hemisphere's mesh; NaN where the file has no value. */
  readonly values: readonly { readonly hemisphere: Hemisphere; readonly values: Float32Array }[];
  /** 2nd and 98th percentile of the finite values. */
  readonly window: readonly [low: number, high: number];
  readonly labels: readonly Label[] | undefined;
}

/** What the points of a series are: `start + n * step`, in `unit`. */
export interface SeriesAxis {
  readonly points: number;
  readonly start: number;
  readonly step: number;
  readonly unit: string;
}

export interface VertexSeries {
  /** The structure or the parcel. */
  readonly name: string;
  /** One a point; empty where the file has nothing for this vertex. */
  readonly values: Float32Array;
}

export interface SurfaceViewer {
  readonly kind: 'surface';
  readonly facts: readonly Fact[];
  /** Empty for a bare surface. */
  readonly maps: readonly MapEntry[];
  /** To paint at once; undefined when the person has to ask for it, because it is large. */
  readonly firstMap: number | undefined;
  /** What `series` gives for a vertex; undefined when there is none. */
  readonly axis: SeriesAxis | undefined;
  meshes(signal: AbortSignal): Promise<readonly Mesh[]>;
  map(index: number, signal: AbortSignal): Promise<PaintedMap>;
  series(hemisphere: Hemisphere, vertex: number, signal: AbortSignal): Promise<VertexSeries>;
  /** Of connectivity: the map of the vertex that was clicked, named; undefined where the file has nothing for it. */
  seedMap?(
    hemisphere: Hemisphere,
    vertex: number,
    signal: AbortSignal,
  ): Promise<{ readonly name: string; readonly map: PaintedMap } | undefined>;
}

export interface TableColumn {
  readonly name: string;
  /** As the format gives it, e.g. `mm`. */
  readonly unit?: string;
  /** Whether each cell is a number or empty. */
  readonly numeric: boolean;
}

/** What a group of lines or an axis is about: a closed list, so that whoever shows it has words for each. */
export type ChartWord =
  | 'translation'
  | 'rotation'
  | 'translationChange'
  | 'rotationChange'
  | 'displacement'
  | 'trigger'
  | 'respiration'
  | 'pulse'
  | 'signal'
  | 'percent'
  | 'values'
  | 'volume'
  | 'component'
  | 'frequency'
  | 'time'
  | 'row';

export type Chart =
  | {
      readonly kind: 'lines';
      /** Each group has an axis of its own. */
      readonly groups: readonly {
        readonly title: ChartWord;
        readonly unit: string;
        readonly columns: readonly number[];
      }[];
      /** `unit` is empty where points are counted. */
      readonly x: {
        readonly label: ChartWord;
        readonly unit: string;
        readonly start: number;
        readonly step: number;
      };
    }
  /** Column numbers; times in seconds. */
  | { readonly kind: 'events'; readonly onset: number; readonly duration: number; readonly amplitude: number }
  | { readonly kind: 'shells'; readonly diffusion: Diffusion }
  /** Column numbers; the value is the one to begin with. */
  | { readonly kind: 'bars'; readonly label: number; readonly value: number };

export interface TableViewer {
  readonly kind: 'table';
  readonly facts: readonly Fact[];
  readonly columns: readonly TableColumn[];
  /** Rows that were read. */
  readonly rows: number;
  /** False when the file has more than was read. */
  readonly complete: boolean;
  readonly chart: Chart | undefined;
  page(request: {
    readonly first: number;
    readonly count: number;
    readonly sort?: { readonly column: number; readonly descending: boolean } | undefined;
  }): readonly (readonly string[])[];
  /** NaN where a cell is no number. */
  column(index: number): Float64Array;
}

export interface LinksViewer {
  readonly kind: 'links';
  readonly facts: readonly Fact[];
  readonly groups: readonly {
    /** As the file says it. */
    readonly title: string;
    readonly links: readonly {
      readonly label: string;
      readonly detail: string;
      /** As `ByteSource.path`. */
      readonly path: string;
      readonly found: boolean;
    }[];
  }[];
}

export type PictureType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/bmp';

export interface ReadableViewer {
  readonly kind: 'readable';
  readonly facts: readonly Fact[];
  readonly content:
    | {
        readonly kind: 'text';
        readonly language: 'json' | 'xml' | 'plain';
        readonly text: string;
        readonly complete: boolean;
      }
    /** Untrusted. */
    | { readonly kind: 'html'; readonly html: string }
    | { readonly kind: 'picture'; readonly type: PictureType; readonly bytes: Uint8Array };
}
