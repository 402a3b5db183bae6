import { resolve } from 'node:path';
import { HcpError } from '../core/errors';
import type { Disk } from '../core/transfer/disk';
import { nodeDisk } from '../core/transfer/nodeDisk';
import { planItems, type PlannedItem } from '../core/transfer/plan';
import { summarise, type PlanTotals } from '../core/transfer/summarise';
import { errorEvent } from './errorEvent';
import type { CommandEvent } from './events';
import type { Outcome } from './outcome';
import type { Session } from './session';
import { parseSources, resolveSources } from './sources';
import { filesText, printable, sizeText } from './text';
import { wordsFor } from './words';

/** The disk of a plan that is for no folder: nothing is there. */
const emptyDisk: Disk = { ...nodeDisk, look: () => undefined };
/** Refusals that are written out for the person; the rest is counted. */
const shownRefusals = 20;
/** Where no folder is named, names are still judged as if they were to be written. */
const anyFolder = '/';
const eventsAtOnce = 500;

/** Says what `get` would do, and changes nothing. Memory does not grow with the number of files. */
export async function plan(
  session: Session,
  texts: readonly string[],
  to: string | undefined,
): Promise<Outcome> {
  const { output, signal, store, address } = session;
  const sources = await resolveSources(session, parseSources(texts, address.bucket));
  const disk = to === undefined ? emptyDisk : nodeDisk;
  const target = resolve(to ?? anyFolder);
  const items = reported(session, planItems({ store, disk, sources, target }, signal));
  const totals = await summarise(items, (soFar) => {
    output.showStatus(`${filesText(soFar.all.files)}, ${sizeText(soFar.all.bytes)} so far`);
  });
  output.showStatus('');
  const free = to === undefined ? undefined : await nodeDisk.freeBytes(target);
  await output.lines(planLines(totals, to === undefined ? undefined : target, free));
  const full = free !== undefined && totals.toDownload.bytes > free;
  if (full)
    output.note(`hcp: ${wordsFor(new HcpError('disk.full', { needed: totals.toDownload.bytes, free }))}`);
  const { all, present, toCheck, toDownload, toReplace, refused } = totals;
  return {
    exit: full ? 4 : refused > 0 ? 1 : 0,
    summary: { plan: { all, present, toCheck, toDownload, toReplace, refused, free: free ?? null } },
  };
}

/** Hands the items on, and writes each one as an event, or what is refused as a note. */
async function* reported(
  { output }: Session,
  items: AsyncIterable<PlannedItem>,
): AsyncGenerator<PlannedItem> {
  let refusals = 0;
  let events: CommandEvent[] = [];
  for await (const item of items) {
    if (item.kind === 'refused' && ++refusals <= shownRefusals) {
      output.note(`failed  ${printable(item.key)}: ${wordsFor(item.error)}`);
    }
    const event = output.json ? toEvent(item) : undefined;
    if (event) events.push(event);
    if (events.length === eventsAtOnce) {
      await output.events(events);
      events = [];
      if (output.readerLeft) return;
    }
    yield item;
  }
  await output.events(events);
  if (refusals > shownRefusals) output.note(`… and ${filesText(refusals - shownRefusals)} more.`);
}

function toEvent(item: PlannedItem): CommandEvent | undefined {
  switch (item.kind) {
    case 'folder':
      return undefined;
    case 'refused':
      return { event: 'failed', key: item.key, error: errorEvent(item.error) };
    case 'file': {
      const { key, size, etag, lastModified } = item.entry;
      return { event: 'file', key, size, etag, lastModified: lastModified.toISOString(), state: item.state };
    }
  }
}

/** The totals in words. */
export function planLines(
  { all, present, toCheck, toDownload, toReplace, refused }: PlanTotals,
  target: string | undefined,
  free: number | undefined,
): readonly string[] {
  const count = ({ files, bytes }: PlanTotals['all']) => `${filesText(files)}, ${sizeText(bytes)}`;
  const replaced = toReplace === 0 ? '' : ` (${filesText(toReplace)} of another size replaced)`;
  return [
    `${count(all)} in all`,
    ...(present.files > 0 ? [`  there and whole: ${count(present)}`] : []),
    ...(toCheck.files > 0
      ? [`  there with another date, their bytes will be compared: ${count(toCheck)}`]
      : []),
    ...(target === undefined ? [] : [`  to download: ${count(toDownload)}${replaced}`]),
    ...(refused > 0 ? [`  can’t be downloaded: ${filesText(refused)}`] : []),
    ...(target === undefined || free === undefined
      ? []
      : [`free in ${printable(target)}: ${sizeText(free)}`]),
  ];
}
