import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { countRecords, readRecords, recordsVariable } from './records';
import type { SuiteResult } from './results';
import { projectFolder } from './vscode/cache';

/**
 * Runs a script that runs mocha and records it, in a process of its own whose output is shown. A process that
 * ends before its tests do is a failure.
 */
export async function runMochaProcess(script: string, args: readonly string[] = []): Promise<SuiteResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hcp-records-'));
  const records = path.join(folder, 'records.jsonl');
  try {
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
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
    if (ended && (code === 0 || result.failed > 0)) return result;
    process.stdout.write(`The run ended early, with code ${String(code)}.\n`);
    return { ...result, failed: result.failed + 1 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
