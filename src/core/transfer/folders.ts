import type { Disk } from './disk';
import { HcpError } from '../errors';
import { pathBelow, unsafeName } from './paths';

/** What a look at the folders above a file found. */
export type FolderState = 'there' | 'missing' | HcpError;

/**
 * Looks at each folder between the target and the last of `folders`. A link on the way would lead the
 * write elsewhere, so it is refused; the target itself may be a link, since the person chose it.
 */
export function lookAtFolders(disk: Disk, target: string, folders: readonly string[]): FolderState {
  for (let depth = 1; depth <= folders.length; depth++) {
    const path = pathBelow(target, folders.slice(0, depth));
    if (path instanceof HcpError) return path;
    const entry = disk.look(path);
    if (!entry) return 'missing';
    if (entry.kind !== 'folder') return unsafeName(folders.join('/'), 'link');
  }
  return 'there';
}

/**
 * Makes the folders that are missing, one by one, each looked at after it was made.
 * @throws HcpError `disk.unsafeName` when something else than a folder is on the way
 */
export function makeFolders(disk: Disk, target: string, folders: readonly string[]): void {
  for (let depth = 1; depth <= folders.length; depth++) {
    const path = pathBelow(target, folders.slice(0, depth));
    if (path instanceof HcpError) throw path;
    if (disk.look(path) === undefined) disk.makeFolder(path);
    if (disk.look(path)?.kind !== 'folder') throw unsafeName(folders.join('/'), 'link');
  }
}

/** Folders that are known to be there are looked at again after this many milliseconds. */
const trusted = 1_000;

/** Makes folders, and remembers for a moment which ones it has made, since neighbours follow each other. */
export class FolderMaker {
  private readonly known = new Set<string>();
  private forgetAt = 0;

  constructor(
    private readonly disk: Disk,
    private readonly target: string,
  ) {}

  /** @throws HcpError `disk.*` as `makeFolders` */
  make(segments: readonly string[]): void {
    const id = segments.join('/');
    const now = performance.now();
    if (now > this.forgetAt) {
      this.known.clear();
      this.forgetAt = now + trusted;
    }
    if (this.known.has(id)) return;
    makeFolders(this.disk, this.target, segments);
    this.known.add(id);
  }
}
