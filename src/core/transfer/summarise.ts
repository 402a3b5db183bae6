import type { HcpError } from '../errors';
import type { PlannedItem } from './plan';

interface Count {
  readonly files: number;
  readonly bytes: number;
}

/** What a job is about to do, in numbers. */
export interface PlanTotals {
  /** All files that can be downloaded, those that are there included. */
  readonly all: Count;
  /** There and whole. */
  readonly present: Count;
  /** There with the right size and another date: looked at during the job, and left alone if right. */
  readonly toCheck: Count;
  /** Missing, or there with another size. */
  readonly toDownload: Count;
  /** Files of another size that will be replaced, contained in `toDownload`. */
  readonly toReplace: number;
  /** Keys and sources that can't be downloaded. */
  readonly refused: number;
  /** The first of them. */
  readonly firstRefusal: HcpError | undefined;
}

/** Adds a plan up. `onProgress` gets the running totals after each file that `every` divides. */
export async function summarise(
  plan: AsyncIterable<PlannedItem>,
  onProgress: (totals: PlanTotals) => void = () => undefined,
  every = 500,
): Promise<PlanTotals> {
  const sums = { present: zero(), toCheck: zero(), toDownload: zero() };
  let toReplace = 0;
  let refused = 0;
  let firstRefusal: HcpError | undefined;
  const totals = (): PlanTotals => {
    const { present, toCheck, toDownload } = sums;
    const all = {
      files: present.files + toCheck.files + toDownload.files,
      bytes: present.bytes + toCheck.bytes + toDownload.bytes,
    };
    return {
      all,
      present: { ...present },
      toCheck: { ...toCheck },
      toDownload: { ...toDownload },
      toReplace,
      refused,
      firstRefusal,
    };
  };
  let seen = 0;
  for await (const item of plan) {
    if (item.kind === 'refused') {
      refused++;
      firstRefusal ??= item.error;
    }
    if (item.kind === 'file') {
      const sum = sums[sumOf[item.state]];
      sum.files++;
      sum.bytes += item.entry.size;
      if (item.state === 'different') toReplace++;
    }
    if (++seen % every === 0) onProgress(totals());
  }
  return totals();
}

const zero = () => ({ files: 0, bytes: 0 });

const sumOf = {
  missing: 'toDownload',
  different: 'toDownload',
  whole: 'present',
  sameSize: 'toCheck',
} as const;
