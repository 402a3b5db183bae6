import { listReleases } from '../../core/bucket/access';
import type { ListPage, ObjectEntry, ObjectStore } from '../../core/bucket/objectStore';
import { HcpError } from '../../core/errors';
import { kindOf } from '../../core/preview/kind';
import { pagesOf } from '../../core/transfer/pages';
import { typedPaths } from '../downloads/typedSources';
import { dataNote, type Answer } from './answer';
import type { ToolDeps } from './deps';
import type { InputOf } from './input';
import { safeText } from './safeText';

type Entry =
  | { readonly kind: 'folder'; readonly name: string }
  | { readonly kind: 'file'; readonly name: string; readonly entry: ObjectEntry };

/** The entries of a folder from `offset` on; without a path the releases. @throws HcpError */
export async function list(
  { store, format, commandTitle }: Pick<ToolDeps, 'store' | 'format' | 'commandTitle'>,
  { path, offset, limit }: InputOf<'hcp_list'>,
  signal: AbortSignal,
): Promise<Answer> {
  const [typed] = typedPaths(path, '');
  if (typed === undefined) {
    const releases = await listReleases(store, signal);
    const review = commandTitle('hcp.reviewTerms');
    return {
      note: dataNote,
      releases: releases.map(({ prefix, label, access }) => ({
        path: safeText(prefix),
        label: safeText(label),
        access: access === 'open' ? 'open' : access === 'denied' ? 'locked' : 'unknown',
        ...(access === 'denied' && { unlockedByThePersonWith: review }),
      })),
    };
  }
  const prefix = typed.endsWith('/') ? typed : `${typed}/`;
  const { entries, more } = await entriesOf({ store, prefix, offset, limit }, signal);
  if (entries.length === 0 && offset === 0) throw new HcpError('bucket.notFound', { key: prefix });
  return {
    note: dataNote,
    path: safeText(prefix),
    entries: entries.map((one) => {
      const name = safeText(one.name);
      if (one.kind === 'folder') return { name, kind: 'folder' };
      const { size, lastModified } = one.entry;
      return {
        name,
        kind: kindOf(one.name).label,
        size: format.size(size),
        bytes: size,
        modified: lastModified.toISOString(),
      };
    }),
    ...(more ? { more: true, nextOffset: offset + entries.length } : { more: false }),
  };
}

interface Window {
  readonly store: Pick<ObjectStore, 'list'>;
  readonly prefix: string;
  readonly offset: number;
  readonly limit: number;
}

/** As many pages as the window reaches into. */
async function entriesOf(
  { store, prefix, offset, limit }: Window,
  signal: AbortSignal,
): Promise<{ readonly entries: readonly Entry[]; readonly more: boolean }> {
  const end = offset + limit;
  const entries: Entry[] = [];
  let seen = 0;
  for await (const page of pagesOf(store, { prefix, delimiter: '/' }, signal)) {
    const found = entriesIn(page, prefix);
    entries.push(...found.slice(Math.max(0, offset - seen), Math.max(0, end - seen)));
    seen += found.length;
    if (seen >= end) return { entries, more: seen > end || page.next !== undefined };
  }
  return { entries, more: false };
}

function entriesIn({ prefixes, objects }: ListPage, prefix: string): readonly Entry[] {
  return [
    ...prefixes.map((one): Entry => ({ kind: 'folder', name: one.slice(prefix.length) })),
    ...objects
      .filter(({ key }) => key !== prefix)
      .map((entry): Entry => ({ kind: 'file', name: entry.key.slice(prefix.length), entry })),
  ];
}
