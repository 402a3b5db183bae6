import { HcpError } from '../../core/errors';
import type { Unlocking } from './nodes';

/** Waits in milliseconds before each question: about a minute in all. */
const waits: readonly number[] = [1, 2, 4, 8, 15, 15, 15].map((seconds) => seconds * 1000);

export interface UnlockWatchDeps {
  /** Whether the bucket opens the release now. */
  readonly isOpen: (prefix: string, signal: AbortSignal) => Promise<boolean>;
  /** Rejects when the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** What `state` says has changed; `opened` when a release can be read now. */
  readonly onChange: (opened: boolean) => void;
}

interface Watch {
  readonly controller: AbortController;
  state: Unlocking;
}

/**
 * Asks the bucket with growing pauses whether it opens a release whose terms have just been accepted:
 * whether acceptance widens the rights at once is not known (portal-and-bucket.md, section 2).
 */
export class UnlockWatch {
  private readonly watches = new Map<string, Watch>();

  constructor(private readonly deps: UnlockWatchDeps) {}

  /** Undefined for a release that nobody waits for. */
  state(prefix: string): Unlocking | undefined {
    return this.watches.get(prefix)?.state;
  }

  /** Begins to wait, from the start when it is waiting already. Resolves when the wait is over; never rejects. */
  async wait(prefix: string): Promise<void> {
    this.watches.get(prefix)?.controller.abort();
    const watch: Watch = { controller: new AbortController(), state: 'waiting' };
    this.watches.set(prefix, watch);
    this.deps.onChange(false);
    const opened = await this.becomesOpen(prefix, watch.controller.signal);
    if (watch.controller.signal.aborted) return;
    if (opened) this.watches.delete(prefix);
    else watch.state = 'late';
    this.deps.onChange(opened);
  }

  /** Stops all waiting and forgets it. */
  clear(): void {
    for (const { controller } of this.watches.values()) controller.abort();
    this.watches.clear();
  }

  private async becomesOpen(prefix: string, signal: AbortSignal): Promise<boolean> {
    for (const wait of waits) {
      try {
        await this.deps.sleep(wait, signal);
        if (await this.deps.isOpen(prefix, signal)) return true;
      } catch (error) {
        if (signal.aborted || !HcpError.is(error) || !error.retryable) return false;
      }
    }
    return false;
  }
}
