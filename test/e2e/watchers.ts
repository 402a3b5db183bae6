import { lstat, readFile, readdir } from 'node:fs/promises';
import * as path from 'node:path';

/**
 * The folders at and below `folder` that any process of this machine watches: Linux lists the inode of each
 * inotify watch in `/proc/<pid>/fdinfo`. Elsewhere nothing can be seen, and nothing is listed.
 */
export async function watchedFolders(folder: string): Promise<readonly string[]> {
  const inodes = await watchedInodes();
  const below = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const watched: string[] = [];
  for (const place of [folder, ...below]) if (inodes.has((await lstat(place)).ino)) watched.push(place);
  return watched;
}

async function watchedInodes(): Promise<ReadonlySet<number>> {
  const inodes = new Set<number>();
  for (const pid of (await list('/proc')).filter((name) => /^\d+$/.test(name))) {
    for (const descriptor of await list(`/proc/${pid}/fdinfo`)) {
      const text = await readFile(`/proc/${pid}/fdinfo/${descriptor}`, 'utf8').catch(() => '');
      for (const match of text.matchAll(/^inotify .*?\bino:([0-9a-f]+)/gm))
        inodes.add(parseInt(match[1]!, 16));
    }
  }
  return inodes;
}

/** Processes end while they are looked at. */
function list(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
