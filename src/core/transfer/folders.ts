import type { Disk } from './disk';
import { HcpError } from '../errors';
import { pathBelow, unsafeName } from './paths';

/** What a look at the folders above a file found. */
export type FolderState = 'there' | 'missing' | HcpError;

/**
 * Looks at each folder between the target and the last of `folders`. A link on the way would lead the
 * write elsewhere, so it is refused; the target itself may be a link, since the person chose it.
 */
export async function lookAtFolders(
  disk: Disk,
  target: string,
  folders: readonly string[],
): Promise<FolderState> {
  for (let depth = 1; depth <= folders.length; depth++) {
    const path = pathBelow(target, folders.slice(0, depth));
    if (path instanceof HcpError) return path;
    const entry = await disk.look(path);
    if (!entry) return 'missing';
    if (entry.kind !== 'folder') return unsafeName(folders.join('/'), 'link');
  }
  return 'there';
}

/**
 * Makes the folders that are missing, one by one, each looked at after it was made.
 * @throws HcpError `disk.unsafeName` when something else than a folder is on the way
 */
export async function makeFolders(disk: Disk, target: string, folders: readonly string[]): Promise<void> {
  for (let depth = 1; depth <= folders.length; depth++) {
    const path = pathBelow(target, folders.slice(0, depth));
    if (path instanceof HcpError) throw path;
    if ((await disk.look(path)) === undefined) await disk.makeFolder(path);
    if ((await disk.look(path))?.kind !== 'folder') throw unsafeName(folders.join('/'), 'link');
  }
}
