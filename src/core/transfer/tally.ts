import type { HcpError } from '../errors';
import type { Verified } from './fetchFile';
import type { PlanTotals } from './summarise';

export interface FileFailure {
  /** The key, or the source when all of it failed. */
  readonly key: string;
  readonly error: HcpError;
}

/** What became of one file. */
export type FileResult =
  | { readonly kind: 'downloaded'; readonly key: string; readonly bytes: number; readonly verified: Verified }
  /** Was there and whole; `verified` only when its bytes were looked at now. */
  | { readonly kind: 'present'; readonly key: string; readonly bytes: number; readonly verified?: Verified }
  | { readonly kind: 'failed'; readonly key: string; readonly error: HcpError };

export interface DownloadSummary {
  /** Downloaded now. */
  readonly files: number;
  readonly bytes: number;
  /** Left alone, because they were there and whole. */
  readonly alreadyThere: number;
  /** How the downloaded files were checked. */
  readonly verified: Readonly<Record<Verified, number>>;
  readonly failed: number;
  /** The first thousand of them. */
  readonly failures: readonly FileFailure[];
  /** Files that nothing was tried for, or that were cut off, because the job was stopped. */
  readonly notTried: number;
  /** What stopped the whole job before its end. */
  readonly stoppedBy: HcpError | undefined;
  /** The person stopped it before all was done. */
  readonly cancelled: boolean;
}

const keptFailures = 1_000;

/** Adds up what becomes of the files of a job. */
export class Tally {
  private files = 0;
  private bytes = 0;
  private alreadyThere = 0;
  private presentBytes = 0;
  private failed = 0;
  private readonly verified: Record<Verified, number> = { md5Etag: 0, md5Manifest: 0, sizeOnly: 0 };
  private readonly failures: FileFailure[] = [];

  constructor(private readonly totals: PlanTotals) {}

  add(result: FileResult): void {
    switch (result.kind) {
      case 'downloaded':
        this.files++;
        this.bytes += result.bytes;
        this.verified[result.verified]++;
        return;
      case 'present':
        this.alreadyThere++;
        this.presentBytes += result.bytes;
        return;
      case 'failed':
        this.failed++;
        if (this.failures.length < keptFailures) {
          this.failures.push({ key: result.key, error: result.error });
        }
    }
  }

  get filesDone(): number {
    return this.files + this.alreadyThere + this.failed;
  }

  get bytesPresent(): number {
    return this.presentBytes;
  }

  get failuresSoFar(): number {
    return this.failed;
  }

  summary(end: { readonly stoppedBy: HcpError | undefined; readonly cancelled: boolean }): DownloadSummary {
    const { files, bytes, alreadyThere, failed, totals } = this;
    const stopped = end.cancelled || end.stoppedBy !== undefined;
    const notTried = stopped ? Math.max(0, totals.all.files + totals.refused - this.filesDone) : 0;
    return {
      files,
      bytes,
      alreadyThere,
      verified: { ...this.verified },
      failed,
      failures: [...this.failures],
      notTried,
      stoppedBy: end.stoppedBy,
      cancelled: end.cancelled && notTried > 0,
    };
  }
}
