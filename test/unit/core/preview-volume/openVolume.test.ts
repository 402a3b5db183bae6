import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { ByteSource, Neighbours } from '../../../../src/core/preview/byteSource';
import { Undrawable, type Opened } from '../../../../src/core/preview/model';
import { describeVolume } from '../../../../src/core/preview/volume/describeVolume';
import { openVolume } from '../../../../src/core/preview/volume/openVolume';
import { memorySource } from '../preview-bytes/memoryOrigin';
import { makeNifti, type MadeNifti } from './makeNifti';

const signal = new AbortController().signal;
const nothingBeside: Neighbours = {
  open: () => Promise.resolve(undefined),
  names: () => Promise.resolve([]),
};
const openedOf = (source: ByteSource, neighbours = nothingBeside): Opened => ({ source, neighbours, signal });
const opened = (bytes: Uint8Array, path = 'HCP_1200/1/T1w/x.nii.gz') => openedOf(memorySource(bytes, path));

/** The values of the NIfTI that is handed on, as floats. */
function valuesOf(nifti: Uint8Array): readonly number[] {
  const view = new DataView(nifti.buffer, nifti.byteOffset, nifti.byteLength);
  const count = [42, 44, 46].reduce((product, at) => product * view.getInt16(at, true), 1);
  const read: Readonly<Record<number, (index: number) => number>> = {
    2: (index) => view.getUint8(352 + index),
    4: (index) => view.getInt16(352 + 2 * index, true),
    8: (index) => view.getInt32(352 + 4 * index, true),
    16: (index) => view.getFloat32(352 + 4 * index, true),
    512: (index) => view.getUint16(352 + 2 * index, true),
  };
  const type = view.getInt16(70, true);
  return Array.from(
    { length: count },
    (_, index) => read[type]?.(index) ?? assert.fail(`type ${String(type)}`),
  );
}

const counting = (
  write: (view: DataView, at: number, value: number, little: boolean) => void,
  width: number,
) => {
  const fill: MadeNifti['fill'] = (view, little, start) => {
    for (let index = 0; start + index * width < view.byteLength; index++) {
      write(view, start + index * width, index, little);
    }
  };
  return fill;
};

describe('a volume', () => {
  const types: readonly (readonly [
    name: string,
    code: number,
    width: number,
    write: Parameters<typeof counting>[0],
  ])[] = [
    [
      'uint8',
      2,
      1,
      (view, at, value) => {
        view.setUint8(at, value);
      },
    ],
    [
      'int8',
      256,
      1,
      (view, at, value) => {
        view.setInt8(at, value);
      },
    ],
    [
      'int16',
      4,
      2,
      (view, at, value, little) => {
        view.setInt16(at, value, little);
      },
    ],
    [
      'uint16',
      512,
      2,
      (view, at, value, little) => {
        view.setUint16(at, value, little);
      },
    ],
    [
      'int32',
      8,
      4,
      (view, at, value, little) => {
        view.setInt32(at, value, little);
      },
    ],
    [
      'uint32',
      768,
      4,
      (view, at, value, little) => {
        view.setUint32(at, value, little);
      },
    ],
    [
      'int64',
      1024,
      8,
      (view, at, value, little) => {
        view.setBigInt64(at, BigInt(value), little);
      },
    ],
    [
      'uint64',
      1280,
      8,
      (view, at, value, little) => {
        view.setBigUint64(at, BigInt(value), little);
      },
    ],
    [
      'float32',
      16,
      4,
      (view, at, value, little) => {
        view.setFloat32(at, value, little);
      },
    ],
    [
      'float64',
      64,
      8,
      (view, at, value, little) => {
        view.setFloat64(at, value, little);
      },
    ],
    [
      'complex64',
      32,
      8,
      (view, at, value, little) => {
        view.setFloat32(at + 4, -value, little);
      },
    ],
    [
      'complex128',
      1792,
      16,
      (view, at, value, little) => {
        view.setFloat64(at, value, little);
      },
    ],
  ];
  for (const [name, code, bytesPerVoxel, write] of types) {
    for (const littleEndian of [true, false]) {
      it(`of ${name}, ${littleEndian ? 'little' : 'big'}-endian, keeps its values`, async () => {
        const made = {
          dims: [3, 4, 5],
          code,
          bytesPerVoxel,
          littleEndian,
          fill: counting(write, bytesPerVoxel),
        };
        for (const bytes of [makeNifti(made), gzipSync(makeNifti(made))]) {
          const viewer = await openVolume(opened(bytes));
          const { nifti } = await viewer.volume(0, signal);
          assert.deepEqual(
            valuesOf(nifti),
            Array.from({ length: 60 }, (_, index) => index),
          );
        }
      });
    }
  }

  it('is told by its header', async () => {
    const facts = await describeVolume(
      opened(makeNifti({ dims: [3, 4, 5, 6], code: 4, bytesPerVoxel: 2, slope: 2, inter: 1 })),
    );
    assert.deepEqual(Object.fromEntries(facts.map(({ id, value }) => [id, value])), {
      format: 'NIfTI-1',
      dimensions: '3 × 4 × 5',
      voxelSize: '1 × 2 × 3 mm',
      volumes: '6',
      repetitionTime: '0.5 s',
      dataType: 'int16',
      byteOrder: 'little-endian',
      orientation: 'RAS',
      scaling: '× 2 + 1',
      description: 'made',
    });
  });

  it('of many is one at a time, in any order', async () => {
    const made = makeNifti({
      dims: [2, 2, 2, 7],
      code: 8,
      bytesPerVoxel: 4,
      fill: counting((view, at, value, little) => {
        view.setInt32(at, value, little);
      }, 4),
    });
    const viewer = await openVolume(opened(gzipSync(made)));
    assert.deepEqual([viewer.volumes, viewer.secondsPerVolume], [7, 0.5]);
    for (const index of [3, 6, 0, 0, 5]) {
      const { nifti } = await viewer.volume(index, signal);
      assert.equal(valuesOf(nifti)[0], index * 8);
    }
    await assert.rejects(viewer.volume(7, signal), Undrawable);
  });

  it('has a first window between its percentiles, scaled, without zeros and what is no number', async () => {
    const fill: MadeNifti['fill'] = (view, little, start) => {
      for (let index = 0; index < 8000; index++) {
        const value = index % 4 === 0 ? 0 : index % 4 === 1 ? NaN : index;
        view.setFloat32(start + 4 * index, value, little);
      }
    };
    const made = makeNifti({ dims: [20, 20, 20], code: 16, bytesPerVoxel: 4, slope: 2, inter: 10, fill });
    const { window } = await (await openVolume(opened(made))).volume(0, signal);
    assert.ok(Math.abs(window[0] - (0.02 * 8000 * 2 + 10)) < 20, String(window[0]));
    assert.ok(Math.abs(window[1] - (0.98 * 8000 * 2 + 10)) < 20, String(window[1]));
  });

  it('of labels has their names', async () => {
    const made = makeNifti({ dims: [2, 2, 2], code: 8, bytesPerVoxel: 4 });
    const labelsOf = async (name: string) =>
      (await openVolume(opened(made, `HCP_1200/1/T1w/${name}`))).labels;
    const named = await labelsOf('aparc+aseg.nii.gz');
    assert.equal(named?.find(({ value }) => value === 17)?.name, 'Left-Hippocampus');
    for (const name of [
      'wmparc.nii.gz',
      'ribbon.nii.gz',
      'aparc.a2009s+aseg.nii.gz',
      'Atlas_wmparc.2.nii.gz',
    ]) {
      assert.ok(
        (await labelsOf(name))?.some(({ value }) => value === 2),
        name,
      );
    }
    assert.equal((await labelsOf('brainmask_fs.nii.gz'))?.length, 1);
    assert.equal(await labelsOf('T1w_acpc_dc_restore.nii.gz'), undefined);
  });

  it('of diffusion has the weighting that is beside it, when it fits', async () => {
    const made = makeNifti({ dims: [2, 2, 2, 3], code: 4, bytesPerVoxel: 2 });
    const diffusionOf = async (files: Readonly<Record<string, string>>, path: string) => {
      const neighbours: Neighbours = {
        open: (at) => {
          const text = files[at];
          return Promise.resolve(text === undefined ? undefined : memorySource(Buffer.from(text), at));
        },
        names: () => Promise.resolve([]),
      };
      return (await openVolume(openedOf(memorySource(made, path), neighbours))).diffusion;
    };
    const folder = 'HCP_1200/1/T1w/Diffusion/';
    const right = { [`${folder}bvals`]: '5 1000 2000\n', [`${folder}bvecs`]: '0 2 0\n0 0 0\n0 0 3 \n' };
    assert.deepEqual(await diffusionOf(right, `${folder}data.nii.gz`), {
      bvals: [5, 1000, 2000],
      directions: [
        [0, 0, 0],
        [1, 0, 0],
        [0, 0, 1],
      ],
    });
    assert.equal(
      await diffusionOf({ ...right, [`${folder}bvals`]: '5 1000' }, `${folder}data.nii.gz`),
      undefined,
    );
    assert.equal(
      await diffusionOf({ ...right, [`${folder}bvals`]: 'none' }, `${folder}data.nii.gz`),
      undefined,
    );
    assert.equal((await diffusionOf(right, `${folder}nodif_brain_mask.nii.gz`)) !== undefined, true);
    assert.equal(await diffusionOf(right, `${folder}other.nii.gz`), undefined);
  });

  it('that is too large is refused before anything is held', async () => {
    const huge = makeNifti({ dims: [2, 2, 2], code: 16, bytesPerVoxel: 4 });
    const view = new DataView(huge.buffer);
    for (const at of [42, 44, 46]) view.setInt16(at, 30_000, true);
    const isTooLarge = (error: unknown) => error instanceof Undrawable && error.reason === 'tooLarge';
    await assert.rejects(openVolume(opened(gzipSync(huge))), isTooLarge);
  });

  it('that is cut off, changed or random is no more than a reason', async () => {
    const good = makeNifti({ dims: [3, 4, 5, 2], code: 16, bytesPerVoxel: 4 });
    const read = async (bytes: Uint8Array): Promise<void> => {
      try {
        const viewer = await openVolume(opened(bytes));
        await viewer.volume(viewer.volumes - 1, signal);
      } catch (error) {
        assert.ok(error instanceof Undrawable, String(error));
      }
    };
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length), fc.nat(351), fc.nat(255), async (length, at, value) => {
        const changed = Buffer.from(good);
        changed[at] = value;
        await read(good.subarray(0, length));
        await read(changed);
        await read(gzipSync(changed));
        await read(gzipSync(good).subarray(0, length));
      }),
      { numRuns: 150 },
    );
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 700 }), read), { numRuns: 100 });
  });
});
