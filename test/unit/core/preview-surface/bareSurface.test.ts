import assert from 'node:assert/strict';
import { openSurface } from '../../../../src/core/preview/surface/openSurface';
import { SUBJECT, sandboxFiles } from './files';

describe('a surface of the bucket', () => {
  it('comes with the other hemisphere and with sulcal depth, side by side', async () => {
    const files = sandboxFiles();
    const path = `${SUBJECT}MNINonLinear/fsaverage_LR32k/100307.L.inflated.32k_fs_LR.surf.gii`;
    const viewer = await openSurface(await files.opened(path));
    assert(viewer.kind === 'surface');
    const meshes = await viewer.meshes(new AbortController().signal);
    assert.deepEqual(
      meshes.map(({ hemisphere, name, positions, triangles, shading }) => [
        hemisphere,
        name,
        positions.length / 3,
        triangles.length / 3,
        shading?.length,
      ]),
      [
        ['left', '100307.L.inflated.32k_fs_LR.surf.gii', 32_492, 64_980, 32_492],
        ['right', '100307.R.inflated.32k_fs_LR.surf.gii', 32_492, 64_980, 32_492],
      ],
    );
    const xs = meshes.map(({ positions }) => positions.filter((_, at) => at % 3 === 0));
    assert(Math.max(...xs[0]!) < Math.min(...xs[1]!));
  });
});
