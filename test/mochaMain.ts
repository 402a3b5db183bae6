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

/** Seconds of the files that take longest, about; all others take one. */
const seconds: Readonly<Record<string, number>> = {
  'core/transfer/matrix': 130,
  'core/transfer/engineTrouble': 60,
  'core/transfer/engineControl': 28,
  'core/transfer/delivered': 26,
  'core/transfer/engineWire': 16,
  'core/transfer/engine': 15,
  'core/bucket/wireLife': 14,
  'core/preview-walk/walk': 11,
  'manifest/l10n': 9,
  'core/transfer/slowWays': 9,
  'core/transfer/endOfRun': 9,
  'core/transfer/engineScale': 8,
  'core/preview-surface/everyKind': 8,
};

/** The same for all processes, which so end at about the same time. */
function shareOf(files: readonly string[]): readonly string[] {
  const [share = 1, shares = 1] = (process.env[shareVariable] ?? '1/1').split('/').map(Number);
  const weight = (file: string): number =>
    seconds[file.replaceAll(path.sep, '/').replace(/\.test\.ts$/, '')] ?? 1;
  const loads = Array.from({ length: shares }, () => ({ files: [] as string[], seconds: 0 }));
  for (const file of [...files].sort((a, b) => weight(b) - weight(a))) {
    const lightest = loads.reduce((a, b) => (b.seconds < a.seconds ? b : a));
    lightest.files.push(file);
    lightest.seconds += weight(file);
  }
  return loads[share - 1]?.files ?? [];
}

function exactly(titles: readonly string[]): RegExp {
  return new RegExp(`^(${titles.map((title) => title.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})$`);
}
