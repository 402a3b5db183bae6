import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import { describeReadable } from '../../../../src/core/preview/readable/describeReadable';
import { openReadable } from '../../../../src/core/preview/readable/openReadable';
import { openedOf } from '../preview-table/memory';

/** Red and green above blue and white. */
const points = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255];
const ppm = (head: string, bytes: readonly number[] = points): Uint8Array =>
  Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(bytes)]);

async function picture(bytes: Uint8Array): Promise<{ readonly type: string; readonly bytes: Buffer }> {
  const { content } = await openReadable(openedOf('design.ppm', bytes));
  assert.ok(content.kind === 'picture');
  return { type: content.type, bytes: Buffer.from(content.bytes) };
}

describe('preview of pictures', () => {
  it('a PPM becomes a BMP of the same points', async () => {
    const { type, bytes } = await picture(ppm('P6\n# made by fsl\n2 2\n255\n'));
    assert.deepEqual(
      [type, bytes.toString('latin1', 0, 2), bytes.readUInt32LE(2)],
      ['image/bmp', 'BM', bytes.length],
    );
    assert.deepEqual([bytes.readInt32LE(18), bytes.readInt32LE(22)], [2, 2]);
    const rows = bytes.subarray(bytes.readUInt32LE(10));
    // Bottom row first, blue green red, four bytes a row at least.
    assert.deepEqual([...rows], [255, 0, 0, 255, 255, 255, 0, 0, 0, 0, 255, 0, 255, 0, 0, 0]);
  });

  it('says why a PPM can’t be drawn', async () => {
    for (const [reason, bytes] of [
      ['truncated', ppm('P6\n2 2\n255\n', points.slice(1))],
      ['damaged', ppm('P6\n0 2\n255\n')],
      ['unsupported', ppm('P6\n2 2\n65535\n')],
      ['tooLarge', ppm('P6\n999999 999999\n255\n')],
    ] as const) {
      await assert.rejects(picture(bytes), { reason }, reason);
    }
  });

  it('knows pictures by their beginning, and their size', async () => {
    const png = PNG.sync.write(new PNG({ width: 3, height: 5 }));
    assert.deepEqual(await picture(png), { type: 'image/png', bytes: png });
    const jpeg = Buffer.from(
      'ffd8ffe000104a46494600010100000100010000ffc0001108001000200301220002110103',
      'hex',
    );
    const gif = Buffer.from('474946383961070009000000', 'hex');
    for (const [bytes, format, size] of [
      [png, 'PNG', '3 × 5'],
      [jpeg, 'JPEG', '32 × 16'],
      [gif, 'GIF', '7 × 9'],
      [ppm('P6 2 2 255\n'), 'PPM', '2 × 2'],
    ] as const) {
      assert.deepEqual(await describeReadable(openedOf('x', bytes)), [
        { id: 'format', value: format },
        { id: 'picture', value: size },
      ]);
    }
  });

  it('a cut picture has no size, and no picture at all is none', async () => {
    assert.deepEqual(await describeReadable(openedOf('x', Buffer.from('89504e470d0a1a0a00', 'hex'))), [
      { id: 'format', value: 'PNG' },
    ]);
    assert.deepEqual(await describeReadable(openedOf('x.bmp', Buffer.from([1, 2, 0, 3]))), []);
  });
});
