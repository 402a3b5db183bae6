/** A stretch of a body that can be made from any place on. */
export interface Segment {
  readonly length: number;
  /** The bytes [offset, offset + length) of the stretch. */
  read(offset: number, length: number): Uint8Array | Promise<Uint8Array>;
}

/** A body: its stretches one after the other. */
export interface Body {
  readonly segments: readonly Segment[];
  /** Bytes of memory that the body holds while it is kept. */
  readonly held: number;
}

export function sizeOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, segment) => sum + segment.length, 0);
}

/** A stretch that is in memory. */
export function inMemory(bytes: Uint8Array): Segment {
  return { length: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

/** A body that is made whole. */
export function wholeBody(bytes: Uint8Array): Body {
  return { segments: [inMemory(bytes)], held: bytes.length };
}

/** A stretch of one byte value. */
export function filled(length: number, value: number): Segment {
  return { length, read: (_offset, count) => Buffer.alloc(count, value) };
}

/** Bytes [start, end) of the stretches, at most `chunk` at a time. */
export async function* readSegments(
  segments: readonly Segment[],
  start: number,
  end: number,
  chunk: number,
): AsyncIterable<Uint8Array> {
  let base = 0;
  for (const segment of segments) {
    const from = Math.max(start, base);
    const to = Math.min(end, base + segment.length);
    for (let at = from; at < to; at += chunk) {
      yield await segment.read(at - base, Math.min(chunk, to - at));
    }
    base += segment.length;
  }
}
