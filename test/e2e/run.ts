import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import { runMochaProcess } from '../mochaProcess';
import { afterSecondTry, sum, type SuiteResult } from '../results';
import { serverPins, type HostAge } from '../vscode/pins';

const ages: readonly HostAge[] = ['newest', 'oldest'];

/**
 * Runs the end-to-end tests on the newest VS Code and on the oldest that the manifest claims. A whole editor
 * on a busy machine is not as steady as a function: a file with a failure is run once more from a fresh start,
 * its second try counts, and each is named at the end.
 */
export async function runE2e(): Promise<SuiteResult> {
  const results: SuiteResult[] = [];
  for (const age of ages) {
    process.stdout.write(`\nend to end, VS Code ${serverPins[age].vscode}\n`);
    for (const file of testFiles()) {
      const first = await runFile(age, file);
      if (first.failed === 0) {
        results.push(first);
        continue;
      }
      process.stdout.write(`\n${file} is tried once more, from a fresh start.\n`);
      results.push(afterSecondTry(first, await runFile(age, file, 'second-try')));
    }
  }
  return sum(results);
}

function testFiles(): readonly string[] {
  return readdirSync(__dirname)
    .filter((file) => file.endsWith('.test.ts'))
    .sort();
}

function runFile(age: HostAge, file: string, ...options: readonly 'second-try'[]): Promise<SuiteResult> {
  return runMochaProcess(path.join(__dirname, 'one.ts'), { args: [age, file, ...options] });
}
