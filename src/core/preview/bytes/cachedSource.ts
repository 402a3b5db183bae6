import type { ByteSource } from '../byteSource';
import { blockSize, type ByteCache } from './byteCache';
import { pieces } from './pieces';
import { SharedReads } from './sharedReads';

/** Reads of more than this are not kept: they would push out all else. */
const keptAtMost = 4 * 1024 * 1024;

/** What a cached source needs of the place where the bytes are. */
export interface Origin {
  readonly path: string;
  readonly size: number;
  readonly version: string;
  /** Exactly these bytes, by one request. */
  fetch(start: number, end: number, signal: AbortSignal): Promise<Uint8Array>;
}

/**
 * Reads through the cache: what is there is not asked for again, what lacks comes in one request for each gap,
 * and readers of the same bytes at the same time share it.
 * @param onBytes told how many bytes came from the origin
 */
export function cachedSource(
  origin: Origin,
  cache: ByteCache,
  onBytes?: (count: number) => void,
): ByteSource {
  const { path, size, version } = origin;
  const file = `${path}\0${version}`;
  const shared = new SharedReads<Uint8Array>();

  async function fetchRange(start: number, end: number, signal: AbortSignal): Promise<Uint8Array> {
    return shared.read(`${String(start)}-${String(end)}`, signal, async (all) => {
      const bytes = await origin.fetch(start, end, all);
      onBytes?.(bytes.byteLength);
      return bytes;
    });
  }

  async function fill(first: number, last: number, signal: AbortSignal): Promise<void> {
    const gaps: (readonly [first: number, last: number])[] = [];
    for (let index = first; index <= last; index++) {
      if (cache.has(file, index)) continue;
      const gap = gaps.at(-1);
      if (gap?.[1] === index - 1) gaps[gaps.length - 1] = [gap[0], index];
      else gaps.push([index, index]);
    }
    await Promise.all(
      gaps.map(async ([from, to]) => {
        const start = from * blockSize;
        const bytes = await fetchRange(start, Math.min(size, (to + 1) * blockSize), signal);
        for (let index = from; index <= to; index++) {
          const at = index * blockSize - start;
          cache.set(file, index, bytes.slice(at, at + blockSize));
        }
      }),
    );
  }

  async function read(start: number, end: number, signal: AbortSignal): Promise<Uint8Array> {
    const stop = Math.min(end, size);
    if (stop <= start) return new Uint8Array();
    const first = Math.floor(start / blockSize);
    const last = Math.floor((stop - 1) / blockSize);
    if (stop - start > keptAtMost) return (await fetchRange(start, stop, signal)).slice();
    await fill(first, last, signal);
    const result = new Uint8Array(stop - start);
    for (let index = first; index <= last; index++) {
      const block = cache.get(file, index);
      // Another reader may have pushed it out meanwhile.
      if (block === undefined) return (await fetchRange(start, stop, signal)).slice();
      const blockStart = index * blockSize;
      const from = Math.max(start, blockStart);
      const to = Math.min(stop, blockStart + block.byteLength);
      result.set(block.subarray(from - blockStart, to - blockStart), from - start);
    }
    return result;
  }

  return { path, size, version, read, stream: (start, signal) => pieces(read, start, size, signal) };
}
