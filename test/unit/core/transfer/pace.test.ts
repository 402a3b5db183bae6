import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Pace } from '../../../../src/core/transfer/pace';
import { Throttle } from '../../../../src/core/transfer/throttle';

const mebi = 1024 * 1024;

/** A pace with a clock that the test moves. */
function paced(cap: number) {
  const clock = { now: 0 };
  const pace = new Pace(cap, () => clock.now);
  /** Lets seconds go by in which so many bytes arrive each. */
  const pass = (seconds: number, bytesPerSecond: number, saturated = true) => {
    for (let quarter = 0; quarter < seconds * 4; quarter++) {
      clock.now += 250;
      pace.received(bytesPerSecond / 4);
      pace.tick(saturated);
    }
  };
  return { clock, pace, pass };
}

describe('Pace', () => {
  it('begins with a modest number in both lanes', () => {
    const { pace } = paced(256);
    assert.deepEqual([pace.limit('large'), pace.limit('small'), pace.hold], [16, 16, 0]);
  });

  it('gives large objects more connections while more bring more, and no others', () => {
    const { pace, pass } = paced(256);
    pass(1, 100 * mebi);
    assert.equal(pace.limit('large'), 32);
    pass(1, 200 * mebi);
    assert.equal(pace.limit('large'), 64);
    pass(5, 400 * mebi);
    assert.ok(pace.limit('large') <= 64);
  });

  it('takes the last step back when it brought nothing', () => {
    const { pace, pass } = paced(256);
    pass(1, 100 * mebi);
    assert.equal(pace.limit('large'), 32);
    pass(1, 101 * mebi);
    assert.equal(pace.limit('large'), 16);
    pass(10, 100 * mebi);
    assert.equal(pace.limit('large'), 16);
  });

  it('goes by bytes a second, however seldom it is asked', () => {
    const { pace, clock } = paced(256);
    for (const [milliseconds, bytes] of [
      [1_000, 100],
      [4_000, 500],
      [1_000, 130],
    ] as const) {
      clock.now += milliseconds;
      pace.received(bytes * mebi);
      pace.tick(true);
    }
    // 100, 125 and 130 MiB/s: more, more, and not enough more.
    assert.equal(pace.limit('large'), 32);
  });

  it('learns nothing while it holds back after a refusal', () => {
    const { pace, clock, pass } = paced(256);
    pass(1, 100 * mebi);
    pace.slowDown();
    clock.now += 1_001;
    pace.slowDown();
    pass(1, mebi);
    pass(20, 100 * mebi);
    assert.equal(pace.limit('large'), 16);
  });

  it('learns nothing from a link that is not asked for all', () => {
    const { pace, pass } = paced(256);
    pass(10, 100 * mebi, false);
    assert.equal(pace.limit('large'), 16);
  });

  it('asks for as many small objects at a time as the round trip needs', () => {
    const { pace } = paced(1_000);
    pace.answered(50);
    assert.equal(pace.limit('small'), 200);
    pace.answered(2_000);
    assert.equal(pace.limit('small'), 200, 'a queue on the server is no reason for more');
    pace.answered(1);
    assert.equal(pace.limit('small'), 16);
  });

  it('begins to learn anew when the network is another one', () => {
    const { pace, pass } = paced(1_000);
    pace.answered(1);
    pass(1, 100 * mebi);
    pass(1, 101 * mebi);
    pace.forget();
    pace.answered(100);
    assert.deepEqual([pace.limit('large'), pace.limit('small')], [16, 400]);
    pass(1, 10 * mebi);
    assert.equal(pace.limit('large'), 32);
  });

  it('backs off for both lanes when the bucket asks for it, once for refusals of one moment', () => {
    const { pace, clock } = paced(64);
    pace.answered(50);
    for (let refusals = 0; refusals < 20; refusals++) pace.slowDown();
    assert.deepEqual([pace.limit('large'), pace.limit('small')], [8, 32]);
    clock.now += 1_001;
    pace.slowDown();
    assert.deepEqual([pace.limit('large'), pace.limit('small')], [4, 16]);
  });

  it('comes back to all of it in some seconds without a refusal', () => {
    const { pace, clock, pass } = paced(64);
    for (let refusals = 0; refusals < 20; refusals++) {
      pace.slowDown();
      clock.now += 1_001;
    }
    assert.equal(pace.limit('large'), 1);
    pass(25, mebi);
    assert.ok(pace.limit('large') >= 16);
  });

  it('asks for nothing for as long as the bucket wants, and for no longer', () => {
    const { pace, clock } = paced(64);
    pace.slowDown(3);
    assert.deepEqual([pace.limit('large'), pace.limit('small'), pace.hold], [0, 0, 3_000]);
    pace.slowDown(1);
    assert.equal(pace.hold, 3_000);
    clock.now += 3_000;
    assert.equal(pace.hold, 0);
    assert.ok(pace.limit('large') > 0 && pace.limit('small') > 0);
  });

  it('never goes above the cap, which may change, and never stays at nothing', () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('tick' as const), value: fc.nat(10 ** 9) }),
      fc.record({ kind: fc.constant('answered' as const), value: fc.nat(100_000) }),
      fc.record({ kind: fc.constant('slowDown' as const), value: fc.nat(60) }),
      fc.record({ kind: fc.constant('cap' as const), value: fc.integer({ min: 1, max: 300 }) }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const { pace, clock } = paced(64);
        for (const { kind, value } of events) {
          clock.now += 400;
          if (kind === 'tick') {
            pace.received(value);
            pace.tick(value % 2 === 0);
          } else if (kind === 'cap') pace.cap = value;
          else pace[kind](value);
          for (const lane of ['large', 'small'] as const) {
            assert.ok(Number.isInteger(pace.limit(lane)));
            assert.ok(pace.limit(lane) <= pace.cap);
            assert.ok(pace.limit(lane) >= (pace.hold > 0 ? 0 : 1));
          }
        }
        clock.now += pace.hold;
        assert.ok(pace.limit('large') >= 1 && pace.limit('small') >= 1);
      }),
      { numRuns: 500 },
    );
  });
});

describe('Throttle', () => {
  it('makes no one wait without a limit', () => {
    const throttle = new Throttle(undefined, () => 0);
    assert.equal(throttle.take(10 ** 12), 0);
  });

  it('lets through what the limit says, however many take from it', () => {
    const clock = { now: 0 };
    const throttle = new Throttle(1_000_000, () => clock.now);
    let bytes = 0;
    while (clock.now < 10_000) {
      const waits = [1, 2, 3].map(() => throttle.take(50_000));
      bytes += 150_000;
      clock.now += Math.max(...waits);
    }
    assert.ok(Math.abs((bytes * 1000) / clock.now - 1_000_000) < 20_000);
  });

  it('does not save up what was not used', () => {
    const clock = { now: 0 };
    const throttle = new Throttle(1_000, () => clock.now);
    throttle.take(1_000);
    clock.now = 60_000;
    assert.equal(throttle.take(1_000), 1_000);
  });

  it('goes by another limit from the next bytes on', () => {
    const throttle = new Throttle(1_000, () => 0);
    throttle.setLimit(2_000);
    assert.equal(throttle.take(1_000), 500);
    throttle.setLimit(undefined);
    assert.equal(throttle.take(1_000), 0);
  });
});
