import { HcpError } from '../../errors';
import type { ByteSource, Neighbours } from '../byteSource';

/** The first of these files that is there. They are looked for at the same time. */
export async function firstThere(
  neighbours: Neighbours,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<ByteSource | undefined> {
  const found = await Promise.all(paths.map((path) => optional(() => neighbours.open(path, signal))));
  return found.find((source) => source !== undefined);
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
