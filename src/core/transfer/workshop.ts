import type { ObjectFetcher } from '../bucket/objectStore';
import type { DigestSource } from '../catalog/manifests';
import { HcpError } from '../errors';
import type { Disk } from './disk';
import type { Hasher } from './hasher';
import { unsafeName } from './paths';
import type { PlannedFile } from './plan';
import type { Verified } from './tally';

/** What the work on all files has in common. */
export interface Workshop {
  readonly fetcher: ObjectFetcher;
  readonly digests: DigestSource;
  readonly disk: Disk;
  readonly hasher: Hasher;
  /** Without them a file counts as whole by its size alone. */
  readonly checksums: boolean;
  /** Takes note of bytes that arrived. @returns what the sender has to wait for */
  readonly arrived: (bytes: number) => Promise<void> | undefined;
  /** Takes note of how long the first byte of an answer took, in milliseconds. */
  readonly answered: (milliseconds: number) => void;
}

/** What the bytes of a file must add up to, and who says so. */
export interface Expected {
  readonly md5: string | undefined;
  readonly verified: Verified;
}

/** @throws HcpError as `DigestSource.md5For` */
export async function expectedOf(
  { entry }: PlannedFile,
  { digests, checksums }: Workshop,
  signal: AbortSignal,
): Promise<Expected> {
  const digest = checksums ? await digests.md5For(entry, signal) : undefined;
  if (!digest) return { md5: undefined, verified: 'sizeOnly' };
  return { md5: digest.md5, verified: digest.source === 'etag' ? 'md5Etag' : 'md5Manifest' };
}

/** @throws HcpError `transfer.checksum` */
export function checkDigest({ entry }: PlannedFile, expected: Expected, received: string): void {
  if (expected.md5 === undefined || expected.md5 === received) return;
  throw new HcpError('transfer.checksum', { key: entry.key, expected: expected.md5, received });
}

/**
 * Gives a whole and checked file its name, in one step. The final path may have changed since the plan looked.
 * @throws HcpError `disk.*`
 */
export function putInPlace(part: string, file: PlannedFile, disk: Disk): void {
  const there = disk.look(file.path);
  if (there && there.kind !== 'file') throw unsafeName(file.entry.key, 'link');
  disk.rename(part, file.path);
}

/** Whether a failure is not about one file: the whole target is away, as a network share may be. */
export function targetIsLost(error: HcpError, target: string, disk: Disk): boolean {
  if (error.code !== 'disk.failed') return false;
  try {
    return disk.look(target) === undefined;
  } catch {
    return true;
  }
}
