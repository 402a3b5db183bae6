import type { Opened } from '../../model';
import type { LinksViewer } from '../../viewer';
import { folderOf, nameOf } from '../bytes';
import { optional } from '../neighbours';
import type { LinkFile } from './linkFile';

/** Folders whose names are listed for one file; what lies in others counts as not found. */
const MAX_FOLDERS = 32;

/** The named files with the paths that they have as seen from `opened`, in groups, each with whether it is there. */
export async function groupsOf(file: LinkFile, opened: Opened): Promise<LinksViewer['groups']> {
  const base = folderOf(opened.source.path);
  const links = file.files.map((named) => ({ ...named, target: resolved(base, named.path) }));
  const folders = [
    ...new Set(links.flatMap(({ target }) => (target === undefined ? [] : [folderOf(target)]))),
  ];
  const there = new Set(
    (await Promise.all(folders.slice(0, MAX_FOLDERS).map((folder) => pathsIn(folder, opened)))).flat(),
  );
  const groups = new Map<string, LinksViewer['groups'][number]['links'][number][]>();
  for (const { path, detail, group, target } of links) {
    const entries = groups.get(group) ?? [];
    groups.set(group, entries);
    entries.push({
      label: nameOf(path),
      detail,
      path: target ?? path,
      found: target !== undefined && there.has(target),
    });
  }
  return [...groups].map(([title, entries]) => ({ title, links: entries }));
}

async function pathsIn(folder: string, { neighbours, signal }: Opened): Promise<readonly string[]> {
  const names = await optional(() => neighbours.names(folder, signal));
  return (names ?? []).map((name) => folder + name);
}

/** `path` as seen from the folder `base`; undefined when it is absolute or leads out of everything. */
export function resolved(base: string, path: string): string | undefined {
  if (/^([/\\~]|[a-z][a-z0-9+.-]*:)/i.test(path)) return undefined;
  const parts = base.split('/').slice(0, -1);
  // The root of the disk (an empty first part) is not left.
  const floor = parts[0] === '' ? 1 : 0;
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > floor) parts.pop();
    else return undefined;
  }
  return parts.join('/');
}
