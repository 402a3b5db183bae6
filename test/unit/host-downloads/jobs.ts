import type { JobProgress, JobSnapshot, JobSummary } from '../../../src/core/transfer/jobs';

export const noProgress: JobProgress = {
  filesDone: 0,
  filesTotal: 14,
  bytesDone: 0,
  bytesTotal: 76_000_000,
  counted: true,
  bytesLeft: 76_000_000,
  roomNeeded: 76_000_000,
  bytesPerSecond: 0,
  secondsLeft: undefined,
  failed: 0,
  skipped: 0,
  dropped: 0,
  connections: 0,
};

export const nothingDone: JobSummary = {
  files: 0,
  bytes: 0,
  alreadyThere: 0,
  verified: { md5Etag: 0, md5Manifest: 0, sizeOnly: 0 },
  restarted: 0,
  renamed: 0,
  failed: 0,
  failures: [],
  dropped: 0,
  notTried: 0,
  stoppedBy: undefined,
};

/** A job of subject 100206 that has just begun, with what is said. */
export function jobOf({
  id = 'job1',
  target = '/data',
  sources = ['HCP_1200/100206/'],
  ...rest
}: Partial<JobSnapshot> & {
  readonly id?: string;
  readonly target?: string;
  readonly sources?: readonly string[];
}): JobSnapshot {
  return {
    spec: { id, sources, target, origin: 's3://hcp-openaccess', created: 1, all: undefined },
    state: 'running',
    reason: undefined,
    waitsFor: undefined,
    offline: false,
    progress: undefined,
    summary: undefined,
    active: [],
    arrived: [],
    skipped: [],
    failures: [],
    ...rest,
  };
}
