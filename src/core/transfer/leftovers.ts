import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { HcpError } from '../errors';
import type { Disk } from './disk';
import type { Journal } from './journal';
import { partPath } from './partPath';
import { pathBelow, segmentsOf } from './paths';
import { isPrefix } from './sources';

/** Of any key: see `partName`. */
const partPattern = /\.[0-9a-f]{8}\.hcp-part$/;

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

/**
 * Removes the hidden files of a cancelled job that no journal tells of: those of files in one part, which a killed
 * run has left. Never rejects; links are not followed.
 */
export async function sweepParts(
  target: string,
  sources: readonly string[],
  disk: Pick<Disk, 'remove'>,
): Promise<void> {
  for (const source of sources) {
    const path = pathBelow(target, segmentsOf(source).segments);
    if (path instanceof HcpError) continue;
    if (isPrefix(source)) await sweepFolder(path, disk);
    else removeQuietly(partPath({ key: source, path }), disk);
  }
}

async function sweepFolder(folder: string, disk: Pick<Disk, 'remove'>): Promise<void> {
  try {
    for await (const entry of await opendir(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await sweepFolder(path, disk);
      else if (entry.isFile() && partPattern.test(entry.name)) removeQuietly(path, disk);
    }
  } catch {
    // Nothing was written there, or it can't be read: what stays is replaced when its key is downloaded again.
  }
}

function removeQuietly(path: string, disk: Pick<Disk, 'remove'>): void {
  try {
    disk.remove(path);
  } catch {
    // As above.
  }
}
