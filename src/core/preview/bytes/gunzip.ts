import { setImmediate as nextTurn } from 'node:timers/promises';
import { createGunzip, type Gunzip } from 'node:zlib';
import { HcpError, throwIfCancelled } from '../../errors';
import type { ByteSource } from '../byteSource';
import { Undrawable } from '../model';

/** Whether the bytes begin as gzip (RFC 1952). */
export function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/**
 * The unpacked bytes of a gzip file, read from front to back and no further than asked for. It remembers where
 * it is: the next read goes on there, one that goes back begins again. One read at a time.
 */
export class GunzipReader {
  private unpacking: Unpacking | undefined;

  constructor(private readonly source: ByteSource) {}

  /**
   * Exactly `length` unpacked bytes from `start`.
   * @throws Undrawable `truncated` when there are fewer, `damaged`; HcpError
   */
  read(start: number, length: number, signal: AbortSignal): Promise<Uint8Array> {
    return this.use(start, signal, (unpacking) => unpacking.take(length));
  }

  /** The same, or all there is when there is less. @throws Undrawable `truncated`, `damaged`; HcpError */
  readUpTo(start: number, length: number, signal: AbortSignal): Promise<Uint8Array> {
    return this.use(start, signal, (unpacking) => unpacking.takeUpTo(length));
  }

  private async use(
    start: number,
    signal: AbortSignal,
    work: (unpacking: Unpacking) => Promise<Uint8Array>,
  ): Promise<Uint8Array> {
    throwIfCancelled(signal);
    if (this.unpacking === undefined || this.unpacking.position > start) {
      this.close();
      this.unpacking = new Unpacking(this.source);
    }
    const { unpacking } = this;
    const stop = (): void => {
      unpacking.fail(new HcpError('cancelled'));
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      await unpacking.skip(start - unpacking.position);
      return await work(unpacking);
    } catch (error) {
      this.close();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Frees what is under way. */
  close(): void {
    this.unpacking?.fail(new HcpError('cancelled'));
    this.unpacking = undefined;
  }
}

/** One run through the file, from its first byte on. */
class Unpacking {
  /** Of the next unpacked byte. */
  position = 0;
  private readonly controller = new AbortController();
  private readonly output: AsyncIterator<Uint8Array>;
  private readonly gunzip: Gunzip;
  private rest: Uint8Array = new Uint8Array();
  private failure: Error | undefined;
  /** Whether someone waits for output; packed bytes are asked for only then. */
  private wanted = false;
  private wake: (() => void) | undefined;

  constructor(source: ByteSource) {
    this.gunzip = createGunzip({ chunkSize: 256 * 1024 });
    // Whoever reads gets it; before that there is nobody to.
    this.gunzip.on('error', () => undefined);
    this.output = (this.gunzip as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
    this.feed(source).catch((error: unknown) => {
      this.fail(error instanceof Error ? error : new Error(String(error)));
    });
  }

  fail(error: Error): void {
    this.failure ??= error;
    this.controller.abort();
    this.gunzip.destroy(this.failure);
    this.wake?.();
  }

  async skip(length: number): Promise<void> {
    let left = length;
    while (left > 0) left -= this.use((await this.more()) ?? this.ended(), left).byteLength;
  }

  async take(length: number): Promise<Uint8Array> {
    const bytes = await this.takeUpTo(length);
    return bytes.byteLength === length ? bytes : this.ended();
  }

  async takeUpTo(length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    let at = 0;
    while (at < length) {
      const next = await this.more();
      if (next === undefined) return bytes.subarray(0, at);
      const part = this.use(next, length - at);
      bytes.set(part, at);
      at += part.byteLength;
    }
    return bytes;
  }

  private ended(): never {
    throw new Undrawable('truncated', `gzip ends after ${String(this.position)} bytes`);
  }

  private use(bytes: Uint8Array, most: number): Uint8Array {
    const part = bytes.subarray(0, most);
    this.rest = bytes.subarray(part.byteLength);
    this.position += part.byteLength;
    return part;
  }

  /** Unpacked bytes that are not used yet, at least one; undefined at the end. */
  private async more(): Promise<Uint8Array | undefined> {
    if (this.rest.byteLength > 0) return this.rest;
    this.wanted = true;
    this.wake?.();
    try {
      const next = await this.output.next();
      if (next.done !== true) return next.value;
    } catch (error) {
      throw this.failure ?? damage(error);
    } finally {
      this.wanted = false;
    }
    if (this.failure) throw this.failure;
    return undefined;
  }

  private async feed(source: ByteSource): Promise<void> {
    await this.untilWanted();
    for await (const chunk of source.stream(0, this.controller.signal)) {
      if (this.gunzip.destroyed) return;
      if (!this.gunzip.write(chunk)) await this.drained();
      // What it unpacked reaches the reader one turn later.
      await nextTurn();
      await this.untilWanted();
      if (this.gunzip.destroyed) return;
    }
    this.gunzip.end();
  }

  private async untilWanted(): Promise<void> {
    while (!this.wanted && !this.gunzip.destroyed) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.gunzip.off('drain', done).off('close', done);
        resolve();
      };
      this.gunzip.once('drain', done).once('close', done);
    });
  }
}

function damage(error: unknown): Undrawable {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return code === 'Z_BUF_ERROR'
    ? new Undrawable('truncated', 'gzip ends early')
    : new Undrawable('damaged', `gzip: ${code}`);
}
