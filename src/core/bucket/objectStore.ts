/** One object of a listing. */
export interface ObjectEntry {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Without quotes. An MD5 only when it is 32 hex digits and nothing else. */
  readonly etag: string;
  readonly lastModified: Date;
}

/** One page of a listing, at most 1,000 entries and prefixes together. */
export interface ListPage {
  readonly objects: readonly ObjectEntry[];
  /** Prefixes below the asked one, each with its final slash; empty without a delimiter. */
  readonly prefixes: readonly string[];
  /** Hand it to the next request; undefined on the last page. */
  readonly next: string | undefined;
  /** When the bucket answered, by its own clock, to the second; left out where that is not told. */
  readonly answeredAt?: Date;
}

export interface ListRequest {
  readonly prefix: string;
  /** With `/`, keys are rolled up into prefixes. */
  readonly delimiter?: '/';
  /** `next` of the page before. */
  readonly from?: string;
  /** Begins after this key. */
  readonly startAfter?: string;
  /** 1 to 1,000. */
  readonly maxKeys?: number;
}

export interface ReadRequest {
  /** First byte, and the byte after the last one. The whole object without it. */
  readonly range?: { readonly start: number; readonly end: number };
  /** Refuses with `bucket.changed` when the object has another ETag. */
  readonly ifMatch?: string;
}

/** A body on its way. */
export interface ObjectBody {
  readonly etag: string;
  /** Bytes that the body will have. */
  readonly length: number;
  /** Bytes of the whole object. */
  readonly totalSize: number;
  readonly lastModified: Date;
  /**
   * The bytes, to be read once. A connection waits for them: read them, or abort the signal that was given.
   * Ends early only with an `HcpError`: `transfer.stalled`, `transfer.size`, `bucket.unreachable` (cut off) or
   * `cancelled`.
   */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/**
 * The bucket as a read-only store. Only ListObjectsV2, HeadObject and GetObject are ever sent.
 * Every method rejects with an `HcpError`: `keys.unknown`, `keys.secret`, `keys.clock`, `bucket.denied`,
 * `bucket.notFound`, `bucket.changed`, `bucket.busy`, `bucket.unreachable`, `bucket.protocol`,
 * `bucket.address` or `cancelled`.
 */
export interface ObjectStore {
  list(request: ListRequest, signal?: AbortSignal): Promise<ListPage>;
  /** A refusal of HEAD has no body: `bucket.denied` can also mean that there is no such object. */
  head(key: string, signal?: AbortSignal): Promise<ObjectEntry>;
  /**
   * The signal counts for the answer and for its bytes. A missing object is `bucket.notFound`, also where the
   * bucket answers 403 for it.
   * @throws `bucket.protocol` when the answer is not exactly the range that was asked for
   */
  read(key: string, request?: ReadRequest, signal?: AbortSignal): Promise<ObjectBody>;
}

/** What a fetch got before its first byte. */
export interface FetchedHead {
  readonly etag: string;
  /** Bytes of the whole object. */
  readonly totalSize: number;
  readonly lastModified: Date;
}

/** Takes bytes that have arrived. The view is valid during the call only. A promise makes the sender wait. */
export type ByteSink = (bytes: Uint8Array) => Promise<void> | undefined;

/** The way of a download: the same as `ObjectStore.read`, with less work a byte. */
export interface ObjectFetcher {
  /**
   * Hands the bytes of one object, or of one range of it, to `sink` in order, as they arrive. Resolves when
   * exactly those bytes have arrived. `ifMatch` is always sent; a range counts only as 206 with the exact
   * Content-Range. Aborting the signal frees the connection at once. Never tries again by itself, except once
   * when a kept connection was closed before it answered.
   * @param range first byte, and the byte after the last one; the whole object (`size` bytes) without it
   * @throws HcpError as `ObjectStore.read`; `bucket.busy` has the fact `retryAfter` (seconds) when the bucket
   * said so; also `transfer.stalled`, `transfer.size`
   */
  fetch(
    request: {
      readonly key: string;
      /** Bytes of the whole object, as listed. */
      readonly size: number;
      readonly range?: { readonly start: number; readonly end: number };
      readonly ifMatch: string;
    },
    sink: ByteSink,
    signal: AbortSignal,
  ): Promise<FetchedHead>;
  /**
   * Has so many connections ready, which fetches will use soon: opens what is missing, and closes those beyond
   * that are not in use, all of them for 0. Tells nothing: what goes wrong is met by the fetch.
   */
  keepReady(connections: number): void;
  /** Frees all connections, those in use included (as `bucket.unreachable`): after sleep, or a changed network. */
  dropConnections(): void;
}

/** Where the bucket is. */
export interface BucketAddress {
  readonly bucket: string;
  readonly region: string;
  /** An S3 endpoint other than AWS (a mirror, the sandbox), https or on loopback; undefined for AWS itself. */
  readonly endpoint: string | undefined;
}
