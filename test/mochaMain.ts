import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import Mocha from 'mocha';
import { recordRun } from './records';

/** Holds full titles as a JSON list: a run of these tests only. */
export const onlyVariable = 'HCP_TEST_ONLY';
/** `1/3`: the first of three runs that share the files of a folder. */
export const shareVariable = 'HCP_TEST_SHARE';

/** Runs the tests of a folder in this process, and records them for the one that started it. */
export function runTests(folder: string, timeout: number): void {
  const mocha = new Mocha({ timeout, reporter: 'spec' });
  const only = process.env[onlyVariable];
  if (only !== undefined) mocha.grep(exactly(JSON.parse(only) as readonly string[]));
  for (const file of shareOf(testFiles(folder))) mocha.addFile(path.join(folder, file));
  recordRun(
    mocha.run((failures) => {
      process.exitCode = failures > 0 ? 1 : 0;
    }),
  );
}

function testFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .sort();
}

function shareOf(files: readonly string[]): readonly string[] {
  const [share = 1, shares = 1] = (process.env[shareVariable] ?? '1/1').split('/').map(Number);
  return files.filter((_, index) => index % shares === share - 1);
}

function exactly(titles: readonly string[]): RegExp {
  return new RegExp(`^(${titles.map((title) => title.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})$`);
}
