import { createReadStream } from 'node:fs';
import { lstat, mkdir, open, rename, rm, statfs, utimes, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Stats } from 'node:fs';
import { HcpError, toHcpError, type HcpErrorCode } from '../errors';
import type { Disk, DiskEntry, NewFile } from './disk';

const codes: Readonly<Record<string, HcpErrorCode>> = {
  ENOSPC: 'disk.full',
  EDQUOT: 'disk.full',
  EROFS: 'disk.readOnly',
  EACCES: 'disk.readOnly',
  EPERM: 'disk.readOnly',
  ENAMETOOLONG: 'disk.nameTooLong',
};

/** An error of Node's file system as an `HcpError`; the cause keeps the path, the facts hold the code only. */
export function toDiskError(error: unknown): HcpError {
  if (error instanceof HcpError) return error;
  if (!isSystemError(error)) return toHcpError(error);
  return new HcpError(codes[error.code] ?? 'disk.failed', { reason: error.code }, { cause: error });
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Error &&
    error.name !== 'AbortError' &&
    'code' in error &&
    typeof error.code === 'string' &&
    'syscall' in error
  );
}

const isCode = (error: unknown, ...wanted: readonly string[]) =>
  isSystemError(error) && wanted.includes(error.code);

async function guarded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toDiskError(error);
  }
}

/** The disk of this machine. */
export const nodeDisk: Disk = {
  look: async (path) => {
    try {
      return toEntry(await lstat(path));
    } catch (error) {
      if (isCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
      throw toDiskError(error);
    }
  },
  makeFolder: async (path) => {
    try {
      await mkdir(path);
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw toDiskError(error);
    }
  },
  makeTarget: async (path) => {
    await guarded(mkdir(path, { recursive: true }));
  },
  create: async (path) => toNewFile(await guarded(open(path, 'wx'))),
  setModified: (path, modified) => guarded(utimes(path, modified, modified)),
  rename: (from, to) => guarded(rename(from, to)),
  remove: (path) => guarded(rm(path, { force: true })),
  read: async function* (path, signal) {
    try {
      const stream = createReadStream(path, { highWaterMark: 1024 * 1024, ...(signal && { signal }) });
      for await (const chunk of stream) yield chunk as Uint8Array;
    } catch (error) {
      throw toDiskError(error);
    }
  },
  freeBytes: async (path) => {
    for (let folder = path; ; folder = dirname(folder)) {
      try {
        const { bavail, bsize } = await statfs(folder);
        return bavail * bsize;
      } catch (error) {
        if (!isCode(error, 'ENOENT', 'ENOTDIR') || dirname(folder) === folder) throw toDiskError(error);
      }
    }
  },
};

function toEntry(stats: Stats): DiskEntry {
  const { size, mtime: modified } = stats;
  if (stats.isSymbolicLink()) return { kind: 'link', size, modified };
  if (stats.isFile()) return { kind: 'file', size, modified };
  return { kind: stats.isDirectory() ? 'folder' : 'other', size, modified };
}

function toNewFile(handle: FileHandle): NewFile {
  return {
    // Unlike `write`, `writeFile` goes on until all of the bytes are written.
    write: (bytes) => guarded(handle.writeFile(bytes)),
    sync: () => guarded(handle.sync()),
    close: () => guarded(handle.close()),
  };
}
