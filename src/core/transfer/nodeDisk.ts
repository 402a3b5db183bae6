import { execFile } from 'node:child_process';
import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  futimesSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { open, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { HcpError, toHcpError, type HcpErrorCode } from '../errors';
import type { Disk, DiskEntry, PartFile } from './disk';

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

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toDiskError(error);
  }
}

/** The disk of this machine. */
export const nodeDisk: Disk = {
  look: (path) => {
    // Without an exception for what is missing, which is the usual answer in a plan.
    const stats = guardedLook(path);
    return stats && toEntry(stats);
  },
  makeFolder: (path) => {
    try {
      mkdirSync(path);
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw toDiskError(error);
    }
  },
  makeTarget: (path) => {
    guarded(() => {
      makeWithParents(path);
    });
  },
  create: (path, size) =>
    guarded(() => {
      const fd = createNew(path);
      try {
        if (size > 0) ftruncateSync(fd, size);
      } catch (error) {
        closeSync(fd);
        rmSync(path, { force: true });
        throw error;
      }
      return toPartFile(fd);
    }),
  reopen: (path, size) =>
    guarded(() => {
      const fd = openPlain(path);
      if (fd === undefined) return undefined;
      const stats = fstatSync(fd);
      if (stats.isFile() && stats.size === size) return toPartFile(fd);
      closeSync(fd);
      return undefined;
    }),
  openToRead: (path) =>
    guarded(() => {
      const fd = openSync(path, constants.O_RDONLY | noFollow);
      return {
        fd,
        close: () => {
          closeSync(fd);
        },
      };
    }),
  setModified: (path, modified) => {
    guarded(() => {
      utimesSync(path, modified, modified);
    });
  },
  rename: (from, to) => {
    guarded(() => {
      renameSync(from, to);
    });
  },
  remove: (path) => {
    guarded(() => {
      rmSync(path, { force: true });
    });
  },
  sync: async (folder, paths) => {
    // Thousands of files one by one would keep the file system's own journal busy for all who make files.
    if (paths.length > 0 && !(await syncFileSystem(folder))) {
      for (const path of paths) await syncFile(path);
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

/** Windows has no such flag; making links there takes a right that few have. */
const noFollow = (constants.O_NOFOLLOW as number | undefined) ?? 0;
const run = promisify(execFile);

/** `sync -f` of the GNU tools is the system call syncfs, which Node does not offer. @returns whether it was done */
async function syncFileSystem(folder: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  return run('sync', ['-f', folder]).then(
    () => true,
    () => false,
  );
}

async function syncFile(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r+');
    await handle.datasync().finally(() => handle.close());
  } catch (error) {
    if (!isCode(error, 'ENOENT', 'ENOTDIR')) throw toDiskError(error);
  }
}

function guardedLook(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw toDiskError(error);
  }
}

/**
 * Folder by folder: Node's own `recursive` never ends where a folder is there and yet none can be made in it with
 * ENOENT, as in `/proc` and below mount points of autofs.
 */
function makeWithParents(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(path) !== path) makeWithParents(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have made it a moment ago; a link to a folder counts as one.
    if (!isCode(error, 'EEXIST') || !statSync(path).isDirectory()) throw error;
  }
}

function createNew(path: string): number {
  try {
    return openSync(path, 'wx+');
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    rmSync(path);
    return openSync(path, 'wx+');
  }
}

function openPlain(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDWR | noFollow);
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'EISDIR')) return undefined;
    throw error;
  }
}

function toEntry(stats: Stats): DiskEntry {
  const { size, mtime: modified, ctime: changed } = stats;
  const kind = stats.isSymbolicLink()
    ? 'link'
    : stats.isFile()
      ? 'file'
      : stats.isDirectory()
        ? 'folder'
        : 'other';
  return { kind, size, modified, changed };
}

/** Bytes of what `stat` calls a block, on every system. */
const blockSize = 512;

function toPartFile(fd: number): PartFile {
  let open = true;
  return {
    fd,
    get allocated() {
      try {
        return open ? fstatSync(fd).blocks * blockSize : 0;
      } catch {
        // A share that is away: the next write tells.
        return 0;
      }
    },
    writeAt: (bytes, position) => {
      guarded(() => {
        let written = 0;
        while (written < bytes.byteLength) {
          written += writeSync(fd, bytes, written, bytes.byteLength - written, position + written);
        }
      });
    },
    setModified: (modified) => {
      guarded(() => {
        futimesSync(fd, modified, modified);
      });
    },
    close: () => {
      // Also after a failure the number is free by now, and may be another file's.
      if (!open) return;
      open = false;
      guarded(() => {
        closeSync(fd);
      });
    },
  };
}
