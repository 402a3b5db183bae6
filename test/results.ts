export interface SkippedTest {
  readonly title: string;
  readonly reason: string;
}

/** What one suite of `npm test` came to. */
export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
  /** The suite has printed each of them. */
  readonly skipped: readonly SkippedTest[];
}

export const nothing: SuiteResult = { passed: 0, failed: 0, skipped: [] };

export function sum(results: readonly SuiteResult[]): SuiteResult {
  return results.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: [...all.skipped, ...one.skipped],
    }),
    nothing,
  );
}

/** `12 passed, 0 failed`, and `, 1 skipped` when there are any. */
export function closingLine({ passed, failed, skipped }: SuiteResult): string {
  const counts = `${String(passed)} passed, ${String(failed)} failed`;
  return skipped.length > 0 ? `${counts}, ${String(skipped.length)} skipped` : counts;
}
