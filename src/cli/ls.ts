import { listReleases } from '../core/bucket/access';
import type { ObjectEntry } from '../core/bucket/objectStore';
import { HcpError } from '../core/errors';
import type { CommandEvent } from './events';
import type { Outcome } from './outcome';
import { pagesOf } from '../core/transfer/pages';
import type { Session } from './session';
import { parseSource, resolveSource } from './sources';
import { dateText, printable, sizeText } from './text';
import { wordsFor } from './words';

/** Lists a folder, all below it, or one file: each page is written when it has come. */
export async function ls(session: Session, argument: string, recursive: boolean): Promise<Outcome> {
  const prefix = parseSource(argument, session.address.bucket);
  if (prefix === '' && !recursive) return lsReleases(session);
  return lsBelow(session, await resolveSource(session, prefix), recursive);
}

async function lsBelow(
  { store, output, signal }: Session,
  prefix: string,
  recursive: boolean,
): Promise<Outcome> {
  const totals = { objects: 0, prefixes: 0, bytes: 0 };
  const single = prefix !== '' && !prefix.endsWith('/');
  const request = { prefix, ...(!recursive && { delimiter: '/' as const }), ...(single && { maxKeys: 1 }) };
  for await (const page of pagesOf(store, request, signal)) {
    const objects = single ? page.objects.filter(({ key }) => key === prefix) : page.objects;
    const prefixes = single ? [] : page.prefixes;
    totals.objects += objects.length;
    totals.prefixes += prefixes.length;
    totals.bytes += objects.reduce((sum, { size }) => sum + size, 0);
    await output.lines([...prefixes.map(prefixLine), ...objects.map(objectLine)]);
    await output.events([...prefixes.map(prefixEvent), ...objects.map(objectEvent)]);
    if (output.readerLeft || single) break;
  }
  if (totals.objects + totals.prefixes === 0) throw new HcpError('bucket.notFound', { key: prefix });
  return { exit: 0, summary: { ls: totals } };
}

/** The root, which few may list: the releases are asked one by one, and those that are closed are named. */
async function lsReleases({ store, output, signal }: Session): Promise<Outcome> {
  const folders = await listReleases(store, signal);
  const open = folders.filter(({ access }) => access === 'open').map(({ prefix }) => prefix);
  await output.lines(open.map(prefixLine));
  await output.events(open.map(prefixEvent));
  for (const { prefix, access } of folders) {
    if (access === 'open') continue;
    const why = access === 'denied' ? 'closed: its data use terms are not accepted' : wordsFor(access);
    output.note(`${printable(prefix)} ${why}`);
  }
  return { exit: 0, summary: { ls: { objects: 0, prefixes: open.length, bytes: 0 } } };
}

const dateWidth = 16;
const sizeWidth = 9;

function objectLine({ key, size, lastModified }: ObjectEntry): string {
  return `${dateText(lastModified)} ${sizeText(size).padStart(sizeWidth)}  ${printable(key)}`;
}

function prefixLine(prefix: string): string {
  return `${' '.repeat(dateWidth)} ${'folder'.padStart(sizeWidth)}  ${printable(prefix)}`;
}

function objectEvent({ key, size, etag, lastModified }: ObjectEntry): CommandEvent {
  return { event: 'object', key, size, etag, lastModified: lastModified.toISOString() };
}

function prefixEvent(prefix: string): CommandEvent {
  return { event: 'prefix', prefix };
}
