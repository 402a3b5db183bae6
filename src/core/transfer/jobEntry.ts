import { HcpError, toHcpError } from '../errors';
import { rest } from './backoff';
import { JobRun } from './jobRun';
import type { JobSnapshot, JobSpec, JobState } from './jobs';
import { openJournal, type Journal } from './journal';
import { removeLeftovers } from './leftovers';
import { isHeldElsewhere, tryLock, type Lock } from './lock';
import type { Surroundings } from './surroundings';
import { takeOver } from './takeOver';
import { Tally } from './tally';

/** Milliseconds between two looks whether another process still works on the same files; random, so that two do not keep step. */
const lookEvery = 1_000;

/** A job that has no run. */
interface Idle {
  readonly state: JobState;
  readonly reason?: HcpError | undefined;
  /** The job that has its files. */
  readonly waitsFor?: JobSnapshot['waitsFor'];
}

/** A job of the list, from its journal or newly made: runs it when it has the files for itself. */
export class JobEntry {
  run: JobRun | undefined;
  private lock: Lock | undefined;
  private waiting: AbortController | undefined;
  private suspended = false;
  /** Another run is about to take the place of one that can't go on. */
  private renewal: Promise<void> | undefined;
  private idle: Idle = { state: 'paused' };

  /** @param changed called at each change of state */
  constructor(
    readonly spec: JobSpec,
    private readonly around: Surroundings,
    private readonly changed: () => void,
  ) {}

  get snapshot(): JobSnapshot {
    return this.run?.snapshot() ?? idleSnapshot(this.spec, this.idle);
  }

  get removable(): boolean {
    const { state } = this.snapshot;
    return state === 'done' || state === 'failed' || state === 'cancelled';
  }

  /** Begins when no other process works on the same files; waits for that if need be. */
  start(journal?: Journal): void {
    const waiting = new AbortController();
    this.waiting = waiting;
    this.idle = { state: 'waiting' };
    this.run = undefined;
    this.tryBegin(journal, waiting.signal);
  }

  pause(): void {
    if (this.renewal) {
      void this.renewal.then(() => {
        this.pause();
      });
    } else if (this.run) {
      this.run.pause();
    } else this.stopWaiting();
  }

  /** Goes on with a paused job, or begins another run of one that failed or was found. */
  resume(): void {
    if (this.run?.state === 'paused') {
      // What was open on a share that was away is dead, also when the share is back.
      if (this.run.reason?.code.startsWith('disk.') && !HcpError.is(this.run.reason, 'disk.full'))
        this.renewal ??= this.renew(this.run);
      else this.run.resume();
    } else if (this.run?.state === 'failed' || (!this.run && !this.waiting)) this.start();
  }

  async cancel(): Promise<void> {
    if (this.renewal) await this.renewal;
    if (!this.run) {
      this.waiting?.abort();
      this.waiting = undefined;
      await this.tidyUp();
    } else if (this.run.state !== 'failed') {
      await this.run.cancel();
      this.release();
    }
  }

  /** For the end of the engine: everything stays as it is, for the next one. */
  async suspend(): Promise<void> {
    this.suspended = true;
    this.waiting?.abort();
    if (this.renewal) await this.renewal;
    await this.run?.suspend();
    this.release();
  }

  /** Deletes the journal and the unfinished files of a job that is taken off the list. */
  forget(): void {
    this.release();
    if (this.run?.state !== 'failed') return;
    try {
      // Another window may have gone on with it.
      if (isHeldElsewhere(this.spec.target, this.spec.id)) return;
      this.clearJournal();
    } catch {
      // A journal that can't be deleted shows the job again after the next start, nothing worse.
    }
  }

  private tryBegin(journal: Journal | undefined, signal: AbortSignal): void {
    let own = journal;
    try {
      // The lock would make a folder that was deleted, or whose share is away.
      if (!own) this.findTarget();
      const attempt = tryLock(this.spec.target, this.spec.id, this.spec.sources, () => {
        void this.startAfresh();
      });
      if (attempt.kind === 'held') {
        journal?.close();
        this.idle = { state: 'waiting', waitsFor: { sources: attempt.by.sources } };
        this.changed();
        void rest(lookEvery * (1 + Math.random()), signal).then(() => {
          if (!signal.aborted) this.tryBegin(undefined, signal);
        });
        return;
      }
      this.lock = attempt.lock;
      own ??= openJournal(this.spec.target, this.spec.id);
      this.waiting = undefined;
      if (!own) {
        // Another process has ended this very job, or someone deleted its folder of bookkeeping.
        this.release();
        this.idle = { state: 'cancelled' };
        this.changed();
        return;
      }
      takeOver(own);
      const run = new JobRun(this.spec, own, this.around, () => {
        if (run.state === 'done' || run.state === 'failed' || run.state === 'cancelled') this.release();
        this.changed();
      });
      this.run = run;
      run.begin();
      this.changed();
    } catch (error) {
      // What has begun can't write down what it does: without that nothing is done.
      void this.run?.suspend();
      own?.close();
      this.run = undefined;
      this.release();
      this.waiting = undefined;
      this.idle = { state: 'paused', reason: toHcpError(error) };
      this.changed();
    }
  }

  /** Another process took this one for dead, and has the files now: only what is on disk counts. */
  private async startAfresh(): Promise<void> {
    this.lock = undefined;
    const { run } = this;
    await run?.suspend();
    if (this.suspended || (run?.state !== 'running' && run?.state !== 'paused')) return;
    if (run.state === 'running') {
      this.start();
      return;
    }
    this.run = undefined;
    this.idle = { state: 'paused', reason: run.reason };
    this.changed();
  }

  /** @throws HcpError `disk.*` */
  private findTarget(): void {
    if (this.around.shop.disk.look(this.spec.target)) return;
    throw new HcpError('disk.failed', { reason: 'ENOENT' });
  }

  /** Another run takes the place of this one. */
  private async renew(run: JobRun): Promise<void> {
    await run.suspend();
    this.renewal = undefined;
    if (this.suspended || this.run !== run) return;
    this.release();
    this.start();
  }

  private stopWaiting(): void {
    if (!this.waiting) return;
    this.waiting.abort();
    this.waiting = undefined;
    this.idle = { state: 'paused' };
    this.changed();
  }

  /** For a job that was not run here: a run that is cancelled at once tidies up as any other. */
  private async tidyUp(): Promise<void> {
    this.start();
    await (this.run as JobRun | undefined)?.cancel();
    if (this.run) return;
    this.waiting?.abort();
    this.waiting = undefined;
    try {
      // Its files are in the hands of another job, its journal is in nobody's.
      if (!isHeldElsewhere(this.spec.target, this.spec.id)) this.clearJournal();
    } catch {
      // A journal that can't be deleted shows the job again after the next start, nothing worse.
    }
    this.idle = { state: 'cancelled' };
    this.changed();
  }

  /** With the unfinished files that it tells of. @throws HcpError `disk.*` */
  private clearJournal(): void {
    const journal = openJournal(this.spec.target, this.spec.id);
    if (!journal) return;
    removeLeftovers(this.spec.target, journal, this.around.shop.disk);
    journal.remove();
  }

  private release(): void {
    this.lock?.release();
    this.lock = undefined;
  }
}

function idleSnapshot(spec: JobSpec, { state, reason, waitsFor }: Idle): JobSnapshot {
  const none = { offline: false, progress: undefined, active: [], arrived: [], skipped: [], failures: [] };
  const summary = state === 'cancelled' ? new Tally().summary(0, undefined) : undefined;
  return { spec, state, reason, waitsFor, summary, ...none };
}
