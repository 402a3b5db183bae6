import { HcpError } from '../../../src/core/errors';
import type { FolderReport, JobSnapshot, NewJob } from '../../../src/core/transfer/jobs';
import type { PlanTotals } from '../../../src/core/transfer/summarise';
import type { EngineClient } from '../../../src/core/transfer/workerClient';
import type { Configuration } from '../../../src/core/transfer/workerMessages';
import { jobOf } from '../../unit/host-downloads/jobs';

type Listener = (changed: JobSnapshot | undefined) => void;

const files = (count: number, bytes: number) => ({ files: count, bytes });

/** A plan of so many files, none of which is there. */
export function planOf(count: number, bytes: number, change: Partial<PlanTotals> = {}): PlanTotals {
  return {
    all: files(count, bytes),
    present: files(0, 0),
    toCheck: files(0, 0),
    toDownload: files(count, bytes),
    toReplace: 0,
    refused: 0,
    firstRefusal: undefined,
    ...change,
  };
}

/** An engine whose jobs do what a test says. */
export class MemoryEngine implements EngineClient {
  list: readonly JobSnapshot[] = [];
  /** What was asked of jobs, such as `pause job1`. */
  readonly orders: string[] = [];
  readonly started: NewJob[] = [];
  readonly configurations: Configuration[] = [];
  planned = planOf(2, 10);
  /** What `recover` finds. */
  left: readonly JobSnapshot[] = [];
  report: FolderReport | undefined;
  private readonly listeners = new Set<Listener>();

  get jobs(): readonly JobSnapshot[] {
    return this.list;
  }

  /** Puts a job into the list, or changes it there, and tells of it as the engine does. */
  show(job: JobSnapshot): void {
    const known = this.list.some(({ spec }) => spec.id === job.spec.id);
    this.list = known
      ? this.list.map((one) => (one.spec.id === job.spec.id ? job : one))
      : [job, ...this.list];
    this.tell(known ? job : undefined);
  }

  plan: EngineClient['plan'] = (_sources, _target, signal) =>
    signal.aborted ? Promise.reject(new HcpError('cancelled')) : Promise.resolve(this.planned);

  start(job: NewJob): Promise<JobSnapshot> {
    this.started.push(job);
    const snapshot = jobOf({ id: `job${String(this.started.length)}`, ...job });
    this.show(snapshot);
    return Promise.resolve(snapshot);
  }

  recover(): Promise<readonly JobSnapshot[]> {
    for (const job of this.left) this.show(job);
    return Promise.resolve(this.left);
  }

  verify(_target: string, signal: AbortSignal): Promise<FolderReport> {
    if (this.report) return Promise.resolve(this.report);
    return new Promise((_resolve, reject: (error: HcpError) => void) => {
      const stop = () => {
        reject(new HcpError('cancelled'));
      };
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop);
    });
  }

  pause = this.order('pause');
  resume = this.order('resume');
  cancel = this.order('cancel');
  pauseFile = this.order('pauseFile');
  resumeFile = this.order('resumeFile');
  cancelFile = this.order('cancelFile');

  remove(id: string): void {
    this.orders.push(`remove ${id}`);
    this.list = this.list.filter(({ spec }) => spec.id !== id);
    this.tell(undefined);
  }

  setLimits(): void {
    throw new Error('Limits are a part of the configuration.');
  }

  configure(configuration: Configuration): void {
    this.configurations.push(configuration);
  }

  onChange(listener: Listener): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }

  dispose(): Promise<void> {
    this.orders.push('dispose');
    return Promise.resolve();
  }

  private tell(job: JobSnapshot | undefined): void {
    for (const listener of this.listeners) listener(job);
  }

  private order(name: string) {
    return (...args: readonly string[]): void => {
      this.orders.push([name, ...args].join(' '));
    };
  }
}
