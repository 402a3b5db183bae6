import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { Pace, type Lane } from '../../../../src/core/transfer/pace';
import { Scheduler, type Work } from '../../../../src/core/transfer/scheduler';
import { until } from '../bucket/oddServer';

/** A job of so many requests, each of which ends when it is told to. */
function jobOf(requests: Partial<Record<Lane, number>>) {
  const left = { small: 0, large: 0, ...requests };
  const running: Record<Lane, (() => void)[]> = { small: [], large: [] };
  const work: Work = {
    waiting: (lane) => left[lane],
    next: (lane) => {
      if (left[lane] === 0) return undefined;
      left[lane]--;
      return () => new Promise<void>((resolve) => running[lane].push(resolve));
    },
  };
  return {
    work,
    left,
    count: (lane: Lane) => running[lane].length,
    /** Ends those that began first. */
    end: async (lane: Lane, count = 1) => {
      for (const resolve of running[lane].splice(0, count)) resolve();
      await delay(0);
    },
  };
}

async function scheduled(cap: number, jobs: readonly ReturnType<typeof jobOf>[]) {
  const pace = new Pace(cap, () => performance.now());
  const scheduler = new Scheduler(pace, () => jobs.map(({ work }) => work));
  scheduler.kick();
  await delay(0);
  return { pace, scheduler };
}

describe('Scheduler', () => {
  it('fills both lanes up to their limits, and gives each that ends a successor', async () => {
    const job = jobOf({ small: 100, large: 100 });
    const { scheduler } = await scheduled(256, [job]);
    assert.deepEqual([job.count('large'), job.count('small')], [16, 16]);
    await job.end('small', 3);
    assert.deepEqual([job.count('large'), job.count('small'), job.left.small], [16, 16, 81]);
    assert.ok(scheduler.saturated);
    job.left.large = 0;
    assert.ok(!scheduler.saturated, 'small work asks for no other number of large connections');
  });

  it('gives large objects what their pace says, whatever waits of small ones', async () => {
    let now = 0;
    const pace = new Pace(256, () => now);
    pace.received(1_000_000);
    now = 1_000;
    pace.tick(true);
    const job = jobOf({ large: 100 });
    const scheduler = new Scheduler(pace, () => [job.work]);
    scheduler.kick();
    await delay(0);
    assert.equal(job.count('large'), 32);
  });

  it('gives a free connection to the job that has the fewest in its lane', async () => {
    const one = jobOf({ large: 100 });
    const jobs = [one];
    const { scheduler } = await scheduled(256, jobs);
    assert.equal(one.count('large'), 16);
    const other = jobOf({ large: 100 });
    jobs.push(other);
    scheduler.kick();
    await delay(0);
    assert.equal(other.count('large'), 0);
    await one.end('large', 12);
    assert.deepEqual([one.count('large'), other.count('large')], [8, 8]);
  });

  it('never has more in all than the cap, and leaves no lane without any', async () => {
    const large = jobOf({ large: 50 });
    const small = jobOf({});
    const { scheduler } = await scheduled(8, [large, small]);
    assert.equal(large.count('large'), 8);
    small.left.small = 50;
    scheduler.kick();
    await delay(0);
    assert.equal(small.count('small'), 0);
    await large.end('large');
    assert.deepEqual([large.count('large'), small.count('small')], [7, 1]);
    await small.end('small');
    assert.deepEqual([large.count('large') + small.count('small'), small.count('small') >= 1], [8, true]);
  });

  it('takes up at the end of one lane what the cap kept from the other', async () => {
    const job = jobOf({ large: 8 });
    const { scheduler } = await scheduled(8, [job]);
    job.left.small = 20;
    scheduler.kick();
    await job.end('large', 8);
    assert.deepEqual([job.count('large'), job.count('small')], [0, 8]);
  });

  it('makes no connection for small objects that would not have eight of them', async () => {
    const job = jobOf({ small: 160 });
    const { pace, scheduler } = await scheduled(1_000, [job]);
    pace.answered(50);
    scheduler.kick();
    await delay(0);
    // Sixteen were there; with 144 waiting, eighteen are worth it.
    assert.equal(job.count('small'), 18);
    job.left.small = 4_000;
    scheduler.kick();
    await delay(0);
    assert.equal(job.count('small'), 200, 'what the round trip needs');
  });

  it('goes on with the connections that it has made while there are fewer objects left', async () => {
    const job = jobOf({ small: 800 });
    const { pace, scheduler } = await scheduled(1_000, [job]);
    pace.answered(50);
    scheduler.kick();
    await delay(0);
    const most = job.count('small');
    assert.ok(most > 80 && most < 100, String(most));
    job.left.small = most;
    await job.end('small', most);
    assert.deepEqual([job.count('small'), job.left.small], [most, 0]);
    await job.end('small', most);
    // None was used any more: they may be gone.
    job.left.small = 100;
    scheduler.kick();
    await delay(0);
    assert.equal(job.count('small'), 16);
  });

  it('counts what waits in all jobs, and shares between them', async () => {
    const jobs = [jobOf({ small: 400 }), jobOf({ small: 400 })];
    const { pace, scheduler } = await scheduled(1_000, jobs);
    pace.answered(50);
    scheduler.kick();
    await delay(0);
    const [one = 0, other = 0] = jobs.map((job) => job.count('small'));
    assert.ok(one + other > 80, String(one + other));
    assert.ok(Math.abs(one - other) <= 1, `${String(one)} and ${String(other)}`);
  });

  it('begins nothing while the bucket wants to be left alone, and goes on by itself', async () => {
    const job = jobOf({ large: 10 });
    const pace = new Pace(4, () => performance.now());
    const scheduler = new Scheduler(pace, () => [job.work]);
    pace.slowDown(0.1);
    scheduler.kick();
    await delay(20);
    assert.equal(job.count('large'), 0);
    await until(() => job.count('large') > 0);
    assert.equal(pace.hold, 0);
    assert.equal(job.count('large'), 2, 'half of the cap');
  });
});
