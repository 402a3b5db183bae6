import * as vscode from 'vscode';
import type { DownloadProgress } from '../../core/transfer/job';
import { isPrefix } from '../../core/transfer/sources';
import type { DownloadSummary } from '../../core/transfer/tally';

/** `failed`: some files failed, or something else than the person stopped the whole job. */
export type JobState = 'running' | 'done' | 'failed' | 'cancelled';

/** A download as the view shows it. */
export interface DownloadJob {
  readonly id: number;
  readonly sources: readonly string[];
  /** Absolute folder. */
  readonly target: string;
  readonly state: JobState;
  readonly progress: DownloadProgress | undefined;
  /** Set when it is not running any more. */
  readonly summary: DownloadSummary | undefined;
}

type Work = (
  signal: AbortSignal,
  onProgress: (progress: DownloadProgress) => void,
) => Promise<DownloadSummary>;

interface Entry {
  job: DownloadJob;
  readonly abort: AbortController;
}

/** The downloads of this window, newest first. */
export class Jobs implements vscode.Disposable {
  private readonly entries = new Map<number, Entry>();
  private readonly changed = new vscode.EventEmitter<DownloadJob | undefined>();
  private lastId = 0;

  /** Fires with the job whose progress changed, or with undefined when the list or a state changed. */
  readonly onDidChange = this.changed.event;

  get all(): readonly DownloadJob[] {
    return [...this.entries.values()].map(({ job }) => job).reverse();
  }

  get running(): readonly DownloadJob[] {
    return this.all.filter((job) => job.state === 'running');
  }

  /** A running job that fetches all of these sources to the same folder. */
  runningFor(sources: readonly string[], target: string): DownloadJob | undefined {
    return this.running.find(
      (job) =>
        job.target === target && sources.every((source) => job.sources.some((one) => covers(one, source))),
    );
  }

  /** Runs the work as a job of the list. Rejects with what the work rejects with. */
  async run(sources: readonly string[], target: string, work: Work): Promise<DownloadJob> {
    const id = ++this.lastId;
    const abort = new AbortController();
    const entry: Entry = {
      job: { id, sources, target, state: 'running', progress: undefined, summary: undefined },
      abort,
    };
    this.entries.set(id, entry);
    this.changed.fire(undefined);
    try {
      const summary = await work(abort.signal, (progress) => {
        entry.job = { ...entry.job, progress };
        this.changed.fire(entry.job);
      });
      entry.job = { ...entry.job, summary, state: stateOf(summary) };
      return entry.job;
    } catch (error) {
      this.entries.delete(id);
      throw error;
    } finally {
      this.changed.fire(undefined);
    }
  }

  cancel(id: number): void {
    this.entries.get(id)?.abort.abort();
  }

  cancelAll(): void {
    for (const { abort } of this.entries.values()) abort.abort();
  }

  /** Takes a job that is not running out of the list. */
  remove(id: number): void {
    if (this.entries.get(id)?.job.state === 'running') return;
    if (this.entries.delete(id)) this.changed.fire(undefined);
  }

  clearFinished(): void {
    for (const job of this.all) this.remove(job.id);
  }

  dispose(): void {
    this.cancelAll();
    this.changed.dispose();
  }
}

function stateOf(summary: DownloadSummary): JobState {
  if (summary.stoppedBy) return 'failed';
  if (summary.cancelled) return 'cancelled';
  return summary.failed > 0 ? 'failed' : 'done';
}

function covers(source: string, other: string): boolean {
  return source === other || (isPrefix(source) && other.startsWith(source));
}
