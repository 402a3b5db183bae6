import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { Undrawable, type CardReason, type Opened } from '../../../../src/core/preview/model';
import { describeVolume } from '../../../../src/core/preview/volume/describeVolume';
import { openVolume } from '../../../../src/core/preview/volume/openVolume';
import { memorySource } from '../preview-bytes/memoryOrigin';
import { makeNifti } from './makeNifti';

const opened = (bytes: Uint8Array): Opened => ({
  source: memorySource(bytes, 'HCP_1200/1/x.nii.gz'),
  neighbours: { open: () => Promise.resolve(undefined), names: () => Promise.resolve([]) },
  signal: new AbortController().signal,
});

const small = () => makeNifti({ dims: [2, 3, 4], code: 4, bytesPerVoxel: 2 });

/** A NIfTI-1 header that says so, and nothing behind it. */
function claiming(dims: readonly number[]): Uint8Array {
  const bytes = small();
  const view = new DataView(bytes.buffer);
  dims.forEach((size, index) => {
    view.setInt16(42 + 2 * index, size, true);
  });
  return bytes.subarray(0, 352);
}

async function refusal(bytes: Uint8Array): Promise<CardReason> {
  try {
    await openVolume(opened(bytes));
  } catch (error) {
    if (error instanceof Undrawable) return error.reason;
    throw error;
  }
  return assert.fail('it was opened');
}

async function dimensions(bytes: Uint8Array): Promise<string | undefined> {
  return (await describeVolume(opened(bytes))).find(({ id }) => id === 'dimensions')?.value;
}

describe('a volume that is not what its header says', () => {
  it('is cut off when a packed file can hold no such volume, and no memory is taken for it', async () => {
    const packed = gzipSync(claiming([600, 600, 600]));
    const before = process.memoryUsage().arrayBuffers;
    assert.equal(await refusal(packed), 'truncated');
    assert.ok(process.memoryUsage().arrayBuffers - before < 16 * 1024 * 1024);
  });

  it('has a card with what is known of it', async () => {
    const cut = small().subarray(0, 360);
    assert.equal(await refusal(cut), 'truncated');
    assert.equal(await dimensions(cut), '2 × 3 × 4');
    assert.equal(await dimensions(gzipSync(claiming([600, 600, 600]))), '600 × 600 × 600');
  });

  it('has a card when its values are in another file', async () => {
    const header = small();
    header.set(new TextEncoder().encode('ni1'), 344);
    assert.equal(await refusal(header), 'unsupported');
    assert.equal(await dimensions(header.subarray(0, 348)), '2 × 3 × 4');
  });

  it('is too large when an axis is longer than what is handed on can say', async () => {
    const bytes = new Uint8Array(544 + 40_000);
    const view = new DataView(bytes.buffer);
    view.setInt32(0, 540, true);
    bytes.set(new TextEncoder().encode('n+2'), 4);
    view.setInt16(12, 2, true);
    [3, 40_000, 1, 1].forEach((size, index) => {
      view.setBigInt64(16 + 8 * index, BigInt(size), true);
    });
    view.setBigInt64(168, 544n, true);
    assert.equal(await refusal(bytes), 'tooLarge');
    assert.equal(await dimensions(bytes), '40000 × 1 × 1');
  });
});
