import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import { runMochaProcess } from '../mochaProcess';
import { afterSecondTry, sum, type SuiteResult } from '../results';
import { serverPins, type HostAge } from '../vscode/pins';

const ages: readonly HostAge[] = ['newest', 'oldest'];

/** Editors that run at the same time: tests wait for something most of the time. */
const lanes = 2;

/**
 * Files about what an older VS Code changes nothing of: the same browser draws the pages, the same code asks
 * the portal, writes files and transfers, and the texts come from the same files. They run on the newest alone;
 * on the oldest the main job looks at an image and a table, and accepts terms.
 */
const newestOnly: readonly string[] = [
  'appearance.test.ts',
  'byHand.test.ts',
  'comfort.test.ts',
  'drawings.test.ts',
  'killed.test.ts',
  'language.test.ts',
  'portalTrouble.test.ts',
  'preview.test.ts',
  'secrets.test.ts',
  'trouble.test.ts',
];

interface Run {
  readonly age: HostAge;
  readonly file: string;
}

/**
 * Runs the end-to-end tests on the newest VS Code and on the oldest that the manifest claims, several files at
 * once, each in an editor of its own. A whole editor on a busy machine is not as steady as a function: a file
 * with a failure is run once more from a fresh start when all others are done, its second try counts, and each
 * is named at the end.
 */
export async function runE2e(): Promise<SuiteResult> {
  const left = ages.flatMap((age) =>
    testFiles()
      .filter((file) => age === 'newest' || !newestOnly.includes(file))
      .map((file) => ({ age, file })),
  );
  process.stdout.write(`On the newest alone, for the reason in run.ts: ${newestOnly.join(', ')}\n`);
  const first: (readonly [Run, SuiteResult])[] = [];
  const lane = async (): Promise<void> => {
    for (let run = left.shift(); run; run = left.shift()) first.push([run, await runFile(run)]);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const results: SuiteResult[] = [];
  for (const [run, result] of first) {
    results.push(result.failed === 0 ? result : afterSecondTry(result, await runFile(run, 'second-try')));
  }
  return sum(results);
}

function testFiles(): readonly string[] {
  return readdirSync(__dirname)
    .filter((file) => file.endsWith('.test.ts'))
    .sort();
}

async function runFile({ age, file }: Run, ...options: readonly 'second-try'[]): Promise<SuiteResult> {
  return runMochaProcess(path.join(__dirname, 'one.ts'), {
    title: [file, `on VS Code ${serverPins[age].vscode}`, ...options].join(' '),
    args: [age, file, ...options],
    together: true,
  });
}
