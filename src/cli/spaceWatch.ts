import { HcpError, toHcpError } from '../core/errors';
import type { JobSnapshot } from '../core/transfer/jobs';
import { nodeDisk } from '../core/transfer/nodeDisk';

/** Milliseconds between two looks at the free space. */
const every = 2_000;

/**
 * Looks whether the target has room for what is still to come, as far as it is listed by now. A command has no
 * plan to which someone said yes, so it finds out while it runs, long before the disk is full.
 */
export class SpaceWatch {
  private nextLook = 0;
  private asking = false;

  /** @param onShort gets `disk.full` with `needed` and `free` in bytes */
  constructor(
    private readonly onShort: (error: HcpError) => void,
    private readonly freeBytes: (path: string) => Promise<number> = nodeDisk.freeBytes,
    private readonly now: () => number = () => performance.now(),
  ) {}

  look({ spec, state, progress }: JobSnapshot): void {
    if (state !== 'running' || !progress || this.asking || this.now() < this.nextLook) return;
    const needed = progress.roomNeeded;
    if (needed <= 0) return;
    this.nextLook = this.now() + every;
    this.asking = true;
    this.freeBytes(spec.target).then(
      (free) => {
        this.asking = false;
        if (free < needed) this.onShort(new HcpError('disk.full', { needed, free }));
      },
      (error: unknown) => {
        this.asking = false;
        this.onShort(toHcpError(error));
      },
    );
  }
}
