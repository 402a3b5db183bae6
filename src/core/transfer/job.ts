import type { ObjectStore } from '../bucket/objectStore';
import { toHcpError, type HcpError, type HcpErrorCode } from '../errors';
import { checkFile, fetchFile, type FetchContext } from './fetchFile';
import { makeFolders } from './folders';
import { planItems, type PlannedFile, type PlannedItem, type PlanRequest } from './plan';
import { forEachBounded, type Pool } from './pool';
import { RateMeter } from './rate';
import { withRetries } from './retry';
import type { PlanTotals } from './summarise';
import { Tally, type DownloadSummary, type FileResult } from './tally';

export interface DownloadProgress {
  /** Files that are settled, one way or the other. */
  readonly filesDone: number;
  readonly filesTotal: number;
  /** Bytes received, and those of files that were there. Goes back when a file has to be fetched again. */
  readonly bytesDone: number;
  readonly bytesTotal: number;
  /** Over the last ten seconds. */
  readonly bytesPerSecond: number;
  /** Undefined while nothing arrives. */
  readonly secondsLeft: number | undefined;
  readonly failed: number;
}

export interface DownloadRequest extends PlanRequest, Omit<FetchContext, 'store'> {
  readonly store: Pick<ObjectStore, 'list' | 'read'>;
  readonly pool: Pool;
  /** Of the plan that the person said yes to. */
  readonly totals: PlanTotals;
  /** Called four times a second while the job runs, and at its end. */
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly onFile?: (result: FileResult) => void;
}

/** Errors of one file that will meet every other file too. */
const fatal: ReadonlySet<HcpErrorCode> = new Set(['disk.full', 'disk.readOnly', 'bucket.address']);
/** So many files in a row that failed after all their tries: the network or the bucket is away. */
const failuresInARow = 3;
const network: ReadonlySet<HcpErrorCode> = new Set(['bucket.unreachable', 'bucket.busy', 'transfer.stalled']);
const progressEvery = 250;

/**
 * Downloads what is missing. Plans again while it runs, so it needs no list of files and can be run again at
 * any time: whole files are left alone. What concerns one file ends up in the summary; what concerns all of
 * them stops the job at once. Never rejects because of the bucket, the disk or the person.
 */
export async function runDownload(request: DownloadRequest, signal: AbortSignal): Promise<DownloadSummary> {
  const job = new Job(request, signal);
  return job.run();
}

class Job {
  private readonly stop = new AbortController();
  private readonly signal: AbortSignal;
  private readonly tally: Tally;
  private readonly rate = new RateMeter(() => performance.now());
  private received = 0;
  private networkFailures = 0;
  private stoppedBy: HcpError | undefined;

  constructor(
    private readonly request: DownloadRequest,
    private readonly person: AbortSignal,
  ) {
    this.signal = AbortSignal.any([person, this.stop.signal]);
    this.tally = new Tally(request.totals);
  }

  async run(): Promise<DownloadSummary> {
    const { pool, disk, target } = this.request;
    const ticker = setInterval(() => {
      this.report();
    }, progressEvery);
    try {
      await disk.makeTarget(target);
      const plan = planItems(this.request, this.signal);
      // Twice the connections, so that a free one always finds work waiting.
      await forEachBounded(
        plan,
        () => 2 * pool.connections,
        (item) => this.settle(item),
      );
    } catch (error) {
      this.halt(toHcpError(error));
    } finally {
      clearInterval(ticker);
    }
    this.report();
    return this.tally.summary({ stoppedBy: this.stoppedBy, cancelled: this.person.aborted });
  }

  private async settle(item: PlannedItem): Promise<void> {
    try {
      const result = await this.resultOf(item);
      if (result) this.add(result);
    } catch (error) {
      this.fail(keyOf(item), toHcpError(error));
    }
  }

  private async resultOf(item: PlannedItem): Promise<FileResult | undefined> {
    const { pool, disk, target } = this.request;
    switch (item.kind) {
      case 'refused':
        throw item.error;
      case 'folder':
        await makeFolders(disk, target, item.segments);
        return undefined;
      case 'file':
        if (item.state === 'whole') return present(item);
        return pool.run(() => this.obtain(item), this.signal);
    }
  }

  private async obtain(file: PlannedFile): Promise<FileResult> {
    const { request, signal } = this;
    if (file.state === 'sameSize') {
      const verified = await checkFile(file, request, signal);
      if (verified) return { ...present(file), verified };
    }
    const verified = await withRetries(
      () => fetchFile(file, request, signal, (bytes) => (this.received += bytes)),
      signal,
      request.retries,
    );
    this.networkFailures = 0;
    return { kind: 'downloaded', key: file.entry.key, bytes: file.entry.size, verified };
  }

  private add(result: FileResult): void {
    this.tally.add(result);
    this.request.onFile?.(result);
  }

  private fail(key: string, error: HcpError): void {
    // Cut off by the person or by another file's failure: not tried, rather than failed.
    if (error.code === 'cancelled') return;
    if (fatal.has(error.code) || error.code.startsWith('keys.')) {
      this.halt(error);
      return;
    }
    this.add({ kind: 'failed', key, error });
    if (network.has(error.code) && ++this.networkFailures >= failuresInARow) this.halt(error);
  }

  private halt(error: HcpError): void {
    if (error.code !== 'cancelled') this.stoppedBy ??= error;
    this.stop.abort();
  }

  private report(): void {
    const { tally, rate, received, request } = this;
    const { all, refused } = request.totals;
    rate.sample(received);
    const bytesDone = received + tally.bytesPresent;
    const { bytesPerSecond } = rate;
    request.onProgress?.({
      filesDone: tally.filesDone,
      filesTotal: all.files + refused,
      bytesDone,
      bytesTotal: all.bytes,
      bytesPerSecond,
      secondsLeft: bytesPerSecond > 0 ? Math.max(0, all.bytes - bytesDone) / bytesPerSecond : undefined,
      failed: tally.failuresSoFar,
    });
  }
}

function present(file: PlannedFile): Extract<FileResult, { kind: 'present' }> {
  return { kind: 'present', key: file.entry.key, bytes: file.entry.size };
}

function keyOf(item: PlannedItem): string {
  return item.kind === 'file' ? item.entry.key : item.key;
}
