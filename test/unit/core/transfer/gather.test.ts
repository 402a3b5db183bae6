import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Gatherer } from '../../../../src/core/transfer/gather';

const kib = 1024;

/** A file in memory, and the writes that made it. */
function sheet(size: number) {
  const file = Buffer.alloc(size);
  const writes: number[] = [];
  return {
    file,
    writes,
    writeAt: (bytes: Uint8Array, position: number) => {
      file.set(bytes, position);
      writes.push(bytes.byteLength);
    },
  };
}

describe('Gatherer', () => {
  it('writes the same file however the bytes arrive, and tells of each byte once', () => {
    const length = fc.oneof(fc.nat(300), fc.integer({ min: 0, max: 600 * kib }));
    fc.assert(
      fc.property(fc.array(length, { maxLength: 12 }), fc.nat(5_000), (lengths, from) => {
        const total = lengths.reduce((sum, one) => sum + one, 0);
        const { file, writeAt } = sheet(from + total);
        let told = 0;
        const gather = new Gatherer(writeAt, from, (bytes) => (told += bytes));
        const expected = Buffer.alloc(from + total);
        let at = from;
        // One buffer for all, as a socket has it: nothing may be kept of it after the call.
        const shared = Buffer.alloc(600 * kib);
        lengths.forEach((one, index) => {
          shared.fill(index + 1, 0, one);
          gather.push(shared.subarray(0, one));
          expected.fill(index + 1, at, at + one);
          at += one;
          assert.ok(told <= at - from);
          assert.ok(file.subarray(from, from + told).equals(expected.subarray(from, from + told)));
          shared.fill(255);
        });
        gather.flush();
        assert.equal(told, total);
        assert.ok(file.equals(expected));
      }),
      { numRuns: 100 },
    );
  });

  it('gathers small pieces, and passes a large one on as it is', () => {
    const { writes, writeAt } = sheet(4 * kib * kib);
    const gather = new Gatherer(writeAt, 0, () => undefined);
    for (let piece = 0; piece < 32; piece++) gather.push(Buffer.alloc(16 * kib));
    assert.deepEqual(writes, [256 * kib]);
    gather.push(Buffer.alloc(1024 * kib));
    assert.deepEqual(writes, [256 * kib, 256 * kib, 1024 * kib]);
    gather.flush();
    gather.flush();
    assert.equal(writes.length, 3);
  });

  it('hears of nothing that could not be written', () => {
    let told = 0;
    const fail = () => {
      throw new Error('full');
    };
    const gather = new Gatherer(fail, 0, (bytes) => (told += bytes));
    gather.push(Buffer.alloc(10));
    assert.throws(() => {
      gather.flush();
    }, /full/);
    assert.equal(told, 0);
  });
});
