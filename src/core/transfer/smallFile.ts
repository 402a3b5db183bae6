import { hash } from 'node:crypto';
import { HcpError } from '../errors';
import { partPath } from './partPath';
import type { PlannedFile } from './plan';
import type { Verified } from './tally';
import { checkDigest, expectedOf, putInPlace, type Workshop } from './workshop';

/** Files up to this size are gathered in memory, checked there, and written in one go. */
export const gatheredUpTo = 256 * 1024;

/** The result of one whole file. */
export interface Obtained {
  readonly verified: Verified;
  readonly md5: string | undefined;
}

/**
 * Downloads an object of at most `gatheredUpTo` bytes. Nothing touches the disk before the bytes are right.
 * @param makeFolder makes the folder that the file goes to
 * @throws HcpError of the fetcher, `transfer.checksum`, `disk.*`, `cancelled`
 */
export async function fetchSmallFile(
  file: PlannedFile,
  shop: Workshop,
  makeFolder: () => void,
  signal: AbortSignal,
): Promise<Obtained> {
  const { entry } = file;
  const expected = await expectedOf(file, shop, signal);
  const bytes = Buffer.allocUnsafe(entry.size);
  let received = 0;
  const begun = performance.now();
  // An empty object has no bytes to ask for: its listing has said all there is.
  if (entry.size > 0) {
    await shop.fetcher.fetch(
      { key: entry.key, size: entry.size, ifMatch: entry.etag },
      (chunk) => {
        if (received === 0) shop.answered(performance.now() - begun);
        bytes.set(chunk, received);
        received += chunk.byteLength;
        return shop.arrived(chunk.byteLength);
      },
      signal,
    );
  }
  const md5 = expected.md5 === undefined ? undefined : hash('md5', bytes);
  if (md5 !== undefined) checkDigest(file, expected, md5);
  if (signal.aborted) throw new HcpError('cancelled');
  makeFolder();
  write(file, bytes, shop);
  return { verified: expected.verified, md5 };
}

function write(file: PlannedFile, bytes: Uint8Array, { disk }: Workshop): void {
  const part = partPath({ key: file.entry.key, path: file.path });
  try {
    const output = disk.create(part, 0);
    try {
      output.writeAt(bytes, 0);
      output.setModified(file.entry.lastModified);
    } finally {
      output.close();
    }
    putInPlace(part, file, disk);
  } catch (error) {
    removeQuietly(disk, part);
    throw error;
  }
}

/** The failure that led here is the one to tell. */
function removeQuietly({ remove }: Workshop['disk'], path: string): void {
  try {
    remove(path);
  } catch {
    // A later run puts its own file of this name there.
  }
}
