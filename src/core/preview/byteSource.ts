/**
 * The bytes of one file, wherever it is: an object of the bucket or a file on disk. Reads nothing by itself.
 * Every method rejects with an `HcpError`; for an object these are the errors of `ObjectStore.read`, with
 * `bucket.changed` when it is not the one that was opened any longer.
 */
export interface ByteSource {
  /** The key of an object, or the absolute path of a local file with `/` between its parts. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** The same as long as the content is: an ETag, or size and time of a local file. */
  readonly version: string;
  /** Exactly the bytes from `start` to before `end`, or up to the end of the file. The view is the caller's. */
  read(start: number, end: number, signal: AbortSignal): Promise<Uint8Array>;
  /** The bytes from `start` on, as they arrive; whoever has enough leaves the loop, which ends the request. */
  stream(start: number, signal: AbortSignal): AsyncIterable<Uint8Array>;
}

/** The files around the one that is shown: the other hemisphere, b-values, the surface to paint on. */
export interface Neighbours {
  /** The file at that path, as `ByteSource.path` is written; undefined when there is none or it may not be read. */
  open(path: string, signal: AbortSignal): Promise<ByteSource | undefined>;
  /** Names of the files of a folder (a path with its final slash), without those of folders below. */
  names(folder: string, signal: AbortSignal): Promise<readonly string[]>;
}

/** What a preview has read so far. */
export interface BytesRead {
  /** Bytes that came from the bucket or the disk, for this preview. */
  readonly read: number;
  /** Bytes of the file that is shown. */
  readonly total: number;
}
