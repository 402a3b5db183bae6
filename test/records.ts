import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Runnable, Runner, Test } from 'mocha';
import type { SuiteResult } from './results';

/** What a mocha that runs in another process tells, one line of JSON each. */
export type TestRecord =
  | { readonly kind: 'started' | 'skipped'; readonly title: string }
  | { readonly kind: 'passed'; readonly title: string; readonly milliseconds: number }
  | { readonly kind: 'failed'; readonly title: string; readonly error: string }
  | { readonly kind: 'note'; readonly title: string }
  | { readonly kind: 'ended' };

/** Names the file that the records go to. */
export const recordsVariable = 'HCP_TEST_RECORDS';

/** Appends to the file of the environment at once, so that nothing is lost when the process is ended. */
export function record(entry: TestRecord): void {
  const file = process.env[recordsVariable];
  if (file === undefined) throw new Error(`${recordsVariable} names no file.`);
  appendFileSync(file, `${JSON.stringify(entry)}\n`);
}

/** Writes down what a runner does. */
export function recordRun(runner: Runner): void {
  runner.on('test', (test: Test) => {
    record({ kind: 'started', title: test.fullTitle() });
  });
  runner.on('pass', (test: Test) => {
    record({ kind: 'passed', title: test.fullTitle(), milliseconds: test.duration ?? 0 });
  });
  runner.on('fail', (test: Runnable, error: unknown) => {
    record({ kind: 'failed', title: test.fullTitle(), error: describe(error) });
  });
  runner.on('pending', (test: Test) => {
    record({ kind: 'skipped', title: test.fullTitle() });
  });
  runner.on('end', () => {
    record({ kind: 'ended' });
  });
}

export function readRecords(file: string): readonly TestRecord[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as TestRecord);
}

/** The counts. A skipped test gives no reason in mocha, so it is a failure: the suites know which they leave out. */
export function countRecords(records: readonly TestRecord[]): SuiteResult {
  const count = (kind: TestRecord['kind']): number => records.filter((one) => one.kind === kind).length;
  const failures = records.flatMap((one) => {
    if (one.kind === 'failed') return [{ title: one.title, error: one.error, passedLater: false }];
    if (one.kind === 'skipped')
      return [{ title: one.title, error: 'skipped without a reason', passedLater: false }];
    return [];
  });
  return { passed: count('passed'), failed: failures.length, skipped: [], failures };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\nCaused by: ${describe(error.cause)}`;
  return (error.stack ?? error.message) + cause;
}
