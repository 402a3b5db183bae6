import PQueue from 'p-queue';
import { HcpError } from '../core/errors';
import type { Outcome } from './outcome';
import { pagesOf } from '../core/transfer/pages';
import type { Session } from './session';
import { parseSources, resolveSource } from './sources';
import { filesText, printable, sizeText } from './text';

/** A listing waits for its next page most of the time: several folders are added up at the same time. */
const foldersAtOnce = 16;
const statusEvery = 250;

interface Usage {
  files: number;
  bytes: number;
}

/** Adds up what is below a prefix: a line for each of its folders, in order, and the sum of all. */
export async function du(session: Session, argument: string): Promise<Outcome> {
  const [source = ''] = parseSources([argument], session.address.bucket);
  const prefix = await resolveSource(session, source);
  const total = await addUp(session, prefix);
  if (total.files === 0) throw new HcpError('bucket.notFound', { key: prefix });
  await session.output.lines([usageLine(prefix, total)]);
  return { exit: 0, summary: { du: total } };
}

async function addUp(session: Session, prefix: string): Promise<Usage> {
  const { store, output, signal } = session;
  const total: Usage = { files: 0, bytes: 0 };
  const queue = new PQueue({ concurrency: foldersAtOnce });
  const single = !prefix.endsWith('/');
  const status = setInterval(() => {
    output.showStatus(`${filesText(total.files)}, ${sizeText(total.bytes)} so far`);
  }, statusEvery);
  try {
    for await (const page of pagesOf(store, { prefix, delimiter: '/' }, signal)) {
      if (output.readerLeft) break;
      add(
        total,
        page.objects.filter(({ key }) => !single || key === prefix),
      );
      if (single) break;
      const folders = page.prefixes.map((folder) => queue.add(() => usageOf(session, folder, total)));
      // The one that is waited for tells what is wrong; the others are not to end the process before that.
      for (const folder of folders) folder.catch(() => undefined);
      for (const [index, folder] of folders.entries())
        await report(session, page.prefixes[index] ?? '', await folder);
    }
  } finally {
    queue.clear();
    clearInterval(status);
    output.showStatus('');
  }
  return total;
}

async function usageOf({ store, signal }: Session, prefix: string, total: Usage): Promise<Usage> {
  const usage: Usage = { files: 0, bytes: 0 };
  for await (const page of pagesOf(store, { prefix }, signal)) {
    add(usage, page.objects);
    add(total, page.objects);
  }
  return usage;
}

/** A key that ends in a slash is a folder's marker, not a file. */
function add(usage: Usage, objects: readonly { readonly key: string; readonly size: number }[]): void {
  for (const { key, size } of objects) {
    if (key.endsWith('/')) continue;
    usage.files++;
    usage.bytes += size;
  }
}

async function report({ output }: Session, prefix: string, usage: Usage): Promise<void> {
  await output.lines([usageLine(prefix, usage)]);
  await output.events([{ event: 'usage', prefix, ...usage }]);
}

function usageLine(prefix: string, { files, bytes }: Usage): string {
  return `${sizeText(bytes).padStart(9)} ${filesText(files).padStart(16)}  ${printable(prefix)}`;
}
