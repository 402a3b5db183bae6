import assert from 'node:assert/strict';
import { openSurface } from '../../../../src/core/preview/surface/openSurface';
import type { Mesh, SurfaceViewer } from '../../../../src/core/preview/viewer';
import { fixtureFiles } from './fixture';
import { bigEndianCifti } from './bigEndian';
import { workbenchBytes } from './fixture';

const { signal } = new AbortController();

/** The cortex of the fixtures is where z is above -60; the hemispheres are moved apart. */
async function coordinates(): Promise<ReadonlyMap<string, Float32Array>> {
  const found = new Map<string, Float32Array>();
  for (const side of ['L', 'R']) {
    const viewer = await surface(`100307.${side}.inflated.32k_fs_LR.surf.gii`);
    const mesh = (await viewer.meshes(signal))[0]!;
    const xs = mesh.positions.filter((_, at) => at % 3 === 0);
    const middle = (Math.max(...xs) + Math.min(...xs)) / 2;
    found.set(
      mesh.hemisphere,
      mesh.positions.map((value, at) => (at % 3 === 0 ? value - middle : value)),
    );
  }
  return found;
}

async function surface(
  name: string,
  more: Readonly<Record<string, Uint8Array>> = {},
): Promise<SurfaceViewer> {
  const viewer = await openSurface(await fixtureFiles(more).opened(name));
  assert(viewer.kind === 'surface');
  return viewer;
}

const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-3;

describe('the values that are painted', () => {
  for (const name of ['100307.dense.32k_fs_LR.dscalar.nii', '100307.dense.dtseries.nii']) {
    it(`are those of their vertices, and none where the file has none: ${name}`, async () => {
      await arePlaced(await surface(name));
    });
  }

  it('are the same in the other byte order', async () => {
    const turned = bigEndianCifti(workbenchBytes()['100307.dense.dtseries.nii']!);
    const viewer = await surface('turned.dtseries.nii', {
      'turned.dtseries.nii': turned,
    });
    assert.equal(viewer.facts.find(({ id }) => id === 'byteOrder')?.value, 'big-endian');
    await arePlaced(viewer);
  });

  async function arePlaced(viewer: SurfaceViewer): Promise<void> {
    const expected = await coordinates();
    const meshes = await viewer.meshes(signal);
    assert.deepEqual(
      meshes.map(({ hemisphere }) => hemisphere),
      ['left', 'right'],
    );
    for (const map of [0, 1, 2]) {
      const { values, labels } = await viewer.map(map, signal);
      assert.equal(labels, undefined);
      for (const part of values) {
        const xyz = expected.get(part.hemisphere)!;
        assert.equal(part.values.length, 42);
        let without = 0;
        part.values.forEach((value, vertex) => {
          if (Number.isNaN(value)) without++;
          assert.equal(Number.isNaN(value), !(xyz[3 * vertex + 2]! > -60));
          assert(Number.isNaN(value) || near(value, xyz[3 * vertex + map]!));
        });
        assert(without > 0 && without < 42);
      }
    }
    if (!viewer.axis) return;
    for (const { hemisphere } of meshes) {
      const xyz = expected.get(hemisphere)!;
      for (let vertex = 0; vertex < 42; vertex++) {
        const { name, values } = await viewer.series(hemisphere, vertex, signal);
        const isCortex = xyz[3 * vertex + 2]! > -60;
        assert.equal(name, isCortex ? `CORTEX_${hemisphere.toUpperCase()}` : '');
        assert.equal(values.length, isCortex ? 3 : 0);
        values.forEach((value, point) => {
          assert(near(value, xyz[3 * vertex + point]!));
        });
      }
    }
  }

  it('of a GIFTI file with several maps are painted on its own hemisphere', async () => {
    const expected = await coordinates();
    const viewer = await surface('100307.R.xyz.func.gii');
    assert.deepEqual(
      (await viewer.meshes(signal)).map(({ hemisphere }) => hemisphere),
      ['right'],
    );
    for (const map of [0, 1, 2]) {
      const [part] = (await viewer.map(map, signal)).values;
      part!.values.forEach((value, vertex) => {
        assert(near(value, expected.get('right')![3 * vertex + map]!));
      });
    }
  });

  for (const name of ['100307.L.parts.32k_fs_LR.label.gii', '100307.dense.32k_fs_LR.dlabel.nii']) {
    it(`of labels have names and colours: ${name}`, async () => {
      const expected = await coordinates();
      const { values, labels } = await (await surface(name)).map(0, signal);
      assert.deepEqual(labels, [
        { value: 0, name: '???', color: [255, 255, 255, 0] },
        { value: 3, name: 'south', color: [255, 0, 0, 255] },
        { value: 10, name: 'north', color: [0, 255, 0, 255] },
        { value: 13, name: 'front & north', color: [0, 0, 255, 128] },
      ]);
      for (const part of values) {
        const xyz = expected.get(part.hemisphere)!;
        part.values.forEach((value, vertex) => {
          const [, y, z] = xyz.slice(3 * vertex);
          if (!Number.isNaN(value)) assert.equal(value, 10 * Number(z! > 1e-3) + 3 * Number(y! > 1e-3));
        });
      }
    });
  }

  it('of parcels are the same on all vertices of the parcel, whose series a vertex shows', async () => {
    const viewer = await surface('100307.parcels.ptseries.nii');
    const { values } = await viewer.map(1, signal);
    assert.equal(
      new Set(values.flatMap((part) => [...part.values].filter((value) => !Number.isNaN(value)))).size,
      3,
    );
    for (const part of values) {
      for (let vertex = 0; vertex < 42; vertex++) {
        const series = await viewer.series(part.hemisphere, vertex, signal);
        assert.equal(series.values.length === 0, Number.isNaN(part.values[vertex]));
        if (series.values.length > 0) {
          assert.equal(series.values[1], part.values[vertex]);
          assert(['south', 'north', 'front & north'].includes(series.name));
        }
      }
    }
  });

  for (const name of ['100307.dense.dconn.nii', '100307.parcels.pconn.nii']) {
    it(`of connectivity are those of the vertex that was clicked: ${name}`, async () => {
      const viewer = await surface(name);
      let seeds = 0;
      for (let vertex = 0; vertex < 42; vertex++) {
        const seed = await viewer.seedMap!('right', vertex, signal);
        if (!seed) continue;
        seeds++;
        const own = seed.map.values.find((part) => part.hemisphere === 'right')!.values[vertex]!;
        // A place correlates with itself.
        assert(near(own, 1));
      }
      assert(seeds > 10 && seeds < 42);
      const first = await viewer.map(viewer.firstMap!, signal);
      assert.equal(first.values.length, 2);
    });
  }

  it('of a scalar data series are a table and its lines', async () => {
    const viewer = await openSurface(await fixtureFiles().opened('100307.mix.sdseries.nii'));
    assert(viewer.kind === 'table');
    assert.equal(viewer.rows, 8);
    assert.deepEqual(viewer.page({ first: 2, count: 2 }), [
      ['1', '2', '4'],
      ['1.5', '3', '9'],
    ]);
    assert.deepEqual(viewer.page({ first: 0, count: 1, sort: { column: 2, descending: true } }), [
      ['3.5', '7', '49'],
    ]);
    assert.deepEqual([...viewer.column(2)], [0, 1, 4, 9, 16, 25, 36, 49]);
    assert(viewer.chart?.kind === 'lines');
    assert.deepEqual(viewer.chart.groups[0]!.columns, [1, 2]);
  });
});

describe('the corners of a surface', () => {
  it('are the same in each encoding', async () => {
    const meshes: Mesh[] = [];
    for (const name of ['ascii', 'base64', '100307'])
      meshes.push(
        (
          await (
            await surface(name === '100307' ? '100307.L.inflated.32k_fs_LR.surf.gii' : `${name}.L.surf.gii`)
          ).meshes(signal)
        )[0]!,
      );
    for (const mesh of meshes) {
      assert.deepEqual(mesh.triangles, meshes[0]!.triangles);
      const moved = mesh.positions[0]! - meshes[0]!.positions[0]!;
      mesh.positions.forEach((value, at) => {
        assert(near(value, meshes[0]!.positions[at]! + (at % 3 === 0 ? moved : 0)));
      });
    }
  });
});
