import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectEntry } from '../bucket/objectStore';
import { knownReleases } from '../catalog/releases';
import { HcpError, throwIfCancelled, toHcpError } from '../errors';
import { Collisions } from './collisions';
import type { FolderFinding } from './jobs';
import { toDiskError } from './nodeDisk';
import { pathBelow, segmentsOf } from './paths';
import { withRetries } from './retry';
import type { Suspect } from './verifyFile';
import type { Listing } from './verifyTable';

/**
 * The objects of each folder on the disk, below a release, that holds files. What lies there besides is of no
 * concern, nor are folders without files: a download of some packages leaves others out.
 * @throws HcpError `disk.*`, what concerns the bucket as a whole, `cancelled`
 */
export async function* suspectsOnDisk(
  target: string,
  listing: Listing,
  signal: AbortSignal,
): AsyncGenerator<Suspect | FolderFinding> {
  for (const { prefix } of knownReleases) yield* below(target, prefix, listing, signal);
}

async function* below(
  target: string,
  prefix: string,
  listing: Listing,
  signal: AbortSignal,
): AsyncGenerator<Suspect | FolderFinding> {
  throwIfCancelled(signal);
  const { segments, renamed } = segmentsOf(prefix);
  // Of a folder that has a safe name the prefix can't be told.
  if (renamed) return;
  const content = contentOf(join(target, ...segments));
  if (content.files) yield* objectsIn(target, prefix, listing, signal);
  for (const folder of content.folders) yield* below(target, `${prefix}${folder}/`, listing, signal);
}

async function* objectsIn(
  target: string,
  prefix: string,
  { store, retries }: Listing,
  signal: AbortSignal,
): AsyncGenerator<Suspect | FolderFinding> {
  const collisions = new Collisions();
  let from: string | undefined;
  do {
    const request = { prefix, delimiter: '/', ...(from !== undefined && { from }) } as const;
    let objects: readonly ObjectEntry[];
    try {
      const page = await withRetries(() => store.list(request, signal), signal, retries);
      objects = page.objects;
      from = page.next;
    } catch (error) {
      const failure = toHcpError(error);
      if (!HcpError.is(failure, 'bucket.denied', 'bucket.notFound')) throw failure;
      yield { kind: 'unknown', key: prefix, error: failure };
      return;
    }
    for (const entry of objects) {
      if (entry.key.endsWith('/') && entry.size === 0) continue;
      const path = pathBelow(target, collisions.place(entry.key, 'file').segments);
      if (path instanceof HcpError) yield { kind: 'unknown', key: entry.key, error: path };
      else yield { entry, path, row: undefined };
    }
  } while (from !== undefined);
}

interface Content {
  /** Whether there are files that are not unfinished ones. */
  readonly files: boolean;
  readonly folders: readonly string[];
}

/** Links are not followed. @throws HcpError `disk.*` */
function contentOf(folder: string): Content {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return {
      files: entries.some((entry) => entry.isFile() && !entry.name.endsWith('.hcp-part')),
      folders: entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort(),
    };
  } catch (error) {
    const failure = toDiskError(error);
    if (failure.facts.reason === 'ENOENT' || failure.facts.reason === 'ENOTDIR')
      return { files: false, folders: [] };
    throw failure;
  }
}
