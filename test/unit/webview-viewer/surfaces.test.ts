import assert from 'node:assert/strict';
import type { PaintLook } from '../../../webview/preview/viewer/look';
import { colorTable, levelOf } from '../../../webview/preview/viewer/colors';
import { vertexColors } from '../../../webview/preview/viewer/surface/paint';
import { firstLook } from '../../../webview/preview/viewer/surface/paintLook';
import { pick } from '../../../webview/preview/viewer/surface/pick';

const look: PaintLook = { window: [-1, 1], threshold: 0, colorMap: 'gray', opacity: 1 };

const colorsOf = (bytes: Uint8Array): readonly number[][] =>
  Array.from({ length: bytes.length / 4 }, (_, index) => [...bytes.subarray(4 * index, 4 * index + 3)]);

describe('viewer: surfaces', () => {
  it('have dark sulci and bright gyri, and one gray without shading', () => {
    const [sulcus, gyrus, unknown] = colorsOf(vertexColors(3, Float32Array.of(-1, 1, NaN), undefined));
    assert.ok(sulcus![0]! < gyrus![0]!);
    assert.ok(Number.isFinite(unknown![0]));
    const [one, other] = colorsOf(vertexColors(2, undefined, undefined));
    assert.deepEqual(one, other);
  });

  it('are painted where there is a value that reaches the threshold', () => {
    const values = Float32Array.of(-1, 1, NaN, 0.1, 5);
    const plain = colorsOf(vertexColors(5, undefined, undefined));
    const painted = colorsOf(
      vertexColors(5, undefined, { values, labels: undefined, look: { ...look, threshold: 0.5 } }),
    );
    assert.deepEqual(painted, [[0, 0, 0], [255, 255, 255], plain[2], plain[3], [255, 255, 255]]);
  });

  it('are painted with labels in their colours, transparent ones left out', () => {
    const labels = [
      { value: 1, name: 'a', color: [10, 20, 30, 255] },
      { value: 2, name: 'b', color: [99, 99, 99, 0] },
    ] as const;
    const plain = colorsOf(vertexColors(3, undefined, undefined));
    const painted = vertexColors(3, undefined, { values: Float32Array.of(1, 2, 3), labels, look });
    assert.deepEqual(colorsOf(painted), [[10, 20, 30], plain[1], plain[2]]);
  });

  it('survive a map that is longer or shorter than the mesh', () => {
    for (const length of [0, 1, 9]) {
      const paint = { values: new Float32Array(length), labels: undefined, look };
      assert.equal(vertexColors(3, undefined, paint).length, 12);
    }
  });

  it('are first painted with zero in the middle where values are on both sides of it', () => {
    assert.deepEqual(firstLook({ window: [-1, 3] }).window, [-3, 3]);
    assert.equal(firstLook({ window: [-1, 3] }).colorMap, 'blueRed');
    assert.deepEqual(firstLook({ window: [1, 3] }).window, [1, 3]);
  });

  it('are hit where a ray first goes in, at the nearest corner', () => {
    const near = [0, 0, 1, 4, 0, 1, 0, 4, 1];
    const far = [0, 0, 9, 4, 0, 9, 0, 4, 9];
    const positions = Float32Array.from([...far, ...near]);
    const triangles = Uint32Array.of(0, 1, 2, 3, 4, 5);
    const up = [0, 0, 1] as const;
    assert.deepEqual(pick(positions, triangles, { origin: [3, 0.5, 0], direction: up }), {
      vertex: 4,
      distance: 1,
    });
    assert.equal(pick(positions, triangles, { origin: [5, 5, 0], direction: up }), undefined);
    const beyond = pick(positions, triangles, { origin: [0.5, 3, 5], direction: up });
    assert.deepEqual(beyond, { vertex: 2, distance: 4 }, 'what is behind is not hit');
  });

  it('colour levels end at the ends of the window, also of one without width', () => {
    assert.deepEqual(
      [-9, -1, 0, 1, 9].map((value) => levelOf(value, [-1, 1])),
      [0, 0, 128, 255, 255],
    );
    assert.deepEqual([levelOf(1, [1, 1]), levelOf(2, [1, 1])], [0, 255]);
    assert.ok(Number.isNaN(levelOf(NaN, [0, 1])));
    assert.deepEqual([...colorTable('gray').slice(-3)], [255, 255, 255]);
  });
});
