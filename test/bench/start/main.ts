import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleTests } from '../../host/runner/bundle';
import { openDesktopSession } from '../../host/runner/desktop';
import { extensionId } from '../../host/runner/session';
import { openWebSession } from '../../host/runner/web';
import { bundleFolder, type TestWindow } from '../../host/runner/windows';
import { limits, startWeight } from '../../package/weight';
import { projectFolder } from '../../vscode/cache';
import { resolveHost } from '../../vscode/host';
import { median } from '../table';
import type { Start } from './startWindow';

// `npm run build -- --production && npm run package && npm run bench:start`: how long the extension takes to load and to activate in
// a real extension host, beside extensions that come with VS Code, in the same hosts. No timing makes it fail.

/** What comes with VS Code, needs no account, and is not active in an empty window. */
const peers = ['vscode.emmet', 'vscode.npm', 'vscode.typescript-language-features', 'vscode.github'];

const window: TestWindow = {
  name: 'start',
  files: [path.join(__dirname, 'startWindow.ts')],
  entry: path.join(bundleFolder, 'start.js'),
  secretsKept: false,
};

interface Round {
  readonly vscode: string;
  readonly starts: readonly Start[];
}

async function measureRounds(rounds: number, place: string): Promise<readonly Round[]> {
  const at = (name: string): string => path.join(place, name);
  const settings = at('settings.json');
  const env = { HCP_START_SETTINGS: settings, HCP_TEST_RECORDS: at('records.jsonl') };
  const host = await resolveHost('newest');
  await bundleTests([window]);
  await mkdir(at('workspace'));
  const done: Round[] = [];
  while (done.length < rounds) {
    const ids = done.length % 2 === 0 ? [extensionId, ...peers] : [...peers, extensionId];
    const report = at(`report-${String(done.length)}.json`);
    await writeFile(settings, JSON.stringify({ ids, report }));
    const options = { workspaceFolder: at('workspace'), settings: {}, env };
    const session =
      host.kind === 'desktop' ? await openDesktopSession(host, options) : await openWebSession(host, options);
    try {
      await session.run(window);
    } finally {
      await session.close();
    }
    const told = await readFile(report, 'utf8').catch(async () => {
      throw new Error(`A window did not come to its end.\n${await readFile(env.HCP_TEST_RECORDS, 'utf8')}`);
    });
    done.push(JSON.parse(told) as Round);
    process.stderr.write(`${String(done.length)}/${String(rounds)}\n`);
  }
  return done;
}

/** What is measured beside what it may be. The package only where there is one. */
async function besideLimits(starts: readonly Start[]): Promise<readonly string[]> {
  const activate = median(starts.filter(({ id }) => id === extensionId).map((start) => start.activate));
  const file = path.join(projectFolder, 'hcp-explorer.vsix');
  const packed = await stat(file).catch(() => undefined);
  const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(0);
  return [
    `activate: ${activate.toFixed(1)} ms, at most ${String(limits.activate)} ms`,
    `loaded at the start: ${kilobytes(await startWeight(projectFolder))} kB, at most ${kilobytes(limits.start)} kB`,
    packed === undefined
      ? 'the package: not built'
      : `the package: ${kilobytes(packed.size)} kB, at most ${kilobytes(limits.package)} kB`,
  ];
}

async function text(rounds: readonly Round[]): Promise<string> {
  const starts = rounds.flatMap((round) => round.starts);
  const ids = [...new Set(starts.map(({ id }) => id))];
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const lines = ids.map((id) => {
    const own = starts.filter((start) => start.id === id);
    const figure = (of: (start: Start) => number): string => {
      const values = own.map(of);
      return `${median(values).toFixed(1)} (${Math.min(...values).toFixed(1)}–${Math.max(...values).toFixed(1)})`;
    };
    const bytes = median(own.map((start) => start.bytes)) / 1000;
    const name = id === extensionId ? `**${id}**` : id;
    return row([
      name,
      own[0]?.version ?? '',
      figure((start) => start.load),
      figure((start) => start.activate),
      bytes.toFixed(0),
    ]);
  });
  const date = new Date().toISOString().slice(0, 10);
  const machine = `${String(os.cpus().length)} × ${os.cpus()[0]?.model ?? 'unknown'}`;
  return [
    `${date}, ${machine}, VS Code ${rounds[0]?.vscode ?? ''}; medians of ${String(rounds.length)} windows (min–max).`,
    '',
    row(['extension', 'version', 'load, ms', 'activate, ms', 'kB loaded']),
    row(['---', '---', '--:', '--:', '--:']),
    ...lines,
    '',
    ...(await besideLimits(starts)).map((line) => `- ${line}`),
    '',
  ].join('\n');
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' } } });
  const place = await mkdtemp(path.join(os.tmpdir(), 'hcp-start-'));
  try {
    const rounds = await measureRounds(Number(values.rounds), place);
    const folder = path.join(projectFolder, 'out/bench');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'start.json'), JSON.stringify(rounds, undefined, 2));
    const report = await text(rounds);
    await writeFile(path.join(folder, 'start.md'), report);
    process.stdout.write(report);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
