import type { ObjectStore } from '../bucket/objectStore';
import { pagesOf } from '../transfer/pages';
import type { DataPackage } from './packages';

/**
 * What to download for packages of a subject: prefixes that hold nothing else, and keys where a folder is
 * shared with other packages. Lists the whole subject, one page at a time. Empty when it has none of their files.
 * @param prefix the subject's folder with its final slash, e.g. `HCP_1200/100307/`
 * @throws HcpError as `ObjectStore.list`
 */
export async function packageSources(
  store: Pick<ObjectStore, 'list'>,
  { prefix, packages }: { readonly prefix: string; readonly packages: readonly DataPackage[] },
  signal: AbortSignal,
): Promise<readonly string[]> {
  const subject = prefix.slice(0, -1).replace(/^.*\//, '');
  const folders = new Map<string, { all: number; wanted: number }>();
  const wanted: string[] = [];
  for await (const { objects } of pagesOf(store, { prefix }, signal)) {
    for (const { key } of objects) {
      const isWanted = packages.some((one) => one.includes(key.slice(prefix.length), subject));
      if (isWanted) wanted.push(key);
      for (const folder of foldersAround(key, prefix)) {
        const count = folders.get(folder) ?? { all: 0, wanted: 0 };
        folders.set(folder, { all: count.all + 1, wanted: count.wanted + (isWanted ? 1 : 0) });
      }
    }
  }
  const isWhole = (folder: string): boolean => {
    const count = folders.get(folder);
    return count?.all === count?.wanted;
  };
  return [...new Set(wanted.map((key) => foldersAround(key, prefix).find(isWhole) ?? key))];
}

/** The folders below the prefix that a key lies in, the outermost first. */
function foldersAround(key: string, prefix: string): readonly string[] {
  const folders: string[] = [];
  for (let slash = key.indexOf('/', prefix.length); slash >= 0; slash = key.indexOf('/', slash + 1)) {
    folders.push(key.slice(0, slash + 1));
  }
  return folders;
}
