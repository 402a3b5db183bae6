import type { Content } from '../../sandbox/content/catalog';
import type { Sandbox } from '../../sandbox/sandbox';
import type { LoggedRequest } from '../../sandbox/requestLog';
import { momentsOf } from '../../preview/window/moments';
import type { PreviewWindow, Seen } from '../../preview/window/previewWindow';
import type { Case, Shot } from './cases';

/** Milliseconds. */
const patience = 60_000;

/** The sandbox's bucket and what is in it. */
export interface Bucket {
  readonly sandbox: Sandbox;
  readonly content: Content;
}

/** The keys of a case's file and of those that are drawn with it. */
export function keysOf({ path, also }: Case, subject: string): readonly [key: string, ...also: string[]] {
  const keyOf = (one: string) => `HCP_1200/${subject}/${one.replaceAll('<S>', subject)}`;
  return [keyOf(path), ...also.map(keyOf)];
}

/** Opens the case's file of a subject once, from nothing, and measures it. */
export async function click(
  window: PreviewWindow,
  bucket: Bucket,
  one: Case,
  subject: string,
): Promise<Shot> {
  const { sandbox, content } = bucket;
  const [key] = keysOf(one, subject);
  const fileSize = content.find(key)?.size ?? 0;
  await warm(content, keysOf(one, subject));
  // A person sees the folder in the tree before the click.
  await window.list(key.slice(0, key.lastIndexOf('/')));
  sandbox.control.clearRequests();
  const shot = (end: number, { clicked, times }: Pick<Seen, 'clicked' | 'times'>, problem?: string): Shot => {
    // The harness may take its time before it clicks on a vertex: then everything counts until now.
    const until = one.id === 'vertex' ? Infinity : end;
    const asked = sandbox.control.requests().filter(({ time }) => time <= until);
    const ofFile = bytesOf(asked.filter(({ name }) => name === key));
    return {
      subject,
      seconds: (end - clicked) / 1000,
      ofFile,
      inAll: bytesOf(asked),
      fileSize,
      course: courseOf(clicked, times, asked),
      problem,
    };
  };
  try {
    const seen = await window.see(key, patience);
    if (one.id === 'card') return shot(seen.times.card ?? Infinity, seen);
    const drawn = seen.times[`drawn=${seen.drawn ?? ''}`] ?? Infinity;
    if (one.id !== 'vertex' || seen.problem !== undefined)
      return shot(drawn, seen, seen.problem ?? seen.reason);
    const course = await timeCourse(window);
    return shot(drawn + course, seen);
  } finally {
    await window.closeAll();
  }
}

/** Has the bucket make the files, which a real one holds: that is not part of a click. */
async function warm(content: Content, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const object = content.find(key);
    if (object) await content.read(object, 0, 1)[Symbol.asyncIterator]().next();
  }
}

/** Clicks on a vertex of the left hemisphere, and waits for its chart. Gives milliseconds. */
async function timeCourse({ window: { page } }: PreviewWindow): Promise<number> {
  const found = await momentsOf(page);
  if (!found) throw new Error('The preview is gone.');
  const canvas = found.frame.locator('.viewer-stage canvas').first();
  const box = await canvas.boundingBox();
  if (!box) throw new Error('There is no canvas.');
  const begin = Date.now();
  await canvas.click({ position: { x: box.width * 0.35, y: box.height * 0.5 } });
  await found.frame.locator('.series-chart canvas').first().waitFor({ timeout: patience });
  return Date.now() - begin;
}

function courseOf(
  clicked: number,
  times: Seen['times'],
  requests: readonly LoggedRequest[],
): readonly string[] {
  const events = [
    ...Object.entries(times).map(([what, time]) => ({ time, what })),
    ...requests.map(({ time, operation = '', name, range = '' }) => ({
      time,
      what: `${operation} ${name.slice(name.lastIndexOf('/') + 1)} ${range}`,
    })),
  ];
  return events
    .sort((one, other) => one.time - other.time)
    .map(({ time, what }) => `${String(time - clicked)} ${what}`);
}

const rangePattern = /(\d+)-(\d+)/;

function bytesOf(requests: readonly LoggedRequest[]): number {
  return requests
    .map(({ range }) => rangePattern.exec(range ?? ''))
    .reduce((sum, range) => sum + (range ? Number(range[2]) - Number(range[1]) + 1 : 0), 0);
}
