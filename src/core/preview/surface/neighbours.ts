import { HcpError } from '../../errors';
import type { ByteSource } from '../byteSource';
import type { Opened } from '../model';
import { folderOf, nameOf } from './bytes';

/**
 * The first of these files that is there. The first path is tried at once, because mostly it is there; for the
 * others their folders are listed, which costs fewer requests than trying each.
 */
export async function firstThere(
  { neighbours, signal }: Pick<Opened, 'neighbours' | 'signal'>,
  paths: readonly string[],
): Promise<ByteSource | undefined> {
  const [likeliest, ...others] = paths;
  if (likeliest === undefined) return undefined;
  const found = await optional(() => neighbours.open(likeliest, signal));
  if (found) return found;
  const listed = new Map<string, readonly string[]>();
  for (const path of others) {
    const folder = folderOf(path);
    const names = listed.get(folder) ?? (await optional(() => neighbours.names(folder, signal))) ?? [];
    listed.set(folder, names);
    const source = names.includes(nameOf(path))
      ? await optional(() => neighbours.open(path, signal))
      : undefined;
    if (source) return source;
  }
  return undefined;
}

/** What a picture can do without: nothing, where it can't be had. Being cancelled is no such case. */
export async function optional<T>(work: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (HcpError.is(error, 'cancelled')) throw error;
    return undefined;
  }
}
