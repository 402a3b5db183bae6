import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { onlyVariable, shareVariable } from './mochaMain';
import { countRecords, readRecords, recordsVariable } from './records';
import { afterSecondTry, brokenRun, sum, type SuiteResult } from './results';
import { projectFolder } from './vscode/cache';

interface ProcessOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Shows the output at the end, in one piece. */
  readonly together?: boolean;
  /** A line above the output, with the time that it took. */
  readonly title?: string;
}

/**
 * Runs a script that runs mocha and records it, in a process of its own whose output is shown. A process that
 * ends before its tests do is a failure.
 */
export async function runMochaProcess(script: string, options: ProcessOptions = {}): Promise<SuiteResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hcp-records-'));
  const records = path.join(folder, 'records.jsonl');
  try {
    const code = await runScript(script, records, options);
    const found = readRecords(records);
    const result = countRecords(found);
    const ended = found.some((one) => one.kind === 'ended');
    if (ended && (code === 0 || result.failed > 0)) return result;
    process.stdout.write(`The run ended early, with code ${String(code)}.\n`);
    const begun = found.flatMap((one) => (one.kind === 'started' ? [one.title] : []));
    return sum([
      result,
      brokenRun(
        path.relative(projectFolder, script),
        `ended early, with code ${String(code)}, in: ${begun.at(-1) ?? 'no test'}`,
      ),
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The same in several processes at once, which share the test files: most tests wait for something. What
 * failed is tried once more when all others are done, from a fresh start: its second try counts.
 */
export async function runMochaShared(script: string, processes: number): Promise<SuiteResult> {
  const shares = Array.from({ length: processes }, (_, index) =>
    runMochaProcess(script, {
      env: { [shareVariable]: `${String(index + 1)}/${String(processes)}` },
      together: true,
    }),
  );
  const first = sum(await Promise.all(shares));
  if (first.failed === 0) return first;
  process.stdout.write('\nWhat failed is tried once more, by itself.\n');
  const titles = first.failures.map(({ title }) => title);
  const second = await runMochaProcess(script, { env: { [onlyVariable]: JSON.stringify(titles) } });
  if (second.passed + second.failed < first.failed) return first;
  return afterSecondTry(first, { ...second, passed: first.passed + second.passed });
}

async function runScript(script: string, records: string, options: ProcessOptions): Promise<number | null> {
  const { args = [], env = {}, together = false, title } = options;
  const begin = Date.now();
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: projectFolder,
    stdio: together ? ['inherit', 'pipe', 'pipe'] : 'inherit',
    env: { ...process.env, ...env, [recordsVariable]: records },
  });
  const output: Buffer[] = [];
  const keep = (chunk: Buffer): void => {
    output.push(chunk);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (title !== undefined) {
    process.stdout.write(`\n${title} (${((Date.now() - begin) / 1000).toFixed(1)} s)\n`);
  }
  process.stdout.write(Buffer.concat(output));
  return code;
}
