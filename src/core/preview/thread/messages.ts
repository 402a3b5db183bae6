import type { Fact } from '../model';
import type {
  Hemisphere,
  LinksViewer,
  Mesh,
  PaintedMap,
  ReadableViewer,
  SurfaceViewer,
  TableViewer,
  VertexSeries,
  VolumeImage,
  VolumeViewer,
} from '../viewer';
import type { PackedFailure } from './failure';

/** What a viewer says of itself, without what it can do. */
export type ViewerHead =
  | Omit<VolumeViewer, 'volume'>
  | SurfaceHead
  | Omit<TableViewer, 'page' | 'column'>
  | LinksViewer
  | ReadableViewer;

type SurfaceHead = Omit<SurfaceViewer, 'meshes' | 'map' | 'series' | 'seedMap'> & {
  /** Whether a click on a vertex gives a map. */
  readonly seeds: boolean;
};

/** What the host asks the thread of one file: what goes in and what comes out. */
export interface Calls {
  readonly describe: { readonly params: null; readonly result: readonly Fact[] };
  readonly open: { readonly params: null; readonly result: ViewerHead };
  readonly volume: { readonly params: { readonly index: number }; readonly result: VolumeImage };
  readonly meshes: { readonly params: null; readonly result: readonly Mesh[] };
  readonly map: { readonly params: { readonly index: number }; readonly result: PaintedMap };
  readonly series: {
    readonly params: { readonly hemisphere: Hemisphere; readonly vertex: number };
    readonly result: VertexSeries;
  };
  readonly seed: {
    readonly params: { readonly hemisphere: Hemisphere; readonly vertex: number };
    /** Null where the file has nothing for the vertex. */
    readonly result: { readonly name: string; readonly map: PaintedMap } | null;
  };
  readonly rows: {
    readonly params: Parameters<TableViewer['page']>[0];
    readonly result: readonly (readonly string[])[];
  };
  readonly columns: {
    readonly params: { readonly columns: readonly number[] };
    readonly result: readonly Float64Array[];
  };
}
export type CallName = keyof Calls;
export type Call = {
  readonly [N in CallName]: { readonly name: N; readonly params: Calls[N]['params'] };
}[CallName];

/** A file that the host reads for the thread: `number` names it within its session, 0 is the one that is shown. */
export interface FileHead {
  readonly number: number;
  readonly path: string;
  readonly size: number;
  readonly version: string;
}

/** What the thread asks the host. */
export type Ask =
  | { readonly what: 'read'; readonly file: number; readonly start: number; readonly end: number }
  /** The next piece of a stream. The thread chooses its number; the first time begins it. */
  | { readonly what: 'next'; readonly stream: number; readonly file: number; readonly start: number }
  | { readonly what: 'open'; readonly path: string }
  | { readonly what: 'names'; readonly folder: string };

/** `bytes` of a read; of a stream, undefined is its end. `file` is undefined when there is none. */
export type Answer =
  | { readonly what: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> | undefined }
  | { readonly what: 'file'; readonly file: FileHead | undefined }
  | { readonly what: 'names'; readonly names: readonly string[] };

export type ToThread =
  | { readonly kind: 'begin'; readonly session: number; readonly file: FileHead }
  | { readonly kind: 'call'; readonly id: number; readonly session: number; readonly call: Call }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'end'; readonly session: number }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly kind: 'refused'; readonly id: number; readonly failure: PackedFailure };

export type FromThread =
  | { readonly kind: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: PackedFailure }
  | { readonly kind: 'ask'; readonly id: number; readonly session: number; readonly ask: Ask }
  /** Nobody waits for the answer any longer. */
  | { readonly kind: 'drop'; readonly id: number }
  | { readonly kind: 'leave'; readonly session: number; readonly stream: number };
