import type { HcpError } from '../errors';
import type { JobSummary, SettledFile } from './jobs';

/** How it is known that a file holds the right bytes; `sizeOnly` when nobody tells its MD5. */
export type Verified = 'md5Etag' | 'md5Manifest' | 'sizeOnly';

export interface FileFailure {
  /** The key, or the source when all of it failed. */
  readonly key: string;
  readonly error: HcpError;
}

const keptFailures = 1_000;
const keptFiles = 100;

/** Adds up what becomes of the files of a job. */
export class Tally {
  private files = 0;
  private bytes = 0;
  private alreadyThere = 0;
  private presentBytes = 0;
  private failed = 0;
  private dropped = 0;
  private givenUp = 0;
  restarted = 0;
  renamed = 0;
  private readonly verified: Record<Verified, number> = { md5Etag: 0, md5Manifest: 0, sizeOnly: 0 };
  private readonly kept = {
    failures: [] as FileFailure[],
    arrived: [] as SettledFile[],
    skipped: [] as SettledFile[],
  };

  arrive(file: SettledFile & { readonly verified: Verified }): void {
    this.files++;
    this.bytes += file.size;
    this.verified[file.verified]++;
    this.kept.arrived.unshift(file);
    this.kept.arrived.length = Math.min(this.kept.arrived.length, keptFiles);
  }

  /** The file was there and whole. */
  skip(file: SettledFile): void {
    this.alreadyThere++;
    this.presentBytes += file.size;
    if (this.kept.skipped.length < keptFiles) this.kept.skipped.push(file);
  }

  /** @param size bytes that are not to be written after all */
  fail(key: string, error: HcpError, size = 0): void {
    this.failed++;
    this.givenUp += size;
    if (this.kept.failures.length < keptFailures) this.kept.failures.push({ key, error });
  }

  /** @param size bytes that are not to be written after all */
  drop(size: number): void {
    this.dropped++;
    this.givenUp += size;
  }

  get filesDone(): number {
    return this.files + this.alreadyThere + this.failed + this.dropped;
  }

  get filesSkipped(): number {
    return this.alreadyThere;
  }

  get filesDropped(): number {
    return this.dropped;
  }

  get filesFailed(): number {
    return this.failed;
  }

  /** Of files that are whole, whether they arrived or were there. */
  get bytesWhole(): number {
    return this.bytes + this.presentBytes;
  }

  /** Of files that are settled: whole, failed or left out. */
  get bytesSettled(): number {
    return this.bytesWhole + this.givenUp;
  }

  get failures(): readonly FileFailure[] {
    return this.kept.failures;
  }

  get arrived(): readonly SettledFile[] {
    return this.kept.arrived;
  }

  get skipped(): readonly SettledFile[] {
    return this.kept.skipped;
  }

  /** @param total files that the job is about */
  summary(total: number, stoppedBy: HcpError | undefined): JobSummary {
    const { files, bytes, alreadyThere, failed, dropped, restarted, renamed } = this;
    return {
      files,
      bytes,
      alreadyThere,
      verified: { ...this.verified },
      restarted,
      renamed,
      failed,
      failures: [...this.kept.failures],
      dropped,
      notTried: Math.max(0, total - this.filesDone),
      stoppedBy,
    };
  }
}
