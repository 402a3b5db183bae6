import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { HcpError } from '../../../../src/core/errors';
import { GunzipReader, isGzip } from '../../../../src/core/preview/bytes/gunzip';
import { Undrawable } from '../../../../src/core/preview/model';
import { memorySource, someBytes } from './memoryOrigin';

const never = new AbortController().signal;
const isUndrawable =
  (...reasons: readonly string[]) =>
  (error: unknown): boolean =>
    error instanceof Undrawable && reasons.includes(error.reason);

describe('a gzip file', () => {
  const bytes = Buffer.concat([
    someBytes(3_000_000),
    Buffer.from(Array.from({ length: 500_000 }, Math.random)),
  ]);
  const packed = gzipSync(bytes);

  it('is read forwards, backwards, and to its end', async () => {
    const reader = new GunzipReader(memorySource(packed));
    for (const start of [0, 10, 700_000, 5, 2_999_000, 0]) {
      assert.ok(
        bytes.subarray(start, start + 900).equals(await reader.read(start, 900, never)),
        String(start),
      );
    }
    assert.equal((await reader.readUpTo(bytes.length - 10, 100, never)).byteLength, 10);
    reader.close();
  });

  it('is read no further than asked', async () => {
    const noise = Buffer.from(Array.from({ length: 2_000_000 }, () => Math.random() * 256));
    const source = memorySource(gzipSync(noise));
    const reader = new GunzipReader(source);
    await reader.read(0, 600, never);
    assert.ok(source.asked <= 65_536, String(source.asked));
    reader.close();
  });

  it('of several members is one file', async () => {
    const both = Buffer.concat([gzipSync('first'), gzipSync('second')]);
    const reader = new GunzipReader(memorySource(both));
    assert.equal(Buffer.from(await reader.read(0, 11, never)).toString(), 'firstsecond');
  });

  it('that is cut off anywhere, or damaged, is told from a whole one', async () => {
    const small = gzipSync(someBytes(5000));
    // All bytes can be there although the end of the file is not.
    const trailer = 8;
    await fc.assert(
      fc.asyncProperty(fc.nat(small.length - trailer - 2), async (length) => {
        const reader = new GunzipReader(memorySource(small.subarray(0, length)));
        await assert.rejects(reader.read(0, 5000, never), isUndrawable('truncated', 'damaged'));
      }),
      { numRuns: 40 },
    );
    const wrong = Buffer.from(small);
    wrong.fill(255, 12, 40);
    await assert.rejects(
      new GunzipReader(memorySource(wrong)).read(0, 5000, never),
      isUndrawable('damaged', 'truncated'),
    );
    await assert.rejects(
      new GunzipReader(memorySource(Buffer.from('text'))).read(0, 1, never),
      isUndrawable('damaged'),
    );
  });

  it('that unpacks to far more than it is costs no more than what is read of it', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    const before = process.memoryUsage().rss;
    const reader = new GunzipReader(memorySource(bomb));
    assert.equal((await reader.read(150_000_000, 1000, never)).byteLength, 1000);
    assert.ok(process.memoryUsage().rss - before < 100_000_000);
    reader.close();
  });

  it('stops when it is told to, and can be read again', async () => {
    const reader = new GunzipReader(memorySource(packed));
    const stopping = new AbortController();
    const stopped = reader.read(0, bytes.length, stopping.signal);
    stopping.abort();
    await assert.rejects(stopped, (error) => HcpError.is(error, 'cancelled'));
    assert.ok(bytes.subarray(7, 20).equals(await reader.read(7, 13, never)));
    reader.close();
  });

  it('is known by its first bytes', () => {
    assert.deepEqual(
      [isGzip(packed), isGzip(new Uint8Array()), isGzip(Buffer.from('PK'))],
      [true, false, false],
    );
  });
});
