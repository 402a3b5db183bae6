import PQueue from 'p-queue';
import { HcpError, toHcpError } from '../errors';

/** The one queue of a window: all jobs share its connections. */
export interface Pool {
  /** How many pieces of work run at the same time. Can be changed while they run. */
  connections: number;
  /**
   * Runs the work when its turn comes. Work that has begun is waited for, so that it can tidy up after
   * itself; work that has not is dropped at once. @throws HcpError `cancelled` when it was dropped
   */
  run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

export function createPool(connections: number): Pool {
  const queue = new PQueue({ concurrency: connections });
  return {
    get connections() {
      return queue.concurrency;
    },
    set connections(value) {
      queue.concurrency = value;
    },
    run: <T>(work: () => Promise<T>, signal: AbortSignal) =>
      new Promise<T>((resolve, reject) => {
        const drop = () => {
          reject(new HcpError('cancelled'));
        };
        if (signal.aborted) {
          drop();
          return;
        }
        signal.addEventListener('abort', drop, { once: true });
        void queue.add(async () => {
          signal.removeEventListener('abort', drop);
          if (signal.aborted) return;
          try {
            resolve(await work());
          } catch (error) {
            reject(toHcpError(error));
          }
        });
      }),
  };
}

/**
 * Works on the items of a stream, never more than `limit()` of them begun and unfinished, and takes the next
 * item only then: a stream of millions costs no more memory than one of a hundred. Ends when all work has.
 * The work must not reject.
 */
export async function forEachBounded<T>(
  stream: AsyncIterable<T>,
  limit: () => number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  try {
    for await (const item of stream) {
      const begun: Promise<void> = work(item).finally(() => running.delete(begun));
      running.add(begun);
      while (running.size >= limit()) await Promise.race(running);
    }
  } finally {
    await Promise.allSettled(running);
  }
}
