import { open, readdir, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { HcpError, throwIfCancelled } from '../../errors';
import type { ByteSource, Neighbours } from '../byteSource';
import { pieces } from './pieces';

/** A file on disk. @throws the file system's error when there is none, or none that may be read */
export async function fileSource(file: string): Promise<ByteSource> {
  const stats = await stat(file);
  if (!stats.isFile()) throw new HcpError('unexpected', { reason: 'no file' });
  const { size, mtimeMs } = stats;
  const readAll = async (start: number, length: number): Promise<Uint8Array> => {
    const bytes = new Uint8Array(length);
    const handle = await open(file);
    try {
      const now = await handle.stat();
      if (now.size !== size || now.mtimeMs !== mtimeMs) throw new HcpError('bucket.changed');
      let at = 0;
      while (at < length) {
        const { bytesRead } = await handle.read(bytes, at, length - at, start + at);
        if (bytesRead === 0) throw new HcpError('bucket.changed');
        at += bytesRead;
      }
    } finally {
      await handle.close();
    }
    return bytes;
  };
  const read = async (start: number, end: number, signal: AbortSignal): Promise<Uint8Array> => {
    throwIfCancelled(signal);
    try {
      return await readAll(start, Math.max(0, Math.min(end, size) - start));
    } catch (error) {
      if (error instanceof HcpError) throw error;
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'read';
      throw new HcpError('disk.failed', { reason }, { cause: error });
    } finally {
      throwIfCancelled(signal);
    }
  };
  return {
    path: file.split(path.sep).join('/'),
    size,
    version: `${String(size)} ${String(mtimeMs)}`,
    read,
    stream: (start, signal) => pieces(read, start, size, signal),
  };
}

/** The files around one on disk. What can't be opened is not there. */
export const fileNeighbours: Neighbours = {
  open: async (file, signal) => {
    throwIfCancelled(signal);
    return fileSource(file).catch(() => undefined);
  },
  names: async (folder, signal) => {
    throwIfCancelled(signal);
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  },
};
