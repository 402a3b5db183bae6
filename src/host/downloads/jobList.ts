import * as vscode from 'vscode';
import type { JobSnapshot, JobState, NewJob } from '../../core/transfer/jobs';
import { isPrefix } from '../../core/transfer/sources';
import type { EngineRoom } from './engineRoom';
import type { UnfinishedTargets } from './unfinishedTargets';

/** Milliseconds in which the answer to a Resume is what the person looks for. */
const waitsFor = 60_000;

/** The downloads of this window, newest first, as the engine tells of them. */
export class JobList implements vscode.Disposable {
  private readonly interrupted = new Set<string>();
  /** When the person has told a job to go on, in milliseconds; by its id. */
  private readonly insisted = new Map<string, number>();
  private readonly changed = new vscode.EventEmitter<JobSnapshot | undefined>();
  private readonly listening: vscode.Disposable;

  /** Fires with the job that changed, or with undefined when the list did. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly room: EngineRoom,
    private readonly targets: UnfinishedTargets,
  ) {
    this.listening = room.onDidChangeJob((job) => {
      if (job && job.state !== 'paused') this.interrupted.delete(job.spec.id);
      this.changed.fire(job);
    });
  }

  get all(): readonly JobSnapshot[] {
    return this.room.jobs;
  }

  /** The job as it is now; undefined when it is not listed any more. */
  now({ spec }: JobSnapshot): JobSnapshot | undefined {
    return this.all.find((job) => job.spec.id === spec.id);
  }

  inState(...states: readonly JobState[]): readonly JobSnapshot[] {
    return this.all.filter(({ state }) => states.includes(state));
  }

  /** An unfinished job that fetches all of these sources to the same folder. */
  unfinishedFor(sources: readonly string[], target: string): JobSnapshot | undefined {
    return this.inState('running', 'waiting', 'paused').find(
      ({ spec }) =>
        spec.target === target && sources.every((source) => spec.sources.some((one) => covers(one, source))),
    );
  }

  /** Whether a paused job was cut off by the end of a window, and not by the person. */
  isInterrupted({ spec }: JobSnapshot): boolean {
    return this.interrupted.has(spec.id);
  }

  /** @throws HcpError `disk.*` */
  async start(job: NewJob): Promise<JobSnapshot> {
    const engine = await this.room.ready();
    // A folder that can't be remembered is looked into again when something is downloaded to it.
    await this.targets.add(job.target).catch(() => undefined);
    return engine.start(job);
  }

  /** Lists what former windows left unfinished. The engine stays asleep when there is no folder to look into. */
  async recover(): Promise<readonly JobSnapshot[]> {
    const targets = await this.targets.list();
    if (targets.length === 0) return [];
    const engine = await this.room.ready();
    const jobs = await engine.recover(targets);
    for (const { spec, state } of jobs) if (state === 'paused') this.interrupted.add(spec.id);
    this.changed.fire(undefined);
    return jobs;
  }

  /** Goes on with a paused job, or tries what is left of a failed one, because the person wants it. */
  async resume(job: JobSnapshot): Promise<void> {
    this.insisted.set(job.spec.id, performance.now());
    await this.goOn(job);
  }

  /** The same by itself. */
  async goOn({ spec }: JobSnapshot): Promise<void> {
    await this.room.ready();
    this.room.orders.resume(spec.id);
  }

  /** Whether the person has just told the job to go on, and waits to hear of it; asked once. */
  wasInsistedOn({ spec }: JobSnapshot): boolean {
    const since = this.insisted.get(spec.id) ?? -Infinity;
    this.insisted.delete(spec.id);
    return performance.now() - since < waitsFor;
  }

  pause({ spec }: JobSnapshot): void {
    this.room.orders.pause(spec.id);
  }

  cancel({ spec }: JobSnapshot): void {
    this.room.orders.cancel(spec.id);
  }

  /** Takes a job that has ended off the list. */
  remove({ spec }: JobSnapshot): void {
    this.room.orders.remove(spec.id);
  }

  pauseFile({ spec }: JobSnapshot, key: string): void {
    this.room.orders.pauseFile(spec.id, key);
  }

  resumeFile({ spec }: JobSnapshot, key: string): void {
    this.room.orders.resumeFile(spec.id, key);
  }

  cancelFile({ spec }: JobSnapshot, key: string): void {
    this.room.orders.cancelFile(spec.id, key);
  }

  pauseAll(): void {
    for (const job of this.inState('running', 'waiting')) this.pause(job);
  }

  clearFinished(): void {
    for (const job of this.inState('done', 'cancelled', 'failed')) this.remove(job);
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
  }
}

function covers(source: string, other: string): boolean {
  return source === other || (isPrefix(source) && other.startsWith(source));
}
