import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PartBook, partCount } from '../../../../src/core/transfer/partBook';

/** Tells byte by byte what the book says in sums. */
class Model {
  readonly bytes: Uint8Array;
  readonly held = new Set<number>();

  constructor(
    readonly size: number,
    readonly partSize: number,
  ) {
    this.bytes = new Uint8Array(size);
  }

  fetch(start: number, end: number): void {
    for (let at = start; at < end; at++) this.bytes[at]!++;
  }

  get done(): number {
    return this.bytes.filter((times) => times > 0).length;
  }

  get firstGap(): number {
    const gap = this.bytes.indexOf(0);
    return gap < 0 ? this.size : gap;
  }

  partWhole(index: number): boolean {
    return !this.bytes.subarray(index * this.partSize, (index + 1) * this.partSize).includes(0);
  }

  get firstFree(): number | undefined {
    for (let index = 0; index * this.partSize < this.size; index++) {
      if (!this.held.has(index) && !this.partWhole(index)) return index;
    }
    return undefined;
  }
}

function assertSame(book: PartBook, model: Model): void {
  assert.equal(book.bytesDone, model.done);
  assert.equal(book.wholeUpTo, model.firstGap);
  assert.equal(book.whole, model.done === model.size);
  assert.equal(book.hasFree, model.firstFree !== undefined);
  for (let index = 0; index < book.count; index++) {
    assert.equal(book.partWhole(index), model.partWhole(index), `part ${String(index)}`);
  }
}

interface Step {
  readonly kind: 'take' | 'add' | 'giveBack';
  readonly pick: number;
  readonly bytes: number;
}
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('take', 'add', 'giveBack'),
  pick: fc.nat(),
  bytes: fc.nat(),
});

/** One worker's move: takes a part, writes some of what is missing of one that it has, or gives it back. */
function move(book: PartBook, model: Model, { kind, pick, bytes }: Step): void {
  if (kind === 'take') {
    const expected = model.firstFree;
    assert.equal(book.take(), expected);
    if (expected !== undefined) model.held.add(expected);
    return;
  }
  const index = [...model.held][pick % Math.max(1, model.held.size)];
  if (index === undefined) return;
  if (kind === 'giveBack') {
    book.giveBack(index);
    model.held.delete(index);
    return;
  }
  const { start, end } = book.missing(index);
  const count = bytes % (end - start + 1);
  model.fetch(start, start + count);
  book.add(index, count);
}

const file = fc.record({ size: fc.nat(70), partSize: fc.integer({ min: 1, max: 16 }) });

describe('PartBook', () => {
  it('has every byte fetched exactly once, whatever the order, and never counts beyond a gap', () => {
    fc.assert(
      fc.property(file, fc.array(step, { maxLength: 80 }), ({ size, partSize }, steps) => {
        const book = new PartBook(size, partSize);
        const model = new Model(size, partSize);
        assertSame(book, model);
        for (const one of steps) {
          move(book, model, one);
          assertSame(book, model);
        }
        for (const index of model.held) book.giveBack(index);
        model.held.clear();
        for (let index = book.take(); index !== undefined; index = book.take()) {
          const { start, end } = book.missing(index);
          model.fetch(start, end);
          book.add(index, end - start);
          book.giveBack(index);
          assertSame(book, model);
        }
        assert.ok(book.whole);
        assert.ok(model.bytes.every((times) => times === 1));
      }),
      { numRuns: 1_000 },
    );
  });

  it('goes on from any set of parts that are whole, and believes no others', () => {
    const indices = fc.array(fc.oneof(fc.integer({ min: -3, max: 80 }), fc.constantFrom(0.5, NaN)));
    fc.assert(
      fc.property(file, indices, ({ size, partSize }, done) => {
        const book = new PartBook(size, partSize, done);
        const model = new Model(size, partSize);
        for (const index of new Set(done)) {
          if (!Number.isInteger(index) || index < 0 || index >= partCount(size, partSize)) continue;
          model.fetch(index * partSize, Math.min(size, (index + 1) * partSize));
        }
        assertSame(book, model);
        const taken: number[] = [];
        for (let index = book.take(); index !== undefined; index = book.take()) taken.push(index);
        const whole = Array.from({ length: book.count }, (_, index) => model.partWhole(index));
        assert.deepEqual(
          taken,
          whole.flatMap((is, index) => (is ? [] : [index])),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it('has no part for a file without bytes', () => {
    const book = new PartBook(0, 8);
    assert.deepEqual([book.count, book.whole, book.take(), book.wholeUpTo], [0, true, undefined, 0]);
  });

  it('gives a part that was given back before those that nobody had', () => {
    const book = new PartBook(30, 10);
    assert.deepEqual([book.take(), book.take()], [0, 1]);
    book.add(0, 4);
    book.giveBack(0);
    assert.equal(book.take(), 0);
    assert.deepEqual(book.missing(0), { start: 4, end: 10 });
    assert.equal(book.take(), 2);
  });

  it('begins again after a reset', () => {
    const book = new PartBook(25, 10, [0, 2]);
    book.reset();
    assert.deepEqual([book.bytesDone, book.wholeUpTo, book.whole], [0, 0, false]);
    assert.deepEqual([book.take(), book.take(), book.take(), book.take()], [0, 1, 2, undefined]);
    assert.deepEqual(book.missing(2), { start: 20, end: 25 });
  });
});
