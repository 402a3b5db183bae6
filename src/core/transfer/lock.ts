import { utimesSync } from 'node:fs';
import { journalFolder, makeJournalFolder } from './journalFolder';
import { locksIn, removeLock, writeLock, type FoundLock, type LockNote } from './lockFile';
import { isRunning, isThisProcess, thisProcess } from './lockProcess';
import { overlap } from './sources';

/** Milliseconds between two heartbeats. */
const beatEvery = 5_000;
/** Milliseconds without a heartbeat, watched by this process's own clock, after which a holder elsewhere counts as gone. */
const silence = 60_000;
/** The same for another thread of this process, which may have died while the process lives on. */
const threadSilence = 15_000;

/** The right to write the files of a job. */
export interface Lock {
  release(): void;
}

export type LockAttempt =
  | { readonly kind: 'locked'; readonly lock: Lock }
  | {
      readonly kind: 'held';
      readonly by: {
        readonly jobId: string;
        /** Empty where they can't be told. */
        readonly sources: readonly string[];
        readonly host: string | undefined;
        readonly pid: number | undefined;
      };
    };

/**
 * Takes the files of a job, below the target, for this thread alone. Refused while another job with one of these
 * files, or the same job elsewhere, has them; two that try at the same moment may both be refused, so come again
 * after a pause of random length. A holder on another machine counts as gone after a minute without a heartbeat
 * that this process has watched, over several tries.
 * @param sources normalised
 * @param onLost called when the lock was removed by others, who took this machine for dead: the work must stop
 * @throws HcpError `disk.*`
 */
export function tryLock(
  target: string,
  jobId: string,
  sources: readonly string[],
  onLost: () => void = () => undefined,
): LockAttempt {
  const folder = makeJournalFolder(target);
  const note = { jobId, sources, ...thisProcess() };
  const before = rival(folder, note);
  if (before) return held(before);
  const path = writeLock(folder, note);
  mine.add(path);
  const takeBack = () => {
    mine.delete(path);
    removeLock(path);
  };
  try {
    // Each puts its lock there before it looks at the others: of two, at least one sees the other.
    const other = rival(folder, note, path);
    if (other) {
      takeBack();
      return held(other);
    }
  } catch (error) {
    takeBack();
    throw error;
  }
  const beat = setInterval(() => {
    if (beats(path)) return;
    clearInterval(beat);
    if (mine.delete(path)) onLost();
  }, beatEvery);
  beat.unref();
  const release = () => {
    clearInterval(beat);
    if (mine.delete(path)) removeLock(path);
  };
  return { kind: 'locked', lock: { release } };
}

/**
 * Whether another process is at work on a job, as far as can be told at once: a heartbeat from elsewhere is
 * compared with this machine's clock.
 */
export function isHeldElsewhere(target: string, jobId: string): boolean {
  try {
    return locksIn(journalFolder(target)).some((lock) => {
      if (lock.jobId !== jobId || mine.has(lock.path)) return false;
      // A thread of this process that has died: the job can be shown, and gets its turn when that is certain.
      if (lock.note && isThisProcess(lock.note)) return false;
      const running = lock.note ? isRunning(lock.note, lock.heartbeat) : 'unknown';
      if (running !== 'unknown') return running;
      return lock.heartbeat !== undefined && Math.abs(Date.now() - lock.heartbeat) < silence;
    });
  } catch {
    return false;
  }
}

/** Locks that this thread holds. */
const mine = new Set<string>();

/** When a heartbeat was first seen, in milliseconds of a clock that never goes back. */
const watched = new Map<string, { readonly heartbeat: number | undefined; readonly since: number }>();

/** Another lock that excludes the note's, if there is one that is alive; stale ones on the way are removed. */
function rival(folder: string, { jobId, sources }: LockNote, own?: string): FoundLock | undefined {
  return locksIn(folder).find(
    (other) =>
      other.path !== own &&
      (other.jobId === jobId || !other.note || overlap(other.note.sources, sources)) &&
      isAlive(other),
  );
}

function isAlive(lock: FoundLock): boolean {
  if (mine.has(lock.path)) return true;
  const { note } = lock;
  const ownThread = note !== undefined && isThisProcess(note);
  const running = note && !ownThread ? isRunning(note, lock.heartbeat) : 'unknown';
  if (running === true) return true;
  if (running === 'unknown' && !isSilent(lock, ownThread ? threadSilence : silence)) return true;
  watched.delete(lock.path);
  removeLock(lock.path);
  return false;
}

function isSilent({ path, heartbeat }: FoundLock, limit: number): boolean {
  const known = watched.get(path);
  const now = performance.now();
  if (!known || known.heartbeat !== heartbeat) {
    watched.set(path, { heartbeat, since: now });
    return false;
  }
  return now - known.since >= limit;
}

/** @returns false when the lock is not there any more */
function beats(path: string): boolean {
  try {
    const now = new Date();
    utimesSync(path, now, now);
    return true;
  } catch (error) {
    // A share that is away for a moment proves nothing.
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
}

function held({ jobId, note }: FoundLock): LockAttempt {
  return { kind: 'held', by: { jobId, sources: note?.sources ?? [], host: note?.host, pid: note?.pid } };
}
