import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HcpError } from '../../../../src/core/errors';
import { RateMeter } from '../../../../src/core/transfer/rate';
import { withRetries } from '../../../../src/core/transfer/retry';
import { inBucketOrder, normaliseSources } from '../../../../src/core/transfer/sources';
import { never, quick } from './support';

describe('normaliseSources', () => {
  it('drops what another source covers', () => {
    const sources = ['a/b/', 'a/b/c.txt', 'a/', 'a-b/x', 'b.txt', 'b.txt', ''];
    assert.deepEqual(normaliseSources(sources), ['a-b/x', 'a/', 'b.txt']);
  });

  it('never lets a key be covered twice, and never loses one', () => {
    const source = fc.stringMatching(/^[ab-]{1,2}(\/[ab-]{1,2}){0,3}\/?$/);
    fc.assert(
      fc.property(fc.array(source, { maxLength: 8 }), source, (sources, key) => {
        const covers = (one: string) => one === key || (one.endsWith('/') && key.startsWith(one));
        const covered = normaliseSources(sources).filter(covers).length;
        assert.equal(covered, sources.some(covers) ? 1 : 0);
      }),
      { numRuns: 2_000 },
    );
  });

  it('orders as the bucket does', () => {
    assert.deepEqual(['\u{1f600}', '\uff5e'].sort(inBucketOrder), ['\uff5e', '\u{1f600}']);
  });
});

describe('withRetries', () => {
  const failing = (code: 'bucket.busy' | 'bucket.denied', times: number) => {
    let tries = 0;
    return {
      work: () => {
        if (++tries <= times) return Promise.reject(new HcpError(code));
        return Promise.resolve(tries);
      },
      tries: () => tries,
    };
  };

  it('tries again while the error is retryable', async () => {
    assert.equal(await withRetries(failing('bucket.busy', 4).work, never, quick), 5);
  });

  it('gives up after five tries', async () => {
    const { work, tries } = failing('bucket.busy', 9);
    await assert.rejects(withRetries(work, never, quick), { code: 'bucket.busy' });
    assert.equal(tries(), 5);
  });

  it('does not repeat what can’t help', async () => {
    const { work, tries } = failing('bucket.denied', 9);
    await assert.rejects(withRetries(work, never, quick), { code: 'bucket.denied' });
    assert.equal(tries(), 1);
  });

  it('ends at once when it is cancelled during a pause', async () => {
    const stop = new AbortController();
    const work = () => {
      setImmediate(() => {
        stop.abort();
      });
      return Promise.reject(new HcpError('bucket.busy'));
    };
    const policy = { tries: 5, firstPause: 60_000, longestPause: 60_000 };
    await assert.rejects(withRetries(work, stop.signal, policy), { code: 'cancelled' });
  });
});

describe('RateMeter', () => {
  it('forgets what is older than its window', () => {
    let now = 0;
    const rate = new RateMeter(() => now, 1_000);
    assert.equal(rate.bytesPerSecond, 0);
    let total = 0;
    for (let i = 0; i < 20; i++) {
      now += 250;
      total += i < 10 ? 1_000_000 : 250;
      rate.sample(total);
    }
    assert.equal(rate.bytesPerSecond, 1_000);
  });

  it('never goes below zero when bytes are given back', () => {
    let now = 0;
    const rate = new RateMeter(() => now);
    rate.sample(500);
    now = 1_000;
    rate.sample(-500);
    assert.equal(rate.bytesPerSecond, 0);
  });
});
