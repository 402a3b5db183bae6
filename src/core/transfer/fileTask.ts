import type { HcpError } from '../errors';
import { laneOf } from './backlog';
import type { FileProgress } from './jobs';
import type { LargeFile } from './largeFile';
import type { Lane } from './pace';
import type { PlannedFile } from './plan';

/** A file of a job that was begun: what is under way for it, and how often it failed. */
export class FileTask {
  readonly lane: Lane;
  /** Set once its hidden file is open; never for a file that is gathered in memory. */
  large: LargeFile | undefined;
  /** Requests under way. */
  active = 0;
  /** Since the last request that succeeded. */
  tries = 0;
  /** Those that failed while nothing was heard of the bucket. */
  triesInSilence = 0;
  /** What had arrived when the last of the tries failed. */
  bytesAtFailure = 0;
  /** When the last of the tries failed. */
  failedAt = -Infinity;
  /** Not before this moment is it tried again. */
  notBefore = 0;
  /** How often all of its bytes had come and did not add up to its digest. */
  wrongSums = 0;
  /** How often another object was found under its key. */
  restarts = 0;
  /** The person paused this file. */
  held = false;
  /** The person took this file out of the job. */
  dropped = false;
  /** All bytes are there; it is being checked and put in place. */
  finishing = false;
  /** What ends it, once nothing is under way any more. */
  fate: HcpError | undefined;
  private readonly aborts = new Set<AbortController>();
  /** One that has served and was not aborted serves again: making them costs more than hashing a small file. */
  private static readonly spare: AbortController[] = [];

  constructor(public file: PlannedFile) {
    this.lane = laneOf(file);
  }

  get key(): string {
    return this.file.entry.key;
  }

  /** Runs one request of the file. */
  async run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const abort = FileTask.spare.pop() ?? new AbortController();
    this.aborts.add(abort);
    this.active++;
    try {
      await work(abort.signal);
    } finally {
      this.active--;
      this.aborts.delete(abort);
      if (!abort.signal.aborted) FileTask.spare.push(abort);
    }
  }

  /** What has failed so far does not count any more. */
  forgive(): void {
    this.tries = 0;
    this.triesInSilence = 0;
  }

  /** Cuts off what is under way. */
  abort(): void {
    for (const one of this.aborts) one.abort();
  }

  get bytesDone(): number {
    return this.large?.bytesDone ?? 0;
  }

  get progress(): FileProgress {
    const { key, size } = this.file.entry;
    const state = this.held
      ? 'paused'
      : this.finishing
        ? 'checking'
        : this.active > 0
          ? 'fetching'
          : 'queued';
    return { key, size, state, bytesDone: this.bytesDone };
  }
}
