import assert from 'node:assert/strict';
import type { VolumeLook } from '../../../webview/preview/viewer/look';
import { readVolume, valueAt } from '../../../webview/preview/viewer/volume/nifti';
import {
  millimetres,
  orientationOf,
  placeOf,
  voxelAtMm,
  voxelOf,
} from '../../../webview/preview/viewer/volume/orient';
import { slice } from '../../../webview/preview/viewer/volume/slices';
import { paletteOf, tint } from '../../../webview/preview/viewer/volume/tint';
import { usableWindow } from '../../../webview/preview/viewer/window';

type Row = readonly [number, number, number, number];

interface Made {
  readonly dims: readonly [number, number, number];
  readonly values: Float32Array;
  readonly rows?: readonly [Row, Row, Row];
  readonly slope?: number;
  readonly inter?: number;
}

/** As the host writes it. */
function nifti({ dims, values, rows, slope = 1, inter = 0 }: Made): ArrayBuffer {
  const bytes = new ArrayBuffer(352 + values.byteLength);
  const view = new DataView(bytes);
  view.setInt32(0, 348, true);
  [3, ...dims].forEach((size, index) => {
    view.setInt16(40 + 2 * index, size, true);
  });
  view.setInt16(70, 16, true);
  view.setFloat32(112, slope, true);
  view.setFloat32(116, inter, true);
  const affine = rows ?? [
    [1, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 0, 1, 0],
  ];
  affine.flat().forEach((value, index) => {
    view.setFloat32(280 + 4 * index, value, true);
  });
  new Float32Array(bytes, 352).set(values);
  return bytes;
}

const look: Pick<VolumeLook, 'window' | 'colorMap' | 'labels'> = {
  window: [0, 10],
  colorMap: 'gray',
  labels: undefined,
};

describe('viewer: volumes', () => {
  it('scales values, and has none outside', () => {
    const values = Float32Array.of(1, 2, 3, NaN);
    const volume = readVolume(nifti({ dims: [2, 2, 1], values, slope: 2, inter: -1 }));
    assert.equal(valueAt(volume, [1, 0, 0]), 3);
    assert.ok(Number.isNaN(valueAt(volume, [1, 1, 0])));
    assert.ok(Number.isNaN(valueAt(volume, [2, 0, 0])));
    assert.ok(Number.isNaN(valueAt(volume, [0, -1, 0])));
  });

  it('refuses what is no such file, and values that are cut off', () => {
    assert.throws(() => readVolume(new ArrayBuffer(10)));
    assert.throws(() => readVolume(nifti({ dims: [2, 2, 2], values: new Float32Array(7) })));
  });

  it('tells voxels without a value from those below the window', () => {
    const values = Float32Array.of(-5, 0, 10, 99, NaN, 5);
    const volume = readVolume(nifti({ dims: [6, 1, 1], values }));
    const palette = paletteOf(look);
    assert.deepEqual([...tint(volume, look, palette)], [1, 1, 255, 255, 0, 128]);
    assert.equal(palette.colors[3], 0);
    assert.ok(palette.colors[7]! > 0, 'what is below the window is seen on a slice');
  });

  it('takes a window upside down in the file for what it means', () => {
    const volume = readVolume(
      nifti({ dims: [2, 1, 1], values: Float32Array.of(0, 10), slope: -1, inter: 10 }),
    );
    assert.deepEqual([...tint(volume, look, paletteOf(look))], [255, 1]);
  });

  it('paints labels in their colours, zero not at all, and unknown ones each in another', () => {
    const labels = [
      { value: 0, name: 'nothing', color: [9, 9, 9, 255] },
      { value: 2035, name: 'insula', color: [255, 192, 32, 255] },
    ] as const;
    const labelled = { ...look, labels };
    const volume = readVolume(nifti({ dims: [5, 1, 1], values: Float32Array.of(0, 2035, 7, 8, -7) }));
    const palette = paletteOf(labelled);
    const colors = [...tint(volume, labelled, palette)].map((place) => [
      ...palette.colors.subarray(4 * place, 4 * place + 4),
    ]);
    assert.deepEqual(colors.slice(0, 2), [
      [0, 0, 0, 0],
      [255, 192, 32, 255],
    ]);
    const [seven, eight, minusSeven] = colors.slice(2);
    assert.notDeepEqual(seven, eight);
    assert.deepEqual(seven, minusSeven);
    for (const color of [seven, eight]) assert.ok(color![3] === 255 && Math.max(...color!) <= 255);
  });

  it('has as many colours for unknown labels as it shares among them', () => {
    const labels = [] as const;
    const values = Float32Array.from({ length: 48 }, (_, index) => index + 1);
    const volume = readVolume(nifti({ dims: [48, 1, 1], values }));
    const palette = paletteOf({ ...look, labels });
    const colors = [...tint(volume, { ...look, labels }, palette)].map((place) =>
      palette.colors.subarray(4 * place, 4 * place + 3).join(),
    );
    assert.equal(new Set(colors).size, 24);
  });

  it('paints more labels than a byte can name', () => {
    const labels = Array.from({ length: 400 }, (_, index) => ({
      value: index + 1,
      name: '',
      color: [1, 2, 3, 255] as const,
    }));
    const volume = readVolume(nifti({ dims: [1, 1, 1], values: Float32Array.of(400) }));
    assert.deepEqual([...tint(volume, { ...look, labels }, paletteOf({ ...look, labels }))], [400]);
  });

  it('knows which voxel axis runs to the right, the front and the top', () => {
    const rows = [
      [0, -2, 0, 10],
      [0, 0, 3, -20],
      [1, 0, 0, 5],
    ] as const;
    const volume = readVolume(nifti({ dims: [2, 3, 4], values: new Float32Array(24), rows }));
    const orientation = orientationOf(volume);
    assert.deepEqual(
      orientation.axes.map(({ voxelAxis, flipped, size, step }) => [voxelAxis, flipped, size, step]),
      [
        [1, true, 3, 2],
        [2, false, 4, 3],
        [0, false, 2, 1],
      ],
    );
    const voxel = voxelOf(orientation, [2, 1, 0]);
    assert.deepEqual(voxel, [0, 0, 1]);
    assert.deepEqual(placeOf(orientation, voxel), [2, 1, 0]);
    assert.deepEqual(millimetres(volume, voxel), [10, -17, 5]);
    assert.deepEqual(voxelAtMm(volume, [10.4, -17, 5]), [0, 0, 1]);
  });

  it('cuts slices with right at the right and top at the top, however the file lies', () => {
    const rows = [
      [-1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
    ] as const;
    const values = Float32Array.of(10, 0, 0, 0, NaN, 0, 0, 0);
    const volume = readVolume(nifti({ dims: [2, 2, 2], values, rows }));
    const palette = paletteOf(look);
    const tinted = {
      volume,
      orientation: orientationOf(volume),
      palette,
      places: tint(volume, look, palette),
    };
    const { pixels, width, height } = slice(tinted, 'axial', [0, 0, 0]);
    assert.deepEqual([width, height], [2, 2]);
    const bright = [0, 1, 2, 3].filter((pixel) => pixels[4 * pixel] === 255);
    assert.deepEqual(bright, [3], 'the first voxel is most to the right and most to the back');
    assert.equal(slice(tinted, 'coronal', [0, 0, 0]).pixels[7], 0, 'no value, no colour');
  });

  it('widens a window without width', () => {
    assert.deepEqual(usableWindow([1, 1]), [0, 1]);
    assert.deepEqual(usableWindow([-2, -2]), [-2, 0]);
    assert.deepEqual(usableWindow([0, 0]), [0, 1]);
    assert.deepEqual(usableWindow([2, 3]), [2, 3]);
  });
});
