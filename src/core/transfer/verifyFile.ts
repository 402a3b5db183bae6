import type { ObjectEntry } from '../bucket/objectStore';
import type { DigestSource } from '../catalog/manifests';
import { HcpError, throwIfCancelled, toHcpError } from '../errors';
import type { Disk } from './disk';
import type { FolderFinding } from './jobs';
import type { DeliveredRow } from './manifestTable';
import { unsafeName } from './paths';
import { withRetries, type RetryPolicy } from './retry';
import type { Verified } from './tally';

/** A file that should be as its object is. */
export interface Suspect {
  readonly entry: ObjectEntry;
  /** Absolute. */
  readonly path: string;
  /** What was written down when it came. */
  readonly row: DeliveredRow | undefined;
}

export interface FileCheck {
  readonly disk: Pick<Disk, 'look' | 'setModified'>;
  readonly digests: DigestSource;
  readonly retries?: RetryPolicy;
  /** MD5 (hex) of a file of this size. */
  readonly md5: (path: string, size: number, signal: AbortSignal) => Promise<string>;
}

/**
 * Compares a file with its object. One whose bytes are wrong loses its date, so that the next plan looks at them.
 * @throws HcpError `cancelled`
 */
export async function checkFile(
  { entry, path, row }: Suspect,
  check: FileCheck,
  signal: AbortSignal,
): Promise<FolderFinding> {
  const { key, size } = entry;
  try {
    const there = check.disk.look(path);
    if (!there) return { kind: 'missing', key };
    if (there.kind !== 'file') return { kind: 'unknown', key, error: unsafeName(key, 'link') };
    if (row && row.etag !== entry.etag) return { kind: 'changed', key };
    if (there.size !== size) return { kind: 'wrong', key };
    const expected = await expectedOf(entry, row, check, signal);
    if (!expected) return { kind: 'whole', key, verified: 'sizeOnly' };
    if ((await check.md5(path, size, signal)) === expected.md5) {
      return { kind: 'whole', key, verified: expected.verified };
    }
    loseDate(path, check.disk);
    return { kind: 'wrong', key };
  } catch (error) {
    throwIfCancelled(signal);
    const failure = toHcpError(error);
    if (HcpError.is(failure, 'disk.failed') && failure.facts.reason === 'ENOENT')
      return { kind: 'missing', key };
    return { kind: 'unknown', key, error: failure };
  }
}

async function expectedOf(
  entry: ObjectEntry,
  row: DeliveredRow | undefined,
  { digests, retries }: FileCheck,
  signal: AbortSignal,
): Promise<{ readonly md5: string; readonly verified: Verified } | undefined> {
  const digest = await withRetries(() => digests.md5For(entry, signal), signal, retries);
  if (digest) return { md5: digest.md5, verified: digest.source === 'etag' ? 'md5Etag' : 'md5Manifest' };
  // The manifest can't be had any more, and the object is the one that was checked against it.
  if (row?.digest === undefined) return undefined;
  return { md5: row.digest, verified: row.kind === 'md5-etag' ? 'md5Etag' : 'md5Manifest' };
}

/** On a read-only disk the finding is all there is. */
function loseDate(path: string, disk: Pick<Disk, 'setModified'>): void {
  try {
    disk.setModified(path, new Date());
  } catch {
    // Told as wrong all the same.
  }
}
