import * as path from 'node:path';
import { runMochaProcess } from '../mochaProcess';
import { sum, type SuiteResult } from '../results';
import { serverPins, type HostAge } from '../vscode/pins';

const ages: readonly HostAge[] = ['newest', 'oldest'];

/** Runs the end-to-end tests on the newest VS Code and on the oldest that the manifest claims. */
export async function runE2e(): Promise<SuiteResult> {
  const results: SuiteResult[] = [];
  for (const age of ages) {
    process.stdout.write(`\nend to end, VS Code ${serverPins[age].vscode}\n`);
    results.push(await runMochaProcess(path.join(__dirname, 'one.ts'), [age]));
  }
  return sum(results);
}
