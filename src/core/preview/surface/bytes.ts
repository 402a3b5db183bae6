import { throwIfCancelled } from '../../errors';
import type { ByteSource } from '../byteSource';
import { Undrawable } from '../model';
import { MAX_WHOLE_FILE } from './limits';

/** The whole file, which may not be larger than the bound. */
export async function readWhole(source: ByteSource, signal: AbortSignal, most = MAX_WHOLE_FILE) {
  if (source.size > most) throw new Undrawable('tooLarge', `${String(source.size)} bytes`);
  return readExactly(source, 0, source.size, signal);
}

/** The bytes from `start` to before `end`, all of them. */
export async function readExactly(
  source: ByteSource,
  start: number,
  end: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  throwIfCancelled(signal);
  if (source.size === 0) throw new Undrawable('empty', 'no bytes');
  if (end > source.size)
    throw new Undrawable('truncated', `needs ${String(end)} of ${String(source.size)} bytes`);
  const bytes = await source.read(start, end, signal);
  throwIfCancelled(signal);
  if (bytes.length !== end - start)
    throw new Undrawable('truncated', `got ${String(bytes.length)} of ${String(end - start)} bytes`);
  return bytes;
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a path, with its final slash; empty when it has none. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** One character a byte. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
