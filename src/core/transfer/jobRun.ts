import { setMaxListeners } from 'node:events';
import { toHcpError, type HcpError } from '../errors';
import { Backlog } from './backlog';
import { Filler } from './filler';
import { JobFiles, type Piece } from './jobFiles';
import type { JobProgress, JobSnapshot, JobSpec, JobState, JobSummary } from './jobs';
import type { Journal, JournalState } from './journal';
import type { Lane } from './pace';
import { RateMeter } from './rate';
import { removeLeftovers, sweepParts } from './leftovers';
import { Records } from './records';
import type { Surroundings } from './surroundings';
import { Tally } from './tally';
import { watchDisk } from './watchDisk';

const shownFiles = 100;

/**
 * One run of a job, from its first listing to its end: what has to be done is planned, what is planned is handed
 * out to free connections, and what becomes of it is written down. It never rejects; its state tells all.
 */
export class JobRun {
  private current: JobState = 'running';
  private pausedBy: HcpError | undefined;
  private ended: JobSummary | undefined;
  private received = 0;
  private readonly stop = new AbortController();
  private readonly tally = new Tally();
  private readonly rate: RateMeter;
  private readonly records: Records;
  private readonly files: JobFiles;
  private readonly filler: Filler;
  private readonly unwatch: () => void;
  private resumeWaiters: (() => void)[] = [];
  private ending = false;
  /** It is paused because nothing is left but files that the person paused one by one. */
  private allHeld = false;
  /** Once it has begun to end, in whatever way: resolves when nothing is written any more. */
  private over: Promise<void> | undefined;

  /** @param changed called at each change of state */
  constructor(
    readonly spec: JobSpec,
    private readonly journal: Journal,
    private readonly around: Surroundings,
    private readonly changed: () => void,
  ) {
    // Every check, listing and pause of the run listens to it.
    setMaxListeners(0, this.stop.signal);
    this.rate = new RateMeter(around.now);
    this.records = new Records(
      spec,
      journal,
      around.shop,
      () => this.files.syncing(),
      (error) => {
        this.pause(error);
      },
    );
    const backlog = new Backlog();
    const shop = {
      ...around.shop,
      arrived: (bytes: number) => {
        this.received += bytes;
        return around.shop.arrived(bytes);
      },
    };
    this.files = new JobFiles({
      spec,
      journal,
      backlog,
      shop,
      around,
      tally: this.tally,
      records: this.records,
      running: () => this.current === 'running',
      pause: (reason) => {
        this.pause(reason);
      },
      stop: (error) => {
        void this.end(error);
      },
      settled: () => {
        this.filler.roomMade();
        this.endWhenDone();
      },
      quiet: () => {
        this.endWhenDone();
        this.changed();
      },
      signal: this.stop.signal,
    });
    this.filler = new Filler({
      spec,
      backlog,
      shop,
      around,
      tally: this.tally,
      records: this.records,
      journal,
      pause: (reason) => {
        this.pause(reason);
      },
      turn: (signal) => this.turn(signal),
      kick: around.kick,
    });
    this.unwatch = watchDisk(
      spec.target,
      around.shop.disk,
      () => (this.current === 'running' ? this.roomNeeded : undefined),
      (error) => {
        this.pause(error);
      },
    );
  }

  get state(): JobState {
    return this.current;
  }

  get reason(): HcpError | undefined {
    return this.pausedBy;
  }

  /** Requests under way. */
  get active(): number {
    return this.files.active;
  }

  /** Begins to plan, and with it the whole work. */
  begin(): void {
    this.journal.setState('running');
    const { shop, pace } = this.around;
    // Made while the listing is waited for, they take no time of their own.
    shop.fetcher.keepReady(pace.limit('large'));
    this.filler.run(this.stop.signal).then(
      () => {
        this.endWhenDone();
      },
      (error: unknown) => {
        const failure = toHcpError(error);
        if (failure.code !== 'cancelled') void this.end(failure);
      },
    );
  }

  /** Work for a free connection, if there is any. */
  next(lane: Lane): Piece | undefined {
    return this.current === 'running' && !this.ending ? this.files.next(lane) : undefined;
  }

  /** Files in this lane that more connections would find work in. */
  waiting(lane: Lane): number {
    return this.current === 'running' ? this.files.waiting(lane) : 0;
  }

  pause(reason?: HcpError): void {
    if (this.current !== 'running' || this.ending) return;
    this.current = 'paused';
    this.pausedBy = reason;
    this.files.abort();
    this.letGoOfConnections();
    this.note('paused');
    this.changed();
  }

  resume(): void {
    if (this.current !== 'paused' || this.ending) return;
    this.files.releaseAll();
    this.goOn();
  }

  pauseFile(key: string): void {
    this.files.hold(key);
    this.endWhenDone();
  }

  resumeFile(key: string): void {
    this.files.release(key);
    if (this.current === 'paused' && this.allHeld && !this.ending) this.goOn();
    this.around.kick();
  }

  cancelFile(key: string): void {
    try {
      this.files.drop(key);
    } catch (error) {
      this.pause(toHcpError(error));
    }
  }

  /** Ends it for good: its unfinished files and its journal go, whole files stay. */
  cancel(): Promise<void> {
    this.letGoOfConnections();
    return this.endOnce(() => this.clearAway());
  }

  /** Lets go of everything, to be gone on with by another run. */
  suspend(): Promise<void> {
    this.letGoOfConnections();
    return this.endOnce(() => this.letGo());
  }

  snapshot(): JobSnapshot {
    const { tally } = this;
    return {
      spec: this.spec,
      state: this.current,
      reason: this.pausedBy,
      waitsFor: undefined,
      offline: this.current === 'running' && this.around.connectivity.offline,
      progress: this.progress(),
      summary: this.ended,
      active: this.files.shown(shownFiles),
      arrived: tally.arrived,
      skipped: tally.skipped,
      failures: tally.failures,
    };
  }

  /** To be called at a steady pace. */
  sample(): void {
    this.rate.sample(this.received);
  }

  private progress(): JobProgress {
    const { tally, files, rate } = this;
    const bytesDone = tally.bytesWhole + files.bytesUnfinished;
    const bytesPerSecond = this.current === 'running' ? rate.bytesPerSecond : 0;
    const counted = this.spec.all !== undefined || this.filler.listed;
    return {
      filesDone: tally.filesDone,
      filesTotal: this.filesTotal,
      bytesDone,
      bytesTotal: this.bytesTotal,
      counted,
      bytesLeft: this.bytesLeft,
      roomNeeded: this.roomNeeded,
      bytesPerSecond,
      secondsLeft: counted && bytesPerSecond > 0 ? this.bytesLeft / bytesPerSecond : undefined,
      failed: tally.filesFailed,
      skipped: tally.filesSkipped,
      dropped: tally.filesDropped,
      connections: files.active,
    };
  }

  private get filesTotal(): number {
    return Math.max(this.filler.seen.files, this.filler.done ? 0 : (this.spec.all?.files ?? 0));
  }

  private get bytesTotal(): number {
    return Math.max(this.filler.seen.bytes, this.filler.done ? 0 : (this.spec.all?.bytes ?? 0));
  }

  private get bytesLeft(): number {
    const { tally, files, filler } = this;
    const there = files.bytesUnfinished + files.bytesLeftBehind + filler.inCheck;
    return Math.max(0, this.bytesTotal - tally.bytesSettled - there);
  }

  private get roomNeeded(): number {
    return Math.max(0, this.bytesLeft - this.files.bytesReserved);
  }

  /** Resolves when the job is not paused. */
  private turn(signal: AbortSignal): Promise<void> {
    if (this.current !== 'paused' || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const go = () => {
        signal.removeEventListener('abort', go);
        resolve();
      };
      this.resumeWaiters.push(go);
      signal.addEventListener('abort', go);
    });
  }

  private goOn(): void {
    this.pausedBy = this.note('running');
    if (this.pausedBy) {
      this.changed();
      return;
    }
    this.current = 'running';
    this.allHeld = false;
    for (const go of this.resumeWaiters.splice(0)) go();
    this.changed();
    this.endWhenDone();
    this.around.kick();
  }

  /** Those of other jobs that wait for their next request go with them: they are made again. */
  private letGoOfConnections(): void {
    this.around.shop.fetcher.keepReady(0);
  }

  private endWhenDone(): void {
    if (this.current !== 'running' || this.ending || !this.filler.done) return;
    if (this.files.idle) void this.end(undefined);
    // Only files are left that the person has paused one by one.
    else if (this.files.allHeld) {
      this.current = 'paused';
      this.allHeld = true;
      this.note('paused');
      this.changed();
    }
  }

  /** @returns why it could not be written down; found in another state, a job can be gone on with all the same */
  private note(state: JournalState): HcpError | undefined {
    try {
      this.records.note(state);
      return undefined;
    } catch (error) {
      return toHcpError(error);
    }
  }

  private async end(stoppedBy: HcpError | undefined): Promise<void> {
    await this.endOnce(() => this.conclude(stoppedBy));
  }

  /** The first way to end it counts; who comes later waits for that. */
  private endOnce(how: () => Promise<void>): Promise<void> {
    if (this.over) return this.over;
    this.ending = true;
    this.stop.abort();
    this.unwatch();
    this.over = how();
    return this.over;
  }

  private async clearAway(): Promise<void> {
    const { spec, journal, around } = this;
    let failure: HcpError | undefined;
    await this.files.close('discard');
    // First what takes space: on a full disk nothing can be written before that.
    removeLeftovers(spec.target, journal, around.shop.disk);
    await sweepParts(spec.target, spec.sources, around.shop.disk);
    try {
      await this.records.finish();
      journal.remove();
    } catch (error) {
      failure = toHcpError(error);
      journal.close();
    }
    this.ended = this.tally.summary(this.filesTotal, failure);
    this.current = 'cancelled';
    this.changed();
  }

  private async letGo(): Promise<void> {
    await this.files.close('keep');
    try {
      this.records.close();
    } catch {
      // Rows that can't be written now are added when their files are found to be there.
    }
    this.journal.close();
  }

  private async conclude(stoppedBy: HcpError | undefined): Promise<void> {
    await this.files.close('keep');
    this.rate.sample(this.received);
    let reason = stoppedBy;
    try {
      await this.records.finish();
    } catch (error) {
      reason ??= toHcpError(error);
    }
    this.ended = this.tally.summary(this.filesTotal, reason);
    if (reason || this.ended.failed > 0) {
      this.current = 'failed';
      this.note('failed');
      this.journal.close();
      this.changed();
      return;
    }
    // Another job may have these files from the moment on that this one is told to be done.
    removeLeftovers(this.spec.target, this.journal, this.around.shop.disk);
    this.current = 'done';
    this.changed();
    void this.records.settle();
  }
}
