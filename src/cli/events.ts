import type { HcpErrorCode } from '../core/errors';
import type { FileState as PlannedState } from '../core/transfer/plan';
import type { Verified } from '../core/transfer/tally';
import type { ExitStatus } from './failure';

export type CommandName = 'ls' | 'du' | 'plan' | 'get' | 'verify';

export interface ErrorEvent {
  readonly code: HcpErrorCode;
  /** For people; may be worded otherwise in another version. */
  readonly message: string;
}

interface Count {
  readonly files: number;
  readonly bytes: number;
}

/** One line of `--json`. Sizes in bytes, dates as ISO 8601 in UTC. `--help` of each command lists its own. */
export type CommandEvent =
  /** `ls`: an object. */
  | {
      readonly event: 'object';
      readonly key: string;
      readonly size: number;
      readonly etag: string;
      readonly lastModified: string;
    }
  /** `ls`: a folder, when not recursive. */
  | { readonly event: 'prefix'; readonly prefix: string }
  /** `du`: what is below one folder of the asked one. */
  | ({ readonly event: 'usage'; readonly prefix: string } & Count)
  /** `plan`: a file that can be downloaded, and what stands in its place. */
  | {
      readonly event: 'file';
      readonly key: string;
      readonly size: number;
      readonly etag: string;
      readonly lastModified: string;
      readonly state: PlannedState;
    }
  /** `get`, `verify --repair`: the job that begins or goes on. */
  | {
      readonly event: 'start';
      readonly job: string;
      readonly resumed: boolean;
      readonly sources: readonly string[];
      readonly target: string;
    }
  /** `get`, `verify --repair`: at most once a second. */
  | {
      readonly event: 'progress';
      readonly filesDone: number;
      readonly filesTotal: number;
      readonly bytesDone: number;
      readonly bytesTotal: number;
      /** False while the bucket is still listed: the totals grow. */
      readonly counted: boolean;
      readonly bytesPerSecond: number;
      readonly secondsLeft: number | null;
      readonly failed: number;
      readonly connections: number;
    }
  /** `get`, `verify --repair`: it waits for another process, or for the bucket; or goes on after that. */
  | { readonly event: 'state'; readonly state: 'waiting' | 'offline' | 'running' }
  /** `plan`, `get`, `verify --repair`: a key or source that can't be, or was not, downloaded. */
  | { readonly event: 'failed'; readonly key: string; readonly error: ErrorEvent }
  /** `verify`: a file that is not as the bucket has it. */
  | {
      readonly event: 'finding';
      readonly kind: 'wrong' | 'missing' | 'changed' | 'unknown';
      readonly key: string;
      readonly error?: ErrorEvent;
    }
  | SummaryEvent;

/** Always the last line, and always there unless the command line itself was wrong. */
export interface SummaryEvent {
  readonly event: 'summary';
  readonly command: CommandName;
  readonly exit: ExitStatus;
  /** What ended the command before its time. */
  readonly error?: ErrorEvent;
  readonly ls?: { readonly objects: number; readonly prefixes: number; readonly bytes: number };
  readonly du?: Count;
  readonly plan?: {
    readonly all: Count;
    readonly present: Count;
    readonly toCheck: Count;
    readonly toDownload: Count;
    readonly toReplace: number;
    readonly refused: number;
    /** Bytes that can be written at the target; null without `--to`. */
    readonly free: number | null;
  };
  readonly get?: {
    readonly files: number;
    readonly bytes: number;
    readonly alreadyThere: number;
    readonly verified: Readonly<Record<Verified, number>>;
    readonly restarted: number;
    readonly renamed: number;
    readonly failed: number;
    readonly dropped: number;
    readonly notTried: number;
    readonly seconds: number;
  };
  readonly verify?: {
    readonly whole: number;
    readonly verified: Readonly<Record<Verified, number>>;
    readonly wrong: number;
    readonly missing: number;
    readonly changed: number;
    readonly unknown: number;
  };
}
