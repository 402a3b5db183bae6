import { HcpError } from '../errors';
import type { Disk } from './disk';
import type { Journal } from './journal';
import { partPath } from './partPath';
import { pathBelow, segmentsOf } from './paths';

/**
 * Removes the hidden files of what a job began and will not go on with: all of them when it is cancelled, those
 * of objects that the bucket does not list any more when it is done. What can't be removed stays, and is
 * replaced when its key is downloaded again.
 */
export function removeLeftovers(target: string, journal: Journal, disk: Pick<Disk, 'remove'>): void {
  for (const key of [...journal.open.keys()]) {
    const path = pathBelow(target, segmentsOf(key, 'file').segments);
    if (path instanceof HcpError) continue;
    try {
      disk.remove(partPath({ key, path }));
      journal.end(key);
    } catch {
      // The job has ended all the same.
    }
  }
}
