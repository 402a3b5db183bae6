import type { HcpError } from '../errors';
import type { PlanTotals } from './summarise';

import type { FileFailure, Verified } from './tally';

/** What a job is to do, as its journal keeps it. */
export interface JobSpec {
  /** Letters and digits; names the job's journal and its row in lists. */
  readonly id: string;
  /** Prefixes (with their final slash) and keys, normalised (`normaliseSources`). */
  readonly sources: readonly string[];
  /** Absolute folder. The bucket's layout is kept below it. */
  readonly target: string;
  /** What the files come from: `s3://bucket`, or the endpoint and the bucket where it is not AWS. */
  readonly origin: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** Of the plan that the person said yes to, those that were there included; undefined when it was not made. */
  readonly all: { readonly files: number; readonly bytes: number } | undefined;
}

export type JobState =
  /** Another job has some of the same files in the same folder (`waitsFor`); it goes on after that. */
  | 'waiting'
  | 'running'
  /** By the person, or by what `reason` says. */
  | 'paused'
  | 'done'
  /** Some files failed, or something stopped the whole job (`summary.stoppedBy`). Can be resumed. */
  | 'failed'
  | 'cancelled';

export type FileState = 'queued' | 'fetching' | 'checking' | 'paused';

/** A file of a job that is being worked on. */
export interface FileProgress {
  readonly key: string;
  readonly state: FileState;
  /** Bytes. */
  readonly size: number;
  readonly bytesDone: number;
}

/** A file that is settled. */
export interface SettledFile {
  readonly key: string;
  readonly size: number;
  readonly verified: Verified | undefined;
}

export interface JobProgress {
  /** Files that are settled, one way or the other. */
  readonly filesDone: number;
  readonly filesTotal: number;
  /** Bytes received, and those of files that were there. Goes back when bytes have to be fetched again. */
  readonly bytesDone: number;
  readonly bytesTotal: number;
  /** Whether all files are known. Until then the totals are those listed so far, and grow. */
  readonly counted: boolean;
  /** Bytes that are still to be written, as far as is known: without files that failed or are being looked at. */
  readonly bytesLeft: number;
  /** Free space that it still needs: `bytesLeft` without what the disk has set aside for files that were begun. */
  readonly roomNeeded: number;
  /** Over the last ten seconds. */
  readonly bytesPerSecond: number;
  /** Undefined while nothing arrives, or not all files are known. */
  readonly secondsLeft: number | undefined;
  readonly failed: number;
  /** Files that were there and whole. */
  readonly skipped: number;
  /** Files that the person left out. */
  readonly dropped: number;
  /** Connections in use. */
  readonly connections: number;
}

export interface JobSummary {
  /** Downloaded now. */
  readonly files: number;
  readonly bytes: number;
  /** Left alone, because they were there and whole. */
  readonly alreadyThere: number;
  /** How the downloaded files were checked. */
  readonly verified: Readonly<Record<Verified, number>>;
  /** Files that were another object when the job went on, and were begun again. */
  readonly restarted: number;
  /** Files that got a safe name, because their own can't be written. */
  readonly renamed: number;
  readonly failed: number;
  /** The first thousand of them. */
  readonly failures: readonly FileFailure[];
  /** Files that the person cancelled one by one. */
  readonly dropped: number;
  /** Files that nothing was tried for, or that were cut off, because the job was stopped. */
  readonly notTried: number;
  /** What stopped the whole job before its end. */
  readonly stoppedBy: HcpError | undefined;
}

/** All that is shown of a job: whole, never a difference to the one before. */
export interface JobSnapshot {
  readonly spec: JobSpec;
  readonly state: JobState;
  /** Why it is paused: `keys.*`, `disk.*`; undefined when the person paused it. */
  readonly reason: HcpError | undefined;
  /** The job whose end it waits for: of this window, paused maybe, or of another or an `hcp` command. */
  readonly waitsFor: Pick<JobSpec, 'sources'> | undefined;
  /** The bucket can't be reached at the moment; it is tried again by itself. */
  readonly offline: boolean;
  /** Undefined before the first sign of life. */
  readonly progress: JobProgress | undefined;
  /** Set when the job is done, failed or cancelled. */
  readonly summary: JobSummary | undefined;
  /** Files that are being worked on, begun or paused one by one; at most 100. */
  readonly active: readonly FileProgress[];
  /** The last files that arrived, newest first; at most 100. */
  readonly arrived: readonly SettledFile[];
  /** The first files that were there and whole; at most 100. */
  readonly skipped: readonly SettledFile[];
  readonly failures: readonly FileFailure[];
}

export interface NewJob {
  readonly sources: readonly string[];
  readonly target: string;
  /** Of the plan that the person said yes to; counted while it runs when it is not known. */
  readonly totals: PlanTotals | undefined;
  /** A repair: the bytes of every file that is there are looked at, whatever its date says. */
  readonly recheck?: boolean;
}

export interface Limits {
  /** The most connections at the same time, over all jobs. The engine uses fewer where more do not help. */
  readonly connections: number;
  /** Over all jobs; undefined for no limit. */
  readonly bytesPerSecond: number | undefined;
}

/** What a check of a folder found about one file. */
export type FolderFinding =
  | { readonly kind: 'whole'; readonly key: string; readonly verified: Verified }
  | { readonly kind: 'wrong' | 'missing'; readonly key: string }
  /** Another object by now: it was whole when it came. */
  | { readonly kind: 'changed'; readonly key: string }
  /** No right to look, or no such object any more. */
  | { readonly kind: 'unknown'; readonly key: string; readonly error: HcpError };

export interface FolderReport {
  readonly whole: number;
  readonly verified: Readonly<Record<Verified, number>>;
  readonly wrong: number;
  readonly missing: number;
  readonly changed: number;
  readonly unknown: number;
  /** The first thousand that are not whole. */
  readonly findings: readonly FolderFinding[];
  /** What to download to repair the folder: keys that are wrong, missing or changed. */
  readonly repair: readonly string[];
}

/**
 * The transfer engine: all jobs of a window, or of one `hcp` command, on one pool of connections. Every job
 * is in its journal on disk before it begins. Methods on an id that is not known do nothing.
 */
export interface TransferEngine {
  /**
   * Lists the bucket and looks at the disk, without changing either. `onProgress` gets the totals so far.
   * @throws HcpError `keys.*`, `bucket.*`, `disk.*`, `cancelled`
   */
  plan(
    sources: readonly string[],
    target: string,
    signal: AbortSignal,
    onProgress?: (totals: PlanTotals) => void,
  ): Promise<PlanTotals>;
  /** Begins a job. @throws HcpError `disk.*` when its journal can't be written */
  start(job: NewJob): Promise<JobSnapshot>;
  /** Unfinished jobs of these folders, from their journals: paused, to be resumed, or gone on with elsewhere. */
  recover(targets: readonly string[]): Promise<readonly JobSnapshot[]>;
  /** Stops fetching within a second; keeps every part that is whole. */
  pause(id: string): void;
  /** Goes on with a paused job, or tries what is left of a failed one. */
  resume(id: string): void;
  /** Stops fetching within a second, and forgets the job with its unfinished files. Whole files stay. */
  cancel(id: string): void;
  pauseFile(id: string, key: string): void;
  resumeFile(id: string, key: string): void;
  /** Leaves this file out of the job. */
  cancelFile(id: string, key: string): void;
  /** Takes a job that is done, failed or cancelled off the list; the journal of a failed one goes with it. */
  remove(id: string): void;
  setLimits(limits: Limits): void;
  /**
   * Compares a folder with the bucket and the manifests. A file that is wrong loses its date, so that the next
   * plan looks at its bytes; nothing else is changed.
   * @throws HcpError `keys.*`, `bucket.unreachable`, `disk.*`, `cancelled`
   */
  verify(
    target: string,
    signal: AbortSignal,
    onProgress?: (report: FolderReport, current: string) => void,
  ): Promise<FolderReport>;
  /** Every job that is listed, newest first. */
  readonly jobs: readonly JobSnapshot[];
  /** Called with each snapshot that changed, at most four times a second and job, and at each change of state. */
  onChange(listener: (changed: JobSnapshot | undefined) => void): { dispose(): void };
  /** Pauses what runs without telling the journal that the person did, and frees threads and files. */
  dispose(): Promise<void>;
}
