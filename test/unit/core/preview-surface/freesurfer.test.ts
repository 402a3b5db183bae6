import assert from 'node:assert/strict';
import { describeSurface } from '../../../../src/core/preview/surface/describeSurface';
import { openSurface } from '../../../../src/core/preview/surface/openSurface';
import type { SurfaceViewer } from '../../../../src/core/preview/viewer';
import { memoryFiles } from './files';
import { freesurferBytes } from './freesurferFixture';

const { signal } = new AbortController();

async function open(name: string): Promise<SurfaceViewer> {
  const viewer = await openSurface(await memoryFiles(freesurferBytes()).opened(name));
  assert(viewer.kind === 'surface');
  return viewer;
}

describe("FreeSurfer's files", () => {
  it('hold surfaces of triangles, shaded by the sulcal depth beside them', async () => {
    const [mesh] = await (await open('lh.inflated')).meshes(signal);
    assert.equal(mesh!.hemisphere, 'left');
    assert.deepEqual([...mesh!.positions.slice(0, 6)], [0, 0, 50, 50, 0, 0]);
    assert.deepEqual([...mesh!.triangles.slice(-3)], [5, 1, 4]);
    assert.deepEqual([...mesh!.shading!], [-1, -0.5, 0, 0.5, 1, 1.5]);
  });

  it('hold surfaces of quadrangles, shown as triangles', async () => {
    const [mesh] = await (await open('lh.quad')).meshes(signal);
    assert.deepEqual([...mesh!.positions], [0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0]);
    assert.deepEqual([...mesh!.triangles], [0, 1, 3, 2, 3, 1]);
  });

  for (const [name, values] of [
    ['lh.thickness', [0, 0.25, 0.5, 0.75, 1, 1.25]],
    ['lh.old_curv', [1, -0.5, 0, 0.25, 0, 0.01]],
    ['lh.part.label', [NaN, 0.25, NaN, NaN, 0.75, NaN]],
  ] as const) {
    it(`hold values for the surface beside them: ${name}`, async () => {
      const viewer = await open(name);
      assert.equal((await viewer.meshes(signal))[0]!.name, 'lh.inflated');
      const map = await viewer.map(0, signal);
      assert.deepEqual([...map.values[0]!.values], [...Float32Array.from(values)]);
    });
  }

  it('hold annotations in their own colours', async () => {
    const viewer = await open('lh.parts.annot');
    const map = await viewer.map(0, signal);
    assert.deepEqual([...map.values[0]!.values], [0, 1, 1, 2, 2, NaN]);
    assert.deepEqual(
      map.labels?.map(({ name, color }) => [name, ...color]),
      [
        ['unknown', 25, 5, 25, 255],
        ['front', 200, 30, 40, 255],
        ['back', 10, 220, 140, 255],
      ],
    );
  });

  it('have a card that says how large they are', async () => {
    const files = memoryFiles(freesurferBytes());
    const said: Record<string, string> = {};
    for (const name of Object.keys(freesurferBytes())) {
      const facts = await describeSurface(await files.opened(name));
      said[name] = facts.map(({ value }) => value).join(', ');
    }
    assert.deepEqual(said, {
      'lh.inflated': 'FreeSurfer surface, 6, 8',
      'lh.parts.annot': 'FreeSurfer annot, 6, 3',
      'lh.sulc': 'FreeSurfer curv, 6',
      'lh.thickness': 'FreeSurfer curv, 6',
      'lh.part.label': 'FreeSurfer label, 2',
      'lh.old_curv': 'FreeSurfer curv, 6',
      'lh.quad': 'FreeSurfer surface, 4, 2',
    });
  });
});
