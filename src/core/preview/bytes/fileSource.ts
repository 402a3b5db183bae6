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
  const read = async (start: number, end: number, signal: AbortSignal): Promise<Uint8Array> => {
    throwIfCancelled(signal);
    const length = Math.max(0, Math.min(end, size) - start);
    const bytes = new Uint8Array(length);
    const handle = await open(file);
    try {
      let at = 0;
      while (at < length) {
        const { bytesRead } = await handle.read(bytes, at, length - at, start + at);
        // It has become shorter since it was opened.
        if (bytesRead === 0) throw new HcpError('bucket.changed');
        at += bytesRead;
      }
    } finally {
      await handle.close();
    }
    throwIfCancelled(signal);
    return bytes;
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
