import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HcpError } from '../../../../src/core/errors';
import { createPool, forEachBounded } from '../../../../src/core/transfer/pool';
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

/** Work that runs until the test says so. */
function held() {
  let running = 0;
  let most = 0;
  const ends: (() => void)[] = [];
  return {
    work: async () => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => ends.push(resolve));
      running--;
    },
    endOne: () => ends.shift()?.(),
    most: () => most,
    running: () => running,
  };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('createPool', () => {
  it('runs no more at a time than it has connections, and follows a change', async () => {
    const pool = createPool(2);
    const { work, endOne, running } = held();
    const all = Array.from({ length: 6 }, () => pool.run(work, never));
    await turn();
    assert.equal(running(), 2);
    pool.connections = 4;
    await turn();
    assert.equal(running(), 4);
    for (let i = 0; i < 6; i++) {
      endOne();
      await turn();
    }
    await Promise.all(all);
  });

  it('drops waiting work at once, and waits for work that has begun', async () => {
    const pool = createPool(1);
    const { work, endOne } = held();
    const stop = new AbortController();
    const first = pool.run(work, stop.signal);
    const second = pool.run(() => Promise.resolve(assert.fail('must not run')), stop.signal);
    await turn();
    stop.abort();
    await assert.rejects(second, { code: 'cancelled' });
    endOne();
    await first;
    assert.equal(await pool.run(() => Promise.resolve(7), never), 7);
  });
});

describe('forEachBounded', () => {
  it('takes from the stream only what it can work on', async () => {
    let taken = 0;
    async function* endless() {
      for (;;) {
        await Promise.resolve();
        yield ++taken;
        if (taken === 40) return;
      }
    }
    const { work, endOne, most } = held();
    const done = forEachBounded(endless(), () => 3, work);
    for (let i = 0; i < 20; i++) await turn();
    assert.equal(taken, 3);
    while (taken < 40 || most() === 0) {
      endOne();
      await turn();
    }
    for (let i = 0; i < 10; i++) {
      endOne();
      await turn();
    }
    await done;
    assert.equal(most(), 3);
  });

  it('waits for begun work when the stream fails', async () => {
    async function* failing() {
      await Promise.resolve();
      yield 1;
      throw new HcpError('bucket.unreachable');
    }
    const { work, endOne, running } = held();
    const done = forEachBounded(failing(), () => 5, work);
    for (let i = 0; i < 5; i++) await turn();
    assert.equal(running(), 1);
    endOne();
    await assert.rejects(done, { code: 'bucket.unreachable' });
    assert.equal(running(), 0);
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
