import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Backlog, laneOf } from '../../../../src/core/transfer/backlog';
import { smallUpTo } from '../../../../src/core/transfer/pace';
import type { PlannedFile } from '../../../../src/core/transfer/plan';

const planned = (key: string, size: number): PlannedFile => ({
  kind: 'file',
  entry: { key, size, etag: '', lastModified: new Date(0) },
  segments: [key],
  path: `/target/${key}`,
  state: 'missing',
  renamed: false,
});

describe('Backlog', () => {
  it('tells files that wait for bytes from those that wait for answers', () => {
    assert.deepEqual(
      [laneOf(planned('a', smallUpTo)), laneOf(planned('a', smallUpTo + 1))],
      ['small', 'large'],
    );
  });

  it('gives small files in order, thousands of them, and large ones by size', () => {
    const size = fc.oneof(fc.nat(smallUpTo), fc.integer({ min: smallUpTo + 1, max: 10 ** 9 }));
    fc.assert(
      fc.property(fc.array(size, { maxLength: 50 }), (sizes) => {
        const backlog = new Backlog();
        sizes.forEach((one, index) => {
          backlog.add(planned(String(index), one));
        });
        const small = sizes.flatMap((one, index) => (one <= smallUpTo ? [String(index)] : []));
        const large = sizes.filter((one) => one > smallUpTo).sort((a, b) => b - a);
        assert.equal(backlog.size, sizes.length);
        assert.deepEqual([backlog.count('small'), backlog.count('large')], [small.length, large.length]);
        assert.deepEqual(
          small.map(() => backlog.take('small')?.entry.key),
          small,
        );
        assert.deepEqual(
          large.map(() => backlog.take('large')?.entry.size),
          large,
        );
        assert.deepEqual(
          [backlog.take('small'), backlog.take('large'), backlog.size],
          [undefined, undefined, 0],
        );
      }),
    );
  });

  it('keeps the order while files come and go', () => {
    const backlog = new Backlog();
    const out: (string | undefined)[] = [];
    for (let index = 0; index < 5_000; index++) {
      backlog.add(planned(String(index), 1));
      if (index % 3 > 0) out.push(backlog.take('small')?.entry.key);
    }
    while (backlog.size > 0) out.push(backlog.take('small')?.entry.key);
    assert.deepEqual(
      out,
      Array.from({ length: 5_000 }, (_, index) => String(index)),
    );
    assert.equal(backlog.take('small'), undefined);
    backlog.add(planned('later', 1));
    assert.equal(backlog.take('small')?.entry.key, 'later');
  });
});
