import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HcpError } from '../../../../src/core/errors';
import { blockSize, ByteCache } from '../../../../src/core/preview/bytes/byteCache';
import { cachedSource } from '../../../../src/core/preview/bytes/cachedSource';
import { MemoryOrigin, someBytes } from './memoryOrigin';

const never = new AbortController().signal;

describe('bytes through the cache', () => {
  it('are those of the file, for any reads in any order', async () => {
    const bytes = someBytes(5 * blockSize + 77);
    const range = fc.tuple(fc.nat(bytes.length + 10), fc.nat(bytes.length + 10));
    await fc.assert(
      fc.asyncProperty(
        fc.array(range, { maxLength: 8 }),
        fc.integer({ min: 1, max: 6 }),
        async (ranges, blocks) => {
          const source = cachedSource(new MemoryOrigin(bytes), new ByteCache(blocks * blockSize));
          const reads = ranges.map(async ([start, end]) => {
            assert.deepEqual(await source.read(start, end, never), bytes.slice(start, end));
          });
          await Promise.all(reads);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are asked for once, and only where they lack', async () => {
    const origin = new MemoryOrigin(someBytes(10 * blockSize));
    const source = cachedSource(origin, new ByteCache());
    await source.read(2 * blockSize, 3 * blockSize, never);
    await source.read(0, 6 * blockSize, never);
    await source.read(5, 6 * blockSize - 5, never);
    assert.deepEqual(origin.asked, [
      [2 * blockSize, 3 * blockSize],
      [0, 2 * blockSize],
      [3 * blockSize, 6 * blockSize],
    ]);
  });

  it('are shared by readers at the same time, of which one may leave', async () => {
    const origin = new MemoryOrigin(someBytes(100));
    origin.held = true;
    const source = cachedSource(origin, new ByteCache());
    const leaving = new AbortController();
    const left = source.read(0, 100, leaving.signal);
    const stayed = source.read(0, 100, never);
    leaving.abort();
    await assert.rejects(left, (error) => HcpError.is(error, 'cancelled'));
    origin.release();
    assert.equal((await stayed).byteLength, 100);
    assert.deepEqual([origin.asked.length, origin.aborted], [1, 0]);
  });

  it('are no longer asked for when the last reader has left', async () => {
    const origin = new MemoryOrigin(someBytes(100));
    origin.held = true;
    const source = cachedSource(origin, new ByteCache());
    const leaving = new AbortController();
    const left = source.read(0, 100, leaving.signal);
    leaving.abort();
    await assert.rejects(left, (error) => HcpError.is(error, 'cancelled'));
    assert.equal(origin.aborted, 1);
    origin.release();
    assert.equal((await source.read(0, 100, never)).byteLength, 100);
  });

  it('of another version are others', async () => {
    const cache = new ByteCache();
    const first = new MemoryOrigin(someBytes(10));
    await cachedSource(first, cache).read(0, 10, never);
    const second = { ...new MemoryOrigin(new Uint8Array(10)), size: 10, version: 'other' };
    assert.deepEqual(await cachedSource(second, cache).read(0, 10, never), new Uint8Array(10));
  });

  it('are held up to the limit', async () => {
    const cache = new ByteCache(3 * blockSize);
    const source = cachedSource(new MemoryOrigin(someBytes(20 * blockSize)), cache);
    for (let block = 0; block < 20; block++)
      await source.read(block * blockSize, block * blockSize + 1, never);
    assert.equal(cache.size, 3 * blockSize);
  });

  it('stream in order, ahead of the reader, and stop with it', async () => {
    const bytes = someBytes(6_000_000);
    const origin = new MemoryOrigin(bytes);
    const source = cachedSource(origin, new ByteCache());
    const parts: Uint8Array[] = [];
    for await (const part of source.stream(1000, never)) parts.push(part);
    assert.ok(Buffer.concat(parts).equals(bytes.subarray(1000)));
    const short = new MemoryOrigin(bytes);
    for await (const part of cachedSource(short, new ByteCache()).stream(0, never)) {
      assert.ok(part.byteLength > 0);
      break;
    }
    assert.equal(short.asked.length, 1);
  });
});
