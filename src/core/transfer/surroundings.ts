import type { ListPage, ListRequest, ObjectStore } from '../bucket/objectStore';
import type { HcpError } from '../errors';
import type { Connectivity } from './connectivity';
import type { Pace } from './pace';
import type { Workshop } from './workshop';

/** What a job finds around it: shared by all jobs of the engine. */
export interface Surroundings {
  readonly shop: Workshop;
  readonly store: Pick<ObjectStore, 'list'>;
  readonly pace: Pace;
  readonly connectivity: Connectivity;
  /** Milliseconds without a sign of the bucket after which a job gives up; `Infinity` to wait for ever. */
  readonly patience: number;
  /** Milliseconds that the clock of this machine may be off, as after a sleep, before jobs are paused for it. */
  readonly clockPatience: number;
  /** Milliseconds, never going back. */
  readonly now: () => number;
  /** There may be work for a free connection. */
  readonly kick: () => void;
  /** The pair does not work: all jobs have to wait for another one. */
  readonly keysRefused: (error: HcpError) => void;
}

export type List = (request: ListRequest, signal: AbortSignal) => Promise<ListPage>;
