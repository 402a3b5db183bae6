export interface SkippedTest {
  readonly title: string;
  readonly reason: string;
}

/** A test that did not pass, for the list at the end of a run. */
export interface FailedTest {
  readonly title: string;
  readonly error: string;
  /** True when a second try from a fresh start passed: it counts as passed then, and is named all the same. */
  readonly passedLater: boolean;
}

/** What one suite of `npm test` came to. */
export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
  /** The suite has printed each of them. */
  readonly skipped: readonly SkippedTest[];
  readonly failures: readonly FailedTest[];
}

export const nothing: SuiteResult = { passed: 0, failed: 0, skipped: [], failures: [] };

export function sum(results: readonly SuiteResult[]): SuiteResult {
  return results.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: [...all.skipped, ...one.skipped],
      failures: [...all.failures, ...one.failures],
    }),
    nothing,
  );
}

/** One failure that is no test's own: a suite that could not run, or ended early. */
export function brokenRun(title: string, error: string): SuiteResult {
  return { ...nothing, failed: 1, failures: [{ title, error, passedLater: false }] };
}

/** What a second try came to, with what the first one was about. */
export function afterSecondTry(first: SuiteResult, second: SuiteResult): SuiteResult {
  const still = new Set(second.failures.map(({ title }) => title));
  const later = first.failures.filter(({ title }) => second.failed === 0 || !still.has(title));
  return {
    ...second,
    failures: [...second.failures, ...later.map((one) => ({ ...one, passedLater: true }))],
  };
}

/** What did not pass at first, to be printed last, so that it is found at the end of a long output. */
export function failureLines({ failures }: SuiteResult): readonly string[] {
  return failures.flatMap(({ title, error, passedLater }) => [
    `${passedLater ? 'Passed on its second try' : 'Failed'}: ${title}`,
    ...error
      .split('\n')
      .slice(0, 12)
      .map((line) => `  ${line}`),
  ]);
}

/** `12 passed, 0 failed`, and `, 1 skipped` when there are any. */
export function closingLine({ passed, failed, skipped }: SuiteResult): string {
  const counts = `${String(passed)} passed, ${String(failed)} failed`;
  return skipped.length > 0 ? `${counts}, ${String(skipped.length)} skipped` : counts;
}
