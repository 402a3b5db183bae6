import { HcpError, toHcpError } from '../errors';
import type { Disk } from './disk';

const every = 2_000;
/** Below this a job stops by itself, before the machine suffers. */
const reserve = 256 * 1024 * 1024;

/**
 * Watches the space of a running job.
 * @param roomNeeded free space that the job still needs; undefined while it does not run
 * @param onFull gets `disk.full` with `free` and `needed` in bytes, or why the disk can't be asked
 * @returns ends it
 */
export function watchDisk(
  target: string,
  disk: Disk,
  roomNeeded: () => number | undefined,
  onFull: (error: HcpError) => void,
): () => void {
  let asking = false;
  const look = async () => {
    const before = roomNeeded();
    if (asking || before === undefined || before === 0) return;
    asking = true;
    try {
      const free = await disk.freeBytes(target);
      const needed = roomNeeded();
      if (needed !== undefined && free < Math.min(needed, reserve)) {
        onFull(new HcpError('disk.full', { free, needed }));
      }
    } catch (error) {
      onFull(toHcpError(error));
    } finally {
      asking = false;
    }
  };
  const timer = setInterval(() => void look(), every);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
