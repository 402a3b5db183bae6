import { createHash, randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { ObjectStore } from '../bucket/objectStore';
import type { DigestSource } from '../catalog/manifests';
import { HcpError, throwIfCancelled, toHcpError } from '../errors';
import type { Disk } from './disk';
import { makeFolders } from './folders';
import { partName, unsafeName } from './paths';
import type { PlannedFile } from './plan';

/** How it is known that a file holds the right bytes; `sizeOnly` when nobody tells its MD5. */
export type Verified = 'md5Etag' | 'md5Manifest' | 'sizeOnly';

export interface FetchContext {
  readonly store: Pick<ObjectStore, 'read'>;
  readonly digests: DigestSource;
  readonly disk: Disk;
  /** Absolute folder. */
  readonly target: string;
}

interface Expected {
  readonly md5: string | undefined;
  readonly verified: Verified;
}

/**
 * Downloads one object. Its bytes go to a hidden name beside the target; only when their number and, where
 * it is known, their MD5 are right is the file given its date and its name, in one step. Whatever was at the
 * final path stays until then. On any failure the hidden file is removed and `onBytes` gets back what it got.
 * @throws HcpError of the store, `transfer.size`, `transfer.checksum`, `disk.*`, `cancelled`
 */
export async function fetchFile(
  file: PlannedFile,
  context: FetchContext,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<Verified> {
  const { disk, target } = context;
  const expected = await expectedOf(file, context, signal);
  await makeFolders(disk, target, file.segments.slice(0, -1));
  const part = join(dirname(file.path), partName(basename(file.path), randomBytes(4).toString('hex')));
  let received = 0;
  try {
    const md5 = await writePart(file, part, context, signal, (bytes) => {
      received += bytes;
      onBytes(bytes);
    });
    if (expected.md5 !== undefined && md5 !== expected.md5) throw checksum(file, expected.md5, md5);
    await disk.setModified(part, file.entry.lastModified);
    await refuseOddPlace(file, disk);
    throwIfCancelled(signal);
    await disk.rename(part, file.path);
    return expected.verified;
  } catch (error) {
    onBytes(-received);
    await removeQuietly(disk, part);
    throw signal.aborted ? new HcpError('cancelled', {}, { cause: error }) : toHcpError(error);
  }
}

/**
 * Compares a file of the right size with the MD5 of its object, and dates it when it is the same.
 * Undefined when the bytes are others. Where nobody tells the MD5, the size counts.
 */
export async function checkFile(
  file: PlannedFile,
  context: FetchContext,
  signal: AbortSignal,
): Promise<Verified | undefined> {
  const { disk } = context;
  const { md5, verified } = await expectedOf(file, context, signal);
  if (md5 === undefined) return verified;
  const hash = createHash('md5');
  for await (const chunk of disk.read(file.path, signal)) hash.update(chunk);
  if (hash.digest('hex') !== md5) return undefined;
  await dateQuietly(disk, file);
  return verified;
}

async function expectedOf(file: PlannedFile, context: FetchContext, signal: AbortSignal): Promise<Expected> {
  const digest = await context.digests.md5For(file.entry, signal);
  if (!digest) return { md5: undefined, verified: 'sizeOnly' };
  return { md5: digest.md5, verified: digest.source === 'etag' ? 'md5Etag' : 'md5Manifest' };
}

/** Writes the body to a new file, down to the disk itself. @returns its MD5 in hex */
async function writePart(
  { entry }: PlannedFile,
  part: string,
  { store, disk }: FetchContext,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<string> {
  // Made before the body is asked for, so that nothing can fail between its headers and its first byte.
  const output = await disk.create(part);
  try {
    const hash = createHash('md5');
    let received = 0;
    const body = await store.read(entry.key, { ifMatch: entry.etag }, signal);
    for await (const chunk of body.chunks) {
      throwIfCancelled(signal);
      received += chunk.byteLength;
      if (received > entry.size) break;
      hash.update(chunk);
      await output.write(chunk);
      onBytes(chunk.byteLength);
    }
    if (received !== entry.size) throw new HcpError('transfer.size', { expected: entry.size, received });
    await output.sync();
    return hash.digest('hex');
  } finally {
    await output.close();
  }
}

/** The folders or the final path may have changed since the plan looked at them. */
async function refuseOddPlace(file: PlannedFile, disk: Disk): Promise<void> {
  const there = await disk.look(file.path);
  if (there && there.kind !== 'file') throw unsafeName(file.entry.key, 'link');
}

function checksum({ entry }: PlannedFile, expected: string, received: string): HcpError {
  return new HcpError('transfer.checksum', { key: entry.key, expected, received });
}

/** A date that can't be set costs another look the next time, nothing else. */
async function dateQuietly(disk: Disk, file: PlannedFile): Promise<void> {
  try {
    await disk.setModified(file.path, file.entry.lastModified);
  } catch {
    // Right bytes in someone else's file, or on a read-only disk, are right bytes.
  }
}

async function removeQuietly(disk: Disk, path: string): Promise<void> {
  try {
    await disk.remove(path);
  } catch {
    // The failure that led here is the one to tell.
  }
}
