import type { ListPage, ObjectEntry, ObjectStore } from '../bucket/objectStore';
import { HcpError, throwIfCancelled, toHcpError } from '../errors';
import { Collisions } from './collisions';
import type { Disk, DiskEntry } from './disk';
import { lookAtFolders, type FolderState } from './folders';
import { pathBelow, unsafeName } from './paths';
import { withRetries, type RetryPolicy } from './retry';
import { isPrefix, normaliseSources } from './sources';

/**
 * What stands at the final path: nothing; the same size and the object's date, which only a finished download
 * sets; the same size with another date, so its bytes must be looked at; or another size.
 */
export type FileState = 'missing' | 'whole' | 'sameSize' | 'different';

/** One step of a job. */
export type PlannedItem =
  | {
      readonly kind: 'file';
      readonly entry: ObjectEntry;
      readonly segments: readonly string[];
      /** It has another name than in its key. */
      readonly renamed: boolean;
      /** Absolute. */
      readonly path: string;
      readonly state: FileState;
    }
  /** A zero-byte key that ends in a slash: the bucket's way to keep an empty folder. */
  | { readonly kind: 'folder'; readonly key: string; readonly segments: readonly string[] }
  /** Can't be downloaded, whatever is tried: the name, the rights, or nothing there. */
  | { readonly kind: 'refused'; readonly key: string; readonly error: HcpError };

export type PlannedFile = Extract<PlannedItem, { kind: 'file' }>;

export interface PlanRequest {
  readonly store: Pick<ObjectStore, 'list'>;
  readonly disk: Disk;
  /** Prefixes (with their final slash) and keys; overlapping ones count once. */
  readonly sources: Iterable<string>;
  /** Absolute folder. The bucket's layout is kept below it. */
  readonly target: string;
  readonly retries?: RetryPolicy;
}

/**
 * Lists the bucket and looks at the disk, in the bucket's order, one page at a time: memory does not grow
 * with the number of files. What concerns one source or key only is an item; all else is thrown.
 * @throws HcpError `keys.*`, `bucket.unreachable`, `bucket.busy`, `bucket.address`, `disk.*`, `cancelled`
 */
export async function* planItems(request: PlanRequest, signal: AbortSignal): AsyncGenerator<PlannedItem> {
  const look = new Onlooker(request.disk, request.target);
  for (const source of normaliseSources(request.sources)) {
    try {
      let found = false;
      for await (const entry of entriesOf(request, source, signal)) {
        found = true;
        yield look.at(entry);
      }
      if (!found) yield refused(source, new HcpError('bucket.notFound', { key: source }));
    } catch (error) {
      const hcpError = toHcpError(error);
      if (!HcpError.is(hcpError, 'bucket.denied', 'bucket.notFound')) throw hcpError;
      yield refused(source, hcpError);
    }
  }
}

function refused(key: string, error: HcpError): PlannedItem {
  return { kind: 'refused', key, error };
}

async function* entriesOf(
  { store, retries }: PlanRequest,
  source: string,
  signal: AbortSignal,
): AsyncGenerator<ObjectEntry> {
  // A key is listed too, not headed: HEAD says 403 for a missing key, and nothing about the reason.
  const single = !isPrefix(source);
  const ask = (from: string | undefined) => {
    const list = { prefix: source, ...(from !== undefined && { from }), ...(single && { maxKeys: 1 }) };
    const page = withRetries(() => store.list(list, signal), signal, retries);
    // A page that is asked for ahead may fail before anyone waits for it.
    page.catch(() => undefined);
    return page;
  };
  let coming: Promise<ListPage> | undefined = ask(undefined);
  while (coming) {
    const page: ListPage = await coming;
    coming = page.next === undefined || single ? undefined : ask(page.next);
    for (const entry of page.objects) {
      throwIfCancelled(signal);
      if (!single || entry.key === source) yield entry;
    }
  }
}

/** Looks at the disk for keys in the bucket's order; remembers the present folder only. */
class Onlooker {
  private readonly collisions = new Collisions();
  private folder: { readonly id: string; readonly state: FolderState } | undefined;

  constructor(
    private readonly disk: Disk,
    private readonly target: string,
  ) {}

  at(entry: ObjectEntry): PlannedItem {
    const { key, size } = entry;
    const kind = key.endsWith('/') && size === 0 ? 'folder' : 'file';
    const { segments, renamed } = this.collisions.place(key, kind);
    const path = pathBelow(this.target, segments);
    if (path instanceof HcpError) return refused(key, path);
    try {
      const folders = this.folders(kind === 'folder' ? segments : segments.slice(0, -1));
      if (folders instanceof HcpError) return refused(key, folders);
      if (kind === 'folder') return { kind, key, segments };
      const there = folders === 'there' ? this.disk.look(path) : undefined;
      if (there && there.kind !== 'file') return refused(key, unsafeName(key, 'link'));
      return { kind, entry, segments, renamed, path, state: stateOf(entry, there) };
    } catch (error) {
      const failure = toHcpError(error);
      if (!concernsPath(failure)) throw failure;
      return refused(key, failure);
    }
  }

  private folders(segments: readonly string[]): FolderState {
    const id = segments.join('/');
    if (this.folder?.id !== id) {
      this.folder = { id, state: lookAtFolders(this.disk, this.target, segments) };
    }
    return this.folder.state;
  }
}

/** Someone else's folder, or a name that is too long for this file system: the other files can be had. */
function concernsPath({ code, facts }: HcpError): boolean {
  return code === 'disk.nameTooLong' || facts.reason === 'EACCES' || facts.reason === 'EPERM';
}

/** FAT keeps times in steps of two seconds. */
const sameTime = 2_000;

function stateOf(entry: ObjectEntry, there: DiskEntry | undefined): FileState {
  if (!there) return 'missing';
  if (there.size !== entry.size) return 'different';
  const apart = Math.abs(there.modified.getTime() - entry.lastModified.getTime());
  return apart <= sameTime ? 'whole' : 'sameSize';
}
