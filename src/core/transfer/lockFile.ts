import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ProcessIdentity } from './lockProcess';
import { toDiskError } from './nodeDisk';

/** What a lock says of its holder. */
export interface LockNote extends ProcessIdentity {
  readonly jobId: string;
  /** Normalised. */
  readonly sources: readonly string[];
}

/** A lock that lies in a folder. */
export interface FoundLock {
  readonly path: string;
  readonly jobId: string;
  /** Undefined when it can't be read or understood: it may be of another version, or someone else's. */
  readonly note: LockNote | undefined;
  /** Milliseconds since 1970, by the clock of its holder; undefined when it can't be seen. */
  readonly heartbeat: number | undefined;
}

const schema = v.object({
  jobId: v.string(),
  sources: v.array(v.string()),
  host: v.string(),
  boot: v.string(),
  namespace: v.string(),
  pid: v.number(),
  start: v.string(),
});

/**
 * Puts a lock into the folder. Each has a name of its own, so that removing a stale one can never hit another.
 * It appears with its whole content. @returns its path @throws HcpError `disk.*`
 */
export function writeLock(folder: string, note: LockNote): string {
  const name = `${note.jobId}-${randomBytes(6).toString('hex')}`;
  const path = join(folder, `${name}.lock`);
  const fresh = join(folder, `${name}.lock-new`);
  try {
    writeFileSync(fresh, JSON.stringify(note), { flag: 'wx' });
    renameSync(fresh, path);
    return path;
  } catch (error) {
    removeLock(fresh);
    throw toDiskError(error);
  }
}

/** A lock that can't be removed is stale to everyone: nobody has to wait for it. */
export function removeLock(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Nothing depends on it.
  }
}

/** All locks of a folder. @throws HcpError `disk.*` */
export function locksIn(folder: string): readonly FoundLock[] {
  try {
    return readdirSync(folder).flatMap((name) => {
      const jobId = /^([a-z0-9]+)-[0-9a-f]+\.lock$/i.exec(name)?.[1];
      return jobId === undefined ? [] : (look(join(folder, name), jobId) ?? []);
    });
  } catch (error) {
    throw toDiskError(error);
  }
}

/** Undefined when it is gone by now. */
function look(path: string, jobId: string): FoundLock | undefined {
  let fd: number;
  try {
    // Opened, not just looked at: a network file system asks its server for the date then, whatever it remembers.
    fd = openSync(path, 'r');
  } catch (error) {
    if (toDiskError(error).facts.reason === 'ENOENT') return undefined;
    return { path, jobId, note: undefined, heartbeat: heartbeatOf(path) };
  }
  try {
    const heartbeat = fstatSync(fd).mtimeMs;
    return { path, jobId, note: noteOf(readFileSync(fd, 'utf8')), heartbeat };
  } catch {
    return { path, jobId, note: undefined, heartbeat: undefined };
  } finally {
    closeSync(fd);
  }
}

function heartbeatOf(path: string): number | undefined {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return undefined;
  }
}

function noteOf(text: string): LockNote | undefined {
  try {
    const result = v.safeParse(schema, JSON.parse(text));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
