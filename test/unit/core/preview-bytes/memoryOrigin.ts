import { HcpError } from '../../../../src/core/errors';
import type { ByteSource } from '../../../../src/core/preview/byteSource';
import { pieces } from '../../../../src/core/preview/bytes/pieces';

/** Bytes that repeat after a prime, so that a wrong place is seen. */
export function someBytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 7) % 251);
}

/** Bytes in memory that say what was asked of them. Each answer waits for `release` while `held`. */
export class MemoryOrigin {
  readonly path = 'HCP_1200/1/a';
  readonly version = 'etag';
  readonly asked: (readonly [start: number, end: number])[] = [];
  aborted = 0;
  held = false;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly bytes: Uint8Array) {}

  get size(): number {
    return this.bytes.byteLength;
  }

  release(): void {
    this.held = false;
    for (const go of this.waiting.splice(0)) go();
  }

  readonly fetch = async (start: number, end: number, signal: AbortSignal): Promise<Uint8Array> => {
    this.asked.push([start, end]);
    if (this.held) {
      await new Promise<void>((resolve, reject) => {
        this.waiting.push(resolve);
        signal.addEventListener('abort', () => {
          this.aborted++;
          reject(new HcpError('cancelled'));
        });
      });
    }
    return this.bytes.slice(start, end);
  };
}

/** A source over bytes in memory, without a cache. */
export function memorySource(bytes: Uint8Array, path = 'HCP_1200/1/a'): ByteSource & { asked: number } {
  const source = {
    path,
    size: bytes.byteLength,
    version: 'etag',
    asked: 0,
    read: (start: number, end: number): Promise<Uint8Array> => {
      const part = bytes.slice(start, end);
      source.asked += part.byteLength;
      return Promise.resolve(part);
    },
    stream: (start: number, signal: AbortSignal) => pieces(source.read, start, bytes.byteLength, signal),
  };
  return source;
}
