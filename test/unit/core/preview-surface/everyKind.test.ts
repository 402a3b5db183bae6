import assert from 'node:assert/strict';
import { describeSurface } from '../../../../src/core/preview/surface/describeSurface';
import { CARD_BYTES } from '../../../../src/core/preview/surface/limits';
import { openSurface } from '../../../../src/core/preview/surface/openSurface';
import type { SurfaceViewer } from '../../../../src/core/preview/viewer';
import { SUBJECT, sandboxFiles } from './files';

const { signal } = new AbortController();
const L32 = 'MNINonLinear/fsaverage_LR32k/100307';
const RUN = 'MNINonLinear/Results/rfMRI_REST1_LR/rfMRI_REST1_LR';

/** A file below the subject's folder, the surfaces that must be shown, shaded ones with a star, and the maps. */
const cases: readonly (readonly [path: string, surfaces: string, maps: string])[] = [
  [
    `${L32}.R.midthickness_MSMAll.32k_fs_LR.surf.gii`,
    '*R.midthickness_MSMAll.32k *L.midthickness_MSMAll.32k',
    '0',
  ],
  ['MNINonLinear/100307.L.pial.164k_fs_LR.surf.gii', '*L.pial.164k *R.pial.164k', '0'],
  ['T1w/Native/100307.R.white.native.surf.gii', '*R.white.native *L.white.native', '0'],
  ['T1w/fsaverage_LR32k/100307.L.pial.32k_fs_LR.surf.gii', '*L.pial.32k *R.pial.32k', '0'],
  ['MEG/anatomy/100307.L.inflated.4k_fs_LR.surf.gii', 'L.inflated.4k R.inflated.4k', '0'],
  ['T1w/100307/surf/lh.pial.surf.gii', '*lh.pial.surf.gii *rh.pial.surf.gii', '0'],
  ['T1w/100307/surf/rh.inflated', '*rh.inflated *lh.inflated', '0'],
  ['T1w/100307/surf/lh.smoothwm.K1.crv', '*lh.inflated', '1 scalar'],
  ['T1w/100307/label/lh.aparc.annot', '*lh.inflated', '1 label'],
  ['T1w/100307/label/rh.BA1.label', '*rh.inflated', '1 scalar'],
  [`${L32}.L.thickness.32k_fs_LR.shape.gii`, '*L.inflated.32k', '1 scalar'],
  [`${L32}.R.aparc.32k_fs_LR.label.gii`, '*R.inflated.32k', '1 label'],
  ['MNINonLinear/Native/100307.L.roi.native.shape.gii', '*L.inflated.native', '1 scalar'],
  [
    'T1w/fsaverage_LR32k/100307.L.midthickness_MSMAll_va.32k_fs_LR.shape.gii',
    '*L.inflated_MSMAll.32k',
    '1 scalar',
  ],
  [`${RUN}.L.native.func.gii`, '*L.inflated.native', '979 scalar'],
  [`${RUN}_Atlas.dtseries.nii`, '*L.inflated.32k *R.inflated.32k', '1200 scalar on request'],
  [`${L32}.sulc_MSMAll.32k_fs_LR.dscalar.nii`, '*L.inflated_MSMAll.32k *R.inflated_MSMAll.32k', '1 scalar'],
  [`${L32}.aparc.32k_fs_LR.dlabel.nii`, '*L.inflated.32k *R.inflated.32k', '1 label'],
  ['MNINonLinear/Native/100307.BA.native.dlabel.nii', '*L.inflated.native *R.inflated.native', '1 label'],
  ['MNINonLinear/100307.thickness.164k_fs_LR.dscalar.nii', '*L.inflated.164k *R.inflated.164k', '1 scalar'],
  [
    'MEG/Restin/bfblpenv/100307_MEG_3-Restin_bfblpenv_alpha.power.dtseries.nii',
    'L.inflated.4k R.inflated.4k',
    '14690 scalar on request',
  ],
  [
    'MEG/Restin/bfblpenv/100307_MEG_3-Restin_bfblpenv_alpha.power.Yeo2011.ptseries.nii',
    'L.inflated.4k R.inflated.4k',
    '14698 scalar',
  ],
  [
    'MEG/Restin/bfblpcorr/100307_MEG_Restin_bfblpcorr_alpha.blpcorr.dconn.nii',
    'L.inflated.4k R.inflated.4k',
    '1 scalar',
  ],
  [
    'MEG/Restin/bfblpcorr/100307_MEG_Restin_bfblpcorr_alpha.blpcorr.Yeo2011.pconn.nii',
    'L.inflated.4k R.inflated.4k',
    '107 scalar',
  ],
];

describe('a file of surfaces or of values on them, from the bucket', () => {
  for (const [file, surfaces, maps] of cases) {
    it(`is drawn: ${file}`, async () => {
      const files = sandboxFiles();
      const opened = await files.opened(SUBJECT + file);
      const viewer = await openSurface(opened);
      assert(viewer.kind === 'surface');
      assert.equal(await surfacesIn(viewer), surfaces);
      assert.equal(mapsIn(viewer), maps);
      await paintsWell(viewer);
    });
  }

  it('has a card from no more than its first bytes', async () => {
    for (const [file] of cases) {
      const files = sandboxFiles();
      const facts = await describeSurface(await files.opened(SUBJECT + file));
      assert(facts.length >= 2, file);
      assert.deepEqual([...files.read.keys()], [SUBJECT + file]);
      assert(files.read.get(SUBJECT + file)! <= CARD_BYTES, file);
    }
  });
});

async function surfacesIn(viewer: SurfaceViewer): Promise<string> {
  const meshes = await viewer.meshes(signal);
  return meshes
    .map(
      ({ name, shading }) =>
        (shading ? '*' : '') +
        name.replace(/^100307\./, '').replace(/^(\d*\.?[LR]\..*?)(_fs_LR)?\.surf\.gii$/, '$1'),
    )
    .join(' ');
}

function mapsIn({ maps, firstMap }: SurfaceViewer): string {
  const kinds = [...new Set(maps.map(({ kind }) => kind))].join(' ');
  return `${String(maps.length)} ${kinds}${firstMap === undefined && maps.length > 0 ? ' on request' : ''}`.trim();
}

async function paintsWell(viewer: SurfaceViewer): Promise<void> {
  if (viewer.firstMap === undefined) return;
  const meshes = await viewer.meshes(signal);
  const { values, window, labels } = await viewer.map(viewer.firstMap, signal);
  assert.deepEqual(
    values.map((part) => [part.hemisphere, part.values.length]),
    meshes.map(({ hemisphere, positions }) => [hemisphere, positions.length / 3]),
  );
  assert(values.some((part) => part.values.some((value) => !Number.isNaN(value))));
  assert(window[0] < window[1] || (window[0] === 1 && window[1] === 1));
  assert.equal(labels !== undefined, viewer.maps[0]!.kind === 'label');
}
