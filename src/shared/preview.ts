/**
 * What the host and the preview's webview say to each other. The webview asks, the host replies with the same
 * id; large numbers travel as ArrayBuffers, little-endian. Nothing here ever carries a secret.
 */

/** One line of the card, worded for the person. */
export interface FactView {
  /** Names the fact for tests and styles, e.g. `dimensions`. */
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

/** The header card: what the file is, and what its first bytes tell. */
export interface CardView {
  readonly name: string;
  /** Key or path. */
  readonly path: string;
  readonly kind: string;
  /** What is told in one line. */
  readonly short: string;
  readonly facts: readonly FactView[];
  /** Whether it is an object of the bucket, which can be downloaded. */
  readonly remote: boolean;
  /** Whether an editor can show it as text: small, and no binary kind. */
  readonly text: boolean;
}

/** Bytes read for this preview, and of the file; with the same in words (`9 MB`). */
export interface BytesView {
  readonly read: number;
  readonly total: number;
  readonly readWords: string;
  readonly totalWords: string;
}

/** The strength and direction of diffusion weighting of each volume. */
export interface DiffusionView {
  /** s/mm², one a volume. */
  readonly bvals: readonly number[];
  /** Unit vectors (or zero), one a volume. */
  readonly directions: readonly (readonly [number, number, number])[];
}

/** A value of a label image or map. */
export interface LabelView {
  readonly value: number;
  readonly name: string;
  /** 0 to 255. */
  readonly color: readonly [red: number, green: number, blue: number, alpha: number];
}

export interface VolumePreview {
  readonly kind: 'volume';
  /** How many volumes the file holds along its fourth axis. */
  readonly volumes: number;
  /** Seconds from one to the next, where it is a time series. */
  readonly secondsPerVolume?: number;
  readonly diffusion?: DiffusionView;
  /** Of a label image. */
  readonly labels?: readonly LabelView[];
}

/** One volume, whole, in a form that every reader of NIfTI knows. */
export interface VolumeData {
  readonly index: number;
  /** An uncompressed NIfTI-1 file (`.nii`, single file) with this one volume. */
  readonly nifti: ArrayBuffer;
  /** For the first window: 2nd and 98th percentile of what is not zero, in scaled values. */
  readonly window: readonly [low: number, high: number];
}

export interface MapView {
  readonly index: number;
  readonly name: string;
  readonly kind: 'scalar' | 'label';
  /** Bytes that must be read to paint it; 0 when they are there already. */
  readonly cost: number;
}

/** Surfaces, with or without something painted on them. */
export interface SurfacePreview {
  readonly kind: 'surface';
  /** What can be painted; empty for a bare surface. The index counts. */
  readonly maps: readonly MapView[];
  /** The map to paint at once; undefined when the person has to ask for it because it is large. */
  readonly firstMap?: number;
  /** Of a dense or parcellated series: what a clicked vertex shows. */
  readonly series?: {
    readonly points: number;
    readonly start: number;
    readonly step: number;
    readonly unit: string;
  };
  /** Of connectivity: whether a clicked vertex has a map of its own. */
  readonly seeds: boolean;
}

export type Hemisphere = 'left' | 'right' | 'other';

export interface MeshData {
  readonly hemisphere: Hemisphere;
  readonly name: string;
  /** Float32, x y z per vertex, millimetres. */
  readonly positions: ArrayBuffer;
  /** Uint32, three per triangle. */
  readonly triangles: ArrayBuffer;
  /** Float32 per vertex: sulcal depth or curvature, as it is in the file; undefined when there is none. */
  readonly shading?: ArrayBuffer;
}

export interface MapData {
  readonly index: number;
  /** Float32 per vertex of that hemisphere's mesh; NaN where the file has no value. */
  readonly values: readonly { readonly hemisphere: Hemisphere; readonly values: ArrayBuffer }[];
  /** 2nd and 98th percentile of the finite values. */
  readonly window: readonly [low: number, high: number];
  readonly labels?: readonly LabelView[];
}

export interface SeriesData {
  readonly hemisphere: Hemisphere;
  readonly vertex: number;
  /** E.g. the structure, or the name of the parcel. */
  readonly name: string;
  /** Float32, one a point; empty where the file has nothing for this vertex. */
  readonly values: ArrayBuffer;
}

/** The map of a clicked vertex. */
export interface SeedData {
  readonly name: string;
  /** Its index is none of the file's maps. */
  readonly map: MapData;
}

/** A table of numbers or words, and the chart that fits it. */
export interface TablePreview {
  readonly kind: 'table';
  readonly columns: readonly {
    readonly name: string;
    /** As the format gives it, e.g. `mm`. */
    readonly unit?: string;
    readonly numeric: boolean;
  }[];
  /** Rows that were read; the file may have more. */
  readonly rows: number;
  readonly complete: boolean;
  readonly chart?: ChartView;
}

/** What a group of lines or an axis is about; `TableStrings` has words for each. */
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

export type ChartView =
  | {
      readonly kind: 'lines';
      /** Each group has an axis of its own. */
      readonly groups: readonly {
        readonly title: ChartWord;
        readonly unit: string;
        readonly columns: readonly number[];
      }[];
      readonly x: {
        readonly label: ChartWord;
        readonly unit: string;
        readonly start: number;
        readonly step: number;
      };
    }
  | { readonly kind: 'events'; readonly onset: number; readonly duration: number; readonly amplitude: number }
  | { readonly kind: 'shells'; readonly diffusion: DiffusionView }
  | { readonly kind: 'bars'; readonly label: number; readonly value: number };

export interface TableRows {
  readonly first: number;
  readonly rows: readonly (readonly string[])[];
}

/** Other files that this one names. */
export interface LinksPreview {
  readonly kind: 'links';
  readonly groups: readonly {
    readonly title: string;
    readonly links: readonly {
      readonly label: string;
      readonly detail: string;
      readonly path: string;
      readonly found: boolean;
    }[];
  }[];
}

/** Formatted text, a page, or a picture that the editor itself can't show. */
export type ReadablePreview =
  | {
      readonly kind: 'text';
      readonly language: 'json' | 'xml' | 'plain';
      readonly text: string;
      readonly complete: boolean;
    }
  /** Untrusted: sanitise before showing. */
  | { readonly kind: 'html'; readonly html: string }
  | {
      readonly kind: 'picture';
      readonly type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/bmp';
      readonly bytes: ArrayBuffer;
    };

export interface CardOnly {
  readonly kind: 'card';
  /** Why nothing else than the card is shown. */
  readonly reason: string;
}

export type Preview =
  CardOnly | VolumePreview | SurfacePreview | TablePreview | LinksPreview | ReadablePreview;
export type PreviewKind = Preview['kind'];

export interface PreviewErrorView {
  /** An `HcpErrorCode`, or `undrawable` for what the bytes are to blame for. */
  readonly code: string;
  readonly message: string;
  /** Titles of buttons that mend it; `act` with the request's id and the button's place presses one. */
  readonly actions?: readonly string[];
}

/** Requests of the preview's webview, by name: what goes in and what comes out. */
export interface PreviewRequests {
  /** The first request: quick, from the first bytes. */
  readonly card: { readonly params: null; readonly result: CardView };
  /** What is shown under the card's head. */
  readonly open: { readonly params: null; readonly result: Preview };
  readonly volume: { readonly params: { readonly index: number }; readonly result: VolumeData };
  readonly meshes: { readonly params: null; readonly result: readonly MeshData[] };
  readonly map: { readonly params: { readonly index: number }; readonly result: MapData };
  readonly series: {
    readonly params: { readonly hemisphere: Hemisphere; readonly vertex: number };
    readonly result: SeriesData;
  };
  /** Null where the file has nothing for the vertex. */
  readonly seed: {
    readonly params: { readonly hemisphere: Hemisphere; readonly vertex: number };
    readonly result: SeedData | null;
  };
  readonly rows: {
    readonly params: {
      readonly first: number;
      readonly count: number;
      readonly sort?: { readonly column: number; readonly descending: boolean };
    };
    readonly result: TableRows;
  };
  /** Whole numeric columns, for the chart: Float64 per row, NaN where a cell is no number. */
  readonly columns: {
    readonly params: { readonly columns: readonly number[] };
    readonly result: readonly ArrayBuffer[];
  };
  /** Ends another request of this webview; its reply is the error `cancelled`. */
  readonly cancel: { readonly params: { readonly id: number }; readonly result: null };
  /** The reply to these says that the action was begun. */
  readonly act: {
    readonly params: { readonly request: number; readonly action: number };
    readonly result: null;
  };
  readonly download: { readonly params: null; readonly result: null };
  readonly copyAddress: { readonly params: null; readonly result: null };
  readonly openAsText: { readonly params: null; readonly result: null };
  /** A page's link to the web. */
  readonly openLink: { readonly params: { readonly url: string }; readonly result: null };
  readonly openPath: { readonly params: { readonly path: string }; readonly result: null };
  /** Something was drawn, or could not be: for the log and for tests. */
  readonly drawn: {
    readonly params: { readonly what: string; readonly problem?: string };
    readonly result: null;
  };
}
export type PreviewRequestName = keyof PreviewRequests;

/** Webview → host. */
export type PreviewRequestMessage = {
  readonly [N in PreviewRequestName]: {
    readonly type: 'request';
    readonly id: number;
    readonly name: N;
    readonly params: PreviewRequests[N]['params'];
  };
}[PreviewRequestName];

export type PreviewReply =
  | { readonly type: 'reply'; readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly type: 'reply'; readonly id: number; readonly ok: false; readonly error: PreviewErrorView };

/** Why nothing more can be read; the titles of its buttons, which are pressed by `act` of `accessRequest`. */
export interface AccessView {
  readonly message: string;
  readonly actions: readonly string[];
}

/** No request has this number. */
export const accessRequest = Number.MAX_SAFE_INTEGER;

export type PreviewEvent =
  /** Sent while something is read. */
  | { readonly type: 'event'; readonly name: 'bytes'; readonly bytes: BytesView }
  /** More is known than the card told. */
  | { readonly type: 'event'; readonly name: 'card'; readonly card: CardView }
  /** The person asked for the whole card. */
  | { readonly type: 'event'; readonly name: 'expand' }
  /** The key pair is gone, or there is one again. */
  | { readonly type: 'event'; readonly name: 'access'; readonly missing: AccessView | null }
  /** The file is another one by now: ask again from the start. */
  | { readonly type: 'event'; readonly name: 'changed' };

/** Host → webview. */
export type PreviewHostMessage = PreviewReply | PreviewEvent;

/** What the page is given with its markup, as JSON. */
export interface PreviewPage {
  readonly name: string;
  /** Key or path. */
  readonly path: string;
  readonly kind: string;
  /** Address of the bundle that draws images, which is loaded when one is shown. */
  readonly viewerScript: string;
  /** Whether the person asked for the whole card. */
  readonly expanded: boolean;
}

/** Looks at the frame of a message only; VS Code's own messages share the channel. */
export function isPreviewHostMessage(value: unknown): value is PreviewHostMessage {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  if (value.type === 'event') return 'name' in value && typeof value.name === 'string';
  return value.type === 'reply' && 'id' in value && typeof value.id === 'number' && 'ok' in value;
}
