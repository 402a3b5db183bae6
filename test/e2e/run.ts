import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { countRecords, readRecords, recordsVariable } from '../records';
import { sum, type SuiteResult } from '../results';
import { projectFolder } from '../vscode/cache';
import { serverPins, type HostAge } from '../vscode/pins';

const ages: readonly HostAge[] = ['newest', 'oldest'];

/** Runs the end-to-end tests on the newest VS Code and on the oldest that the manifest claims. */
export async function runE2e(): Promise<SuiteResult> {
  const results: SuiteResult[] = [];
  for (const age of ages) {
    process.stdout.write(`\nend to end, VS Code ${serverPins[age].vscode}\n`);
    results.push(await runOne(age));
  }
  return sum(results);
}

async function runOne(age: HostAge): Promise<SuiteResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hcp-e2e-'));
  const records = path.join(folder, 'records.jsonl');
  try {
    const child = spawn(process.execPath, ['--import', 'tsx', path.join(__dirname, 'one.ts'), age], {
      cwd: projectFolder,
      stdio: 'inherit',
      env: { ...process.env, [recordsVariable]: records },
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const found = readRecords(records);
    const result = countRecords(found);
    const ended = found.some((one) => one.kind === 'ended');
    if (!ended || (code !== 0 && result.failed === 0)) {
      process.stdout.write(`The run ended early, with code ${String(code)}.\n`);
      return { ...result, failed: result.failed + 1 };
    }
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
