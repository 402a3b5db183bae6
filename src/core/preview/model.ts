import type { BytesRead, ByteSource, Neighbours } from './byteSource';

/**
 * What can be told from a file's first bytes. Values are written without words of a language: numbers, units
 * and names that the format itself uses (`260 × 311 × 260`, `0.7 × 0.7 × 0.7 mm`, `1 s`, `float32`, `RPI`).
 */
export interface Fact {
  readonly id: FactId;
  readonly value: string;
}

export const factIds = [
  'format',
  'dimensions',
  'voxelSize',
  'volumes',
  'repetitionTime',
  'dataType',
  'byteOrder',
  'orientation',
  'scaling',
  'intent',
  'description',
  'structures',
  'vertices',
  'triangles',
  'voxels',
  'parcels',
  'rows',
  'columns',
  'ciftiRows',
  'ciftiColumns',
  'maps',
  'labels',
  'seriesStep',
  'coordinates',
  'encoding',
  'picture',
  'variables',
  'created',
] as const;
export type FactId = (typeof factIds)[number];

/**
 * What a card may be told from: 7 blocks of the cache, under 128 kB. They are read by one request, and whatever
 * opens the file afterwards finds them there.
 */
export const cardBytes = 7 * 16 * 1024;

/** Why a file is shown as a card only. A closed list, so that whoever shows it has words for each. */
export type CardReason =
  'empty' | 'truncated' | 'damaged' | 'notTheFormat' | 'unsupported' | 'tooLarge' | 'noSurface' | 'noViewer';

/**
 * A preview that can't be made, with what is known all the same. Everything that reads bytes of a file throws
 * this for what the bytes are to blame for, and `HcpError` for what the way to them is.
 */
export class Undrawable extends Error {
  constructor(
    readonly reason: CardReason,
    /** For the log and the details, in English, e.g. `sizeof_hdr is 0`. */
    readonly detail: string,
  ) {
    super(`${reason}: ${detail}`);
  }
}

/** What every reader of a kind of file is given. */
export interface Opened {
  readonly source: ByteSource;
  readonly neighbours: Neighbours;
  readonly signal: AbortSignal;
  readonly onBytes?: (bytes: BytesRead) => void;
}
