import PQueue from 'p-queue';
import type { ObjectStore } from '../core/bucket/objectStore';
import { HcpError } from '../core/errors';
import { withRetries } from '../core/transfer/retry';
import { UsageError } from './failure';
import type { Session } from './session';
import { printable } from './text';

/** The key or prefix that an argument names, with or without `s3://bucket/` before it. @throws UsageError */
export function parseSource(text: string, bucket: string): string {
  const [, named, rest = ''] = /^s3:\/\/([^/]*)(?:\/(.*))?$/s.exec(text) ?? [];
  if (named === undefined) return text;
  if (named === bucket) return rest;
  throw new UsageError(
    `“${printable(text)}” is in the bucket “${printable(named)}”, and this command reads “${bucket}”. Name the other one with --bucket.`,
  );
}

/** Sources of a download. @throws UsageError for the whole bucket, which nobody means to download */
export function parseSources(texts: readonly string[], bucket: string): readonly string[] {
  return texts.map((text) => {
    const source = parseSource(text, bucket);
    if (source !== '') return source;
    throw new UsageError('Name a folder or a file of the bucket, for example HCP_1200/100307/.');
  });
}

/** Listings at the same time, while the arguments of a long command line are looked at. */
const atOnce = 16;

/** Finds out which of the sources are folders that were named without their slash, and says so. */
export async function resolveSources(
  session: Session,
  sources: readonly string[],
): Promise<readonly string[]> {
  const queue = new PQueue({ concurrency: atOnce });
  return Promise.all(sources.map((source) => queue.add(() => resolveSource(session, source))));
}

/** @throws HcpError as `ObjectStore.list`, but not for a source that is refused or not there: it stays as it is */
export async function resolveSource(session: Session, source: string): Promise<string> {
  if (source === '' || source.endsWith('/')) return source;
  const { store, signal, output } = session;
  const isFolder = await withRetries(() => isFolderOnly(store, source, signal), signal);
  if (!isFolder) return source;
  output.note(`${printable(source)} is a folder: taking what is below ${printable(source)}/`);
  return `${source}/`;
}

async function isFolderOnly(
  store: Pick<ObjectStore, 'list'>,
  source: string,
  signal: AbortSignal,
): Promise<boolean> {
  const folder = `${source}/`;
  // In the bucket's order the key itself comes before all that begin with it.
  const first = await firstKey(store, source, signal);
  if (first === source) return false;
  if (first?.startsWith(folder)) return true;
  // Another name came before the folder's keys (`a-b` before `a/`), or the rights begin at its slash.
  return (await firstKey(store, folder, signal)) !== undefined;
}

/** Undefined when there is none, or no right to see one: what uses the source will say so. */
async function firstKey(
  store: Pick<ObjectStore, 'list'>,
  prefix: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    return (await store.list({ prefix, maxKeys: 1 }, signal)).objects[0]?.key;
  } catch (error) {
    if (HcpError.is(error, 'bucket.denied')) return undefined;
    throw error;
  }
}
