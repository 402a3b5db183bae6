import assert from 'node:assert/strict';
import { pauseAfter, rest } from '../../../../src/core/transfer/backoff';
import { never } from './support';

describe('pauseAfter', () => {
  const pauses = (tries: number) => Array.from({ length: 200 }, () => pauseAfter(tries));

  it('doubles with each try, up to a quarter of a minute', () => {
    for (const [tries, whole] of [
      [1, 500],
      [2, 1_000],
      [5, 8_000],
      [6, 15_000],
      [60, 15_000],
      [5_000, 15_000],
    ] as const) {
      const all = pauses(tries);
      assert.ok(Math.min(...all) >= whole / 2 && Math.max(...all) <= whole, `after ${String(tries)}`);
    }
  });

  it('is not the same for all', () => {
    assert.ok(new Set(pauses(3)).size > 100);
  });
});

describe('rest', () => {
  it('takes as long as it was asked to', async () => {
    const begun = performance.now();
    await rest(40, never);
    assert.ok(performance.now() - begun >= 38);
  });

  it('ends at once when it is stopped, before and during', async () => {
    const stop = new AbortController();
    const during = rest(60_000, stop.signal);
    stop.abort();
    await during;
    await rest(60_000, stop.signal);
  });
});
