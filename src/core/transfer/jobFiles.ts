import { toHcpError, type HcpError, type HcpErrorCode } from '../errors';
import { pauseAfter } from './backoff';
import type { Backlog } from './backlog';
import { FileTask } from './fileTask';
import { FolderMaker } from './folders';
import type { FileProgress, JobSpec } from './jobs';
import type { Journal } from './journal';
import { LargeFile } from './largeFile';
import type { Lane } from './pace';
import { clockPause } from './patientList';
import type { PlannedFile } from './plan';
import type { Records } from './records';
import { fetchSmallFile, gatheredUpTo, type Obtained } from './smallFile';
import type { Surroundings } from './surroundings';
import type { Tally } from './tally';
import { targetIsLost, type Workshop } from './workshop';

/** One request's worth of work. Never rejects. */
export type Piece = () => Promise<void>;

export interface JobFilesContext {
  readonly spec: JobSpec;
  readonly journal: Journal;
  readonly backlog: Backlog;
  readonly shop: Workshop;
  readonly around: Surroundings;
  readonly tally: Tally;
  readonly records: Records;
  readonly running: () => boolean;
  readonly pause: (reason: HcpError) => void;
  readonly stop: (error: HcpError) => void;
  /** A file is settled, one way or the other. */
  readonly settled: () => void;
  /** The last request that was under way when the job, or a file of it, was paused has ended. */
  readonly quiet: () => void;
  /** Of the whole run. */
  readonly signal: AbortSignal;
}

const triesPerFile = 6;
/** Of a file that does not add up to its digest, since the digest may be what is wrong. */
const sumsPerFile = 3;
const restartsPerFile = 3;
/** Bytes that a failed request has to have brought for it not to count. */
const worthATry = 256 * 1024;
const network: ReadonlySet<HcpErrorCode> = new Set(['bucket.unreachable', 'transfer.stalled']);

/** The files of a job that are begun: hands out their requests, and decides what a failure means for each. */
export class JobFiles {
  private readonly tasks = new Map<string, FileTask>();
  /** Tasks that may have a request to hand out. */
  private readonly ready: Readonly<Record<Lane, Set<FileTask>>> = { small: new Set(), large: new Set() };
  private readonly folders: FolderMaker;
  private closing = false;
  private readonly under = new Set<Promise<void>>();

  constructor(private readonly context: JobFilesContext) {
    this.folders = new FolderMaker(context.shop.disk, context.spec.target);
  }

  /** Requests under way. */
  get active(): number {
    let sum = 0;
    for (const task of this.tasks.values()) sum += task.active;
    return sum;
  }

  get idle(): boolean {
    return this.tasks.size === 0 && this.context.backlog.size === 0;
  }

  /** Whether nothing is left but files that the person paused. */
  get allHeld(): boolean {
    return (
      this.context.backlog.size === 0 &&
      [...this.tasks.values()].every((task) => task.held && task.active === 0 && !task.finishing)
    );
  }

  /** Bytes of files that are not whole yet. */
  get bytesUnfinished(): number {
    let sum = 0;
    for (const task of this.tasks.values()) sum += task.bytesDone;
    return sum;
  }

  /** Bytes that the disk has set aside for what these files still lack. */
  get bytesReserved(): number {
    let sum = 0;
    for (const { large } of this.tasks.values()) sum += large?.bytesReserved ?? 0;
    return sum;
  }

  /** Bytes of files that were begun and are not open: not opened yet by this run, or failed in it. */
  get bytesLeftBehind(): number {
    let sum = 0;
    for (const key of this.context.journal.open.keys()) {
      if (!this.tasks.get(key)?.large) sum += this.keptOf(key);
    }
    return sum;
  }

  /** Bytes of the parts that a file has on disk. */
  private keptOf(key: string): number {
    const file = this.context.journal.open.get(key);
    return file ? Math.min(file.size, file.done.size * file.partSize) : 0;
  }

  shown(most: number): readonly FileProgress[] {
    const shown: FileProgress[] = [];
    for (const task of this.tasks.values()) {
      if (shown.length >= most) break;
      shown.push(task.progress);
    }
    return shown;
  }

  /** Files that may have a request to hand out. */
  waiting(lane: Lane): number {
    return this.ready[lane].size + this.context.backlog.count(lane);
  }

  next(lane: Lane): Piece | undefined {
    const now = this.context.around.now();
    for (const task of this.ready[lane]) {
      if (now < task.notBefore) continue;
      const piece = this.pieceOf(task);
      if (piece) return piece;
      this.ready[lane].delete(task);
    }
    for (;;) {
      const file = this.context.backlog.take(lane);
      if (!file) return undefined;
      const { key } = file.entry;
      if (this.context.journal.dropped.has(key)) {
        this.context.tally.drop(file.entry.size);
        this.context.settled();
        continue;
      }
      const task = new FileTask(file);
      this.tasks.set(key, task);
      return this.pieceOf(task);
    }
  }

  hold(key: string): void {
    const task = this.tasks.get(key);
    if (!task || task.finishing) return;
    task.held = true;
    task.abort();
  }

  release(key: string): void {
    const task = this.tasks.get(key);
    if (!task?.held) return;
    task.held = false;
    this.makeReady(task);
  }

  /** All files may be tried again, with a clean slate. */
  releaseAll(): void {
    for (const task of this.tasks.values()) {
      task.held = false;
      task.forgive();
      task.wrongSums = 0;
      task.notBefore = 0;
      this.makeReady(task);
    }
  }

  drop(key: string): void {
    const task = this.tasks.get(key);
    if (task?.finishing) return;
    // One that is not begun is left out when its turn comes.
    this.context.journal.drop(key);
    if (!task) return;
    task.dropped = true;
    task.abort();
    if (task.active === 0) void this.track(this.giveUp(task));
  }

  /** Cuts off all requests; the files stay open. */
  abort(): void {
    for (const task of this.tasks.values()) task.abort();
  }

  /** The hidden files that are to be written to the disk itself, and what to call after that. */
  syncing(): readonly { readonly path: string; readonly done: () => void }[] {
    return [...this.tasks.values()].flatMap(({ large }) => large?.syncing() ?? []);
  }

  /** Cuts off all requests and closes all files, with what they have, or without leaving a trace. */
  async close(what: 'keep' | 'discard'): Promise<void> {
    this.closing = true;
    this.abort();
    // A file of many GB that an earlier run has begun is read from its start: too long to wait for.
    for (const { large, finishing } of this.tasks.values()) if (finishing) large?.stopChecking();
    while (this.under.size > 0) await Promise.all(this.under);
    for (const { large } of this.tasks.values()) {
      try {
        if (large) await (what === 'keep' ? large.suspend() : large.discard());
      } catch {
        // The others are to be closed all the same; the bytes of this one are told by its journal.
      }
    }
    this.tasks.clear();
  }

  private pieceOf(task: FileTask): Piece | undefined {
    if (task.held || task.dropped || task.fate || task.finishing) return undefined;
    const { large } = task;
    if (!large) {
      if (task.active > 0) return undefined;
      return this.piece(task, (signal) => this.begin(task, signal));
    }
    const part = large.take();
    if (part === undefined) return undefined;
    if (large.hasFree) this.ready[task.lane].add(task);
    return this.piece(task, (signal) => large.fetchPart(part, signal));
  }

  private piece(task: FileTask, work: (signal: AbortSignal) => Promise<void>): Piece {
    return () => this.track(this.attempt(task, work));
  }

  private async attempt(task: FileTask, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const begun = this.context.around.now();
    try {
      await task.run(work);
      task.forgive();
    } catch (error) {
      this.stumble(task, toHcpError(error), begun);
    }
    // Waiting for a digest is no work for a connection.
    if (task.active === 0 && this.tasks.has(task.key)) void this.track(this.after(task));
    const stands = task.held || !this.context.running();
    if (stands && !this.closing && this.active === 0) this.context.quiet();
  }

  /** The first request of a file: all of a small one, the first part of a large one. */
  private async begin(task: FileTask, signal: AbortSignal): Promise<void> {
    const { shop, journal, tally } = this.context;
    const { file } = task;
    const makeFolder = () => {
      this.folders.make(file.segments.slice(0, -1));
    };
    if (file.entry.size <= gatheredUpTo) {
      const obtained = await fetchSmallFile(file, shop, makeFolder, signal);
      this.arrive(task, obtained);
      return;
    }
    makeFolder();
    const large = await LargeFile.open(file, shop, journal, signal);
    if (large.restarted) tally.restarted++;
    task.large = large;
    const part = large.take();
    if (large.hasFree) {
      this.makeReady(task);
      this.context.around.kick();
    }
    if (part !== undefined) await large.fetchPart(part, signal);
  }

  private async after(task: FileTask): Promise<void> {
    if (this.closing || task.finishing) return;
    if (task.dropped) return this.giveUp(task);
    if (task.fate) return this.meetFate(task, task.fate);
    if (task.large?.whole) return this.finish(task, task.large);
  }

  private async finish(task: FileTask, large: LargeFile): Promise<void> {
    task.finishing = true;
    try {
      this.arrive(task, await large.finish());
    } catch (error) {
      // The file is closed by now.
      task.large = undefined;
      task.finishing = false;
      this.stumble(task, toHcpError(error), this.context.around.now());
      if (task.fate) await this.meetFate(task, task.fate);
    }
  }

  private arrive(task: FileTask, { verified, md5 }: Obtained): void {
    const { tally, records, settled } = this.context;
    this.forget(task);
    const { key, size } = task.file.entry;
    if (task.file.renamed) tally.renamed++;
    tally.arrive({ key, size, verified });
    records.arrived(task.file, verified, md5);
    settled();
  }

  /**
   * Decides what a failure means: for this request, for its file, or for the whole job.
   * @param begun when the request that failed began
   */
  private stumble(task: FileTask, error: HcpError, begun: number): void {
    const { around, pause, stop, running, shop, spec } = this.context;
    this.makeReady(task);
    if (error.code === 'cancelled' || task.dropped || task.held || !running() || this.closing) return;
    if (error.code === 'keys.clock' && around.connectivity.clockOff() < around.clockPatience)
      this.waitFor(task, clockPause);
    else if (error.code.startsWith('keys.')) around.keysRefused(error);
    else if (error.code === 'disk.full' || error.facts.reason === 'EROFS') pause(error);
    else if (targetIsLost(error, spec.target, shop.disk)) pause(error);
    else if (error.code === 'bucket.address') stop(error);
    else if (error.code === 'transfer.checksum' && ++task.wrongSums >= sumsPerFile) this.doom(task, error);
    else if (error.retryable) this.tryAgain(task, error, begun);
    else this.doom(task, error);
  }

  private tryAgain(task: FileTask, error: HcpError, begun: number): void {
    const { around, stop } = this.context;
    const { connectivity, pace, patience } = around;
    const now = around.now();
    // While nothing is heard of the bucket at all, it is not this file that is at fault.
    const outage = network.has(error.code) && connectivity.lastHeard < begun;
    if (network.has(error.code)) connectivity.failed();
    else connectivity.ok();
    if (error.code === 'bucket.busy') pace.slowDown(Number(error.facts.retryAfter ?? 0));
    if (outage && connectivity.silence > patience) {
      stop(error);
      return;
    }
    // Requests that were under way when another one of the file failed have failed with it.
    if (begun < task.failedAt) return;
    task.failedAt = now;
    // A way that cuts connections off gets there too, as long as each of them brings something.
    if (task.bytesDone >= task.bytesAtFailure + worthATry) task.forgive();
    task.bytesAtFailure = task.bytesDone;
    const tries = outage ? ++task.triesInSilence : ++task.tries;
    if (!outage && tries >= triesPerFile) {
      this.doom(task, error);
      return;
    }
    this.waitFor(task, pauseAfter(tries));
  }

  private waitFor(task: FileTask, pause: number): void {
    const { around } = this.context;
    task.notBefore = around.now() + pause;
    setTimeout(around.kick, pause + 1);
  }

  private doom(task: FileTask, error: HcpError): void {
    task.fate = error;
    task.abort();
  }

  private async meetFate(task: FileTask, error: HcpError): Promise<void> {
    task.finishing = true;
    if (error.code === 'bucket.changed' && task.restarts < restartsPerFile) {
      task.restarts++;
      const fresh = await this.lookAgain(task.file);
      if (fresh && !task.dropped && !this.closing) {
        await task.large?.discard();
        this.context.tally.restarted++;
        task.large = undefined;
        task.file = fresh;
        task.fate = undefined;
        task.finishing = false;
        this.makeReady(task);
        this.context.around.kick();
        return;
      }
    }
    // What has arrived stays for a later try, unless it is wrong.
    await task.large?.suspend();
    this.forget(task);
    this.context.tally.fail(task.key, error, task.file.entry.size - this.keptOf(task.key));
    this.context.settled();
  }

  /** The file as the bucket lists it now; undefined when that can't be told. */
  private async lookAgain(file: PlannedFile): Promise<PlannedFile | undefined> {
    const { around, signal } = this.context;
    const { key } = file.entry;
    try {
      const page = await around.store.list({ prefix: key, maxKeys: 1 }, signal);
      const entry = page.objects.find((one) => one.key === key);
      return entry && { ...file, entry };
    } catch {
      return undefined;
    }
  }

  private async giveUp(task: FileTask): Promise<void> {
    task.finishing = true;
    await task.large?.discard();
    this.forget(task);
    this.context.tally.drop(task.file.entry.size);
    this.context.settled();
  }

  private forget(task: FileTask): void {
    this.tasks.delete(task.key);
    this.ready[task.lane].delete(task);
  }

  private makeReady(task: FileTask): void {
    if (this.tasks.has(task.key)) this.ready[task.lane].add(task);
  }

  private track(work: Promise<void>): Promise<void> {
    const tracked: Promise<void> = work.then(
      () => {
        this.under.delete(tracked);
      },
      (error: unknown) => {
        this.under.delete(tracked);
        this.context.stop(toHcpError(error));
      },
    );
    this.under.add(tracked);
    return tracked;
  }
}
