import { mkdir, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { openPreviewWindow, type PreviewWindow } from '../../preview/window/previewWindow';
import { createContent, type Content } from '../../sandbox/content/catalog';
import { startSandbox } from '../../sandbox/sandbox';
import { projectFolder } from '../../vscode/cache';
import { startFar } from '../farProcess';
import { farLink } from '../link';
import { caseIds, cases, type Case, type Shot } from './cases';
import { click, keysOf, type Bucket } from './clicks';
import { browserMemory } from './memory';
import { linkNames, previewText, type CaseResult, type MemoryResult, type PreviewLink } from './report';

// `npm run build -- --production && npm run bench:preview`: from a click to the picture in a real VS Code, with
// the sandbox's bucket far away and direct. No timing makes it fail.

const images = 20;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Subjects that have all the files of the cases. Each click is on another one: nothing is in a cache. */
function* subjects(content: Content, chosen: readonly Case[]): Generator<string, never> {
  for (let id = 100_000; id < 1_000_000; id += 1) {
    const subject = String(id);
    const keys = chosen.flatMap((one) => [...keysOf(one, subject)]);
    if (keys.every((key) => content.find(key))) yield subject;
  }
  throw new Error('There are no more subjects.');
}

async function tryOnce(window: PreviewWindow, bucket: Bucket, one: Case, subject: string): Promise<Shot> {
  try {
    return await click(window, bucket, one, subject);
  } catch (error) {
    const problem = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { subject, seconds: Infinity, ofFile: 0, inAll: 0, fileSize: 0, course: [], problem };
  }
}

async function measure(
  window: PreviewWindow,
  bucket: Bucket,
  chosen: readonly Case[],
  rounds: number,
  link: PreviewLink,
): Promise<readonly CaseResult[]> {
  const next = subjects(bucket.content, chosen);
  const results: CaseResult[] = [];
  for (const one of chosen) {
    const { id, title, floor, most } = one;
    // The first preview of a window starts the thread, and the browser compiles the page's scripts.
    await tryOnce(window, bucket, one, next.next().value);
    const shots: Shot[] = [];
    while (shots.length < rounds) {
      const shot = await tryOnce(window, bucket, one, next.next().value);
      say(
        `${link} ${id}: ${shot.seconds.toFixed(2)} s, ${String(shot.ofFile)} of ${String(shot.inAll)} bytes ${shot.problem ?? ''}`,
      );
      shots.push(shot);
    }
    results.push({ id, title, floor, most, link, shots });
  }
  return results;
}

async function measureMemory(window: PreviewWindow, bucket: Bucket): Promise<MemoryResult> {
  const { page } = window.window;
  const kinds = cases.filter(({ id }) => id === 'volume' || id === 'surfaces');
  const next = subjects(bucket.content, kinds);
  for (const one of kinds) await tryOnce(window, bucket, one, next.next().value);
  const before = await browserMemory(page);
  for (let count = 0; count < images; count += 1) {
    await tryOnce(window, bucket, kinds[count % kinds.length]!, next.next().value);
  }
  return { images, before, after: await browserMemory(page) };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      case: { type: 'string', default: [...caseIds, 'memory'].join(',') },
      link: { type: 'string', default: linkNames.join(',') },
      rounds: { type: 'string', default: '10' },
    },
  });
  const named = values.case.split(',');
  const chosen = cases.filter(({ id }) => named.includes(id));
  const rounds = Number(values.rounds);
  const content = createContent({ seed: 'bench', cacheFolder: path.join(projectFolder, '.sandbox-cache') });
  const sandbox = await startSandbox({ content, keyDelayMs: 0 });
  const bucket: Bucket = { sandbox, content };
  const far = await startFar(Number(new URL(sandbox.s3Endpoint).port), farLink);
  const endpoints = { far: `http://127.0.0.1:${String(far.port)}`, near: sandbox.s3Endpoint };
  const results: CaseResult[] = [];
  let memory: MemoryResult | undefined;
  let vscode = '';
  for (const link of linkNames.filter((name) => values.link.split(',').includes(name))) {
    const address = { ...sandbox, s3Endpoint: endpoints[link] };
    const window = await openPreviewWindow(address, sandbox.readyKeys);
    vscode = window.window.host.vscode;
    results.push(...(await measure(window, bucket, chosen, rounds, link)));
    if (link === 'near' && named.includes('memory')) memory = await measureMemory(window, bucket);
    await window.close();
  }
  far.close();
  await sandbox.close();
  const date = new Date().toISOString().slice(0, 10);
  const machine = `${String(os.cpus().length)} × ${os.cpus()[0]?.model ?? 'unknown'}`;
  const report = { date, machine, vscode, rounds, cases: results, memory };
  const folder = path.join(projectFolder, 'out/bench');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'preview.json'), JSON.stringify(report, undefined, 2));
  await writeFile(path.join(folder, 'preview.md'), previewText(report));
  process.stdout.write(previewText(report));
}

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
