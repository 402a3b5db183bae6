import {
  closeSync,
  constants,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { toDiskError } from './nodeDisk';

const noFollow = (constants.O_NOFOLLOW as number | undefined) ?? 0;

/**
 * A file that grows by whole lines. One process writes it. A line that can't be written as a whole is taken back,
 * so that the next one stands by itself.
 */
export class JournalFile {
  private constructor(
    private readonly path: string,
    private fd: number | undefined,
    private bytes: number,
  ) {}

  /** Bytes. */
  get size(): number {
    return this.bytes;
  }

  /** Puts a file with this content at the path, in one step. @throws HcpError `disk.*` */
  static create(path: string, text: string): JournalFile {
    return guarded(() => {
      // Two processes that look at the same journal after a restart must not meet in this name.
      const fresh = `${path}-${String(process.pid)}`;
      rmSync(fresh, { force: true });
      const fd = openSync(fresh, 'wx');
      const file = new JournalFile(path, fd, 0);
      try {
        file.append(text);
        fdatasyncSync(fd);
        renameSync(fresh, path);
        return file;
      } catch (error) {
        file.close();
        rmSync(fresh, { force: true });
        throw error;
      }
    });
  }

  /** Opens a file to go on with after its last whole line. @throws HcpError `disk.*` */
  static goOn(path: string, size: number): JournalFile {
    return guarded(() => {
      const fd = openSync(path, constants.O_WRONLY | noFollow);
      const file = new JournalFile(path, fd, size);
      file.takeBack();
      return file;
    });
  }

  /** Does nothing after `close`. @throws HcpError `disk.*` */
  append(text: string): void {
    const { fd } = this;
    if (fd === undefined) return;
    const bytes = Buffer.from(text);
    try {
      let written = 0;
      while (written < bytes.byteLength) {
        written += writeSync(fd, bytes, written, bytes.byteLength - written, this.bytes + written);
      }
      this.bytes += written;
    } catch (error) {
      this.takeBack();
      throw toDiskError(error);
    }
  }

  /** Returns when all lines are on the disk itself. @throws HcpError `disk.*` */
  sync(): void {
    const { fd } = this;
    if (fd !== undefined) guarded(() => fdatasyncSync(fd));
  }

  /** Replaces the content in one step. @throws HcpError `disk.*`, the old content stays */
  replace(text: string): void {
    if (this.fd === undefined) return;
    const fresh = JournalFile.create(this.path, text);
    closeSync(this.fd);
    this.fd = fresh.fd;
    this.bytes = fresh.bytes;
  }

  close(): void {
    const { fd } = this;
    this.fd = undefined;
    if (fd === undefined) return;
    try {
      closeSync(fd);
    } catch {
      // What a network file system tells only now was told by no write; a line that is lost costs work, nothing else.
    }
  }

  remove(): void {
    this.close();
    guarded(() => {
      rmSync(this.path, { force: true });
    });
  }

  private takeBack(): void {
    try {
      if (this.fd !== undefined) ftruncateSync(this.fd, this.bytes);
    } catch {
      // The next line is written over what is left of the torn one; a reader takes neither for whole.
    }
  }
}

/** The lines of a file, split at once; undefined when there is none. `size` counts the whole lines only. */
export function readLines(
  path: string,
): { readonly lines: readonly string[]; readonly size: number } | undefined {
  try {
    const bytes = readPlain(path);
    const size = bytes.lastIndexOf(0x0a) + 1;
    return { lines: bytes.toString('utf8', 0, size).split('\n').slice(0, -1), size };
  } catch (error) {
    const failure = toDiskError(error);
    if (failure.facts.reason === 'ENOENT' || failure.facts.reason === 'ENOTDIR') return undefined;
    throw failure;
  }
}

function readPlain(path: string): Buffer {
  const fd = openSync(path, constants.O_RDONLY | noFollow);
  try {
    return readFileSync(fd);
  } finally {
    closeSync(fd);
  }
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toDiskError(error);
  }
}
