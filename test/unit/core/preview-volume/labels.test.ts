import assert from 'node:assert/strict';
import type { VolumeHeader } from '../../../../src/core/preview/volume/header';
import { labelsFor } from '../../../../src/core/preview/volume/labels';
import { labelValues } from '../../../../src/core/preview/volume/labelValues';
import { centredAffine } from '../../../../src/core/preview/volume/affine';

const header: VolumeHeader = {
  format: 'NIfTI-1',
  littleEndian: true,
  dims: [2, 2, 2],
  voxelSize: [1, 1, 1],
  spaceUnit: 'mm',
  step: 0,
  timeUnit: '',
  type: 'int16',
  valuesBeside: false,
  dataOffset: 352,
  slope: 1,
  inter: 0,
  affine: centredAffine([1, 1, 1], [2, 2, 2]),
  qformCode: 0,
  sformCode: 0,
  intentCode: 0,
  intentName: '',
  description: '',
};

function namesOf(file: string, changes: Partial<VolumeHeader> = {}): ReadonlyMap<number, string> | undefined {
  const labels = labelsFor(`HCP_1200/100307/T1w/${file}`, { ...header, ...changes });
  return labels && new Map(labels.map(({ value, name }) => [value, name]));
}

describe('the labels of a volume', () => {
  for (const file of [
    'aparc+aseg.nii.gz',
    'aparc.a2009s+aseg.mgz',
    'aseg.mgz',
    'aseg.auto_noCCseg.mgz',
    'aseg.hires.nii.gz',
    'wmparc.nii.gz',
    'wmparc.2.nii.gz',
    'ribbon.nii.gz',
    'Atlas_wmparc.2.nii.gz',
    'Atlas_ROIs.2.nii.gz',
    'ROIs.2.nii.gz',
    'CSFReg.2.nii.gz',
    'WMReg.2.nii.gz',
  ]) {
    it(`are those of FreeSurfer in ${file}`, () => {
      const names = namesOf(file);
      assert.equal(names?.get(17), 'Left-Hippocampus');
      assert.equal(names.get(1035), 'ctx-lh-insula');
      assert.equal(names.get(4035), 'wm-rh-insula');
      assert.equal(names.get(5001), 'Left-UnsegmentedWhiteMatter');
      assert.equal(names.get(12175), 'ctx_rh_S_temporal_transverse');
    });
  }

  for (const file of [
    'mask.nii.gz',
    'brainmask_fs.nii.gz',
    'brainmask_fs.2.nii.gz',
    'nodif_brain_mask.nii.gz',
    'lh.ribbon.mgz',
    'rh.ribbon.nii.gz',
    'goodvoxels.nii.gz',
  ]) {
    it(`are one for what is inside of ${file}`, () => {
      assert.deepEqual([...(namesOf(file) ?? [])], [[1, 'mask']]);
    });
  }

  for (const file of [
    'brainmask.mgz',
    'brainmask.auto.mgz',
    'T1w_hires.masked.mgz',
    'T1w_hires.masked.norm.mgz',
    'T1w_hires.norm_ribbon.nii.gz',
    'T1wDividedByT2w_ribbon.nii.gz',
    'ribbon_s5.nii.gz',
    'filled.mgz',
    'wm.seg.mgz',
    'wm.asegedit.mgz',
    'T1w_acpc_dc_restore_brain.nii.gz',
  ]) {
    it(`are not told of ${file}, whose values are shades`, () => {
      assert.equal(namesOf(file), undefined);
    });
  }

  it('have no names where only the intent says that they are labels', () => {
    assert.deepEqual(namesOf('mine.nii.gz', { intentCode: 1002 }), new Map());
    assert.equal(namesOf('mine.nii.gz', { intentCode: 1002, type: 'float32' }), undefined);
  });

  it('become whole numbers of the least width when they are written as floats', () => {
    const floats = (...values: readonly number[]) => ({
      type: 'float32' as const,
      bytes: new Uint8Array(Float32Array.from(values).buffer),
    });
    const small = labelValues(floats(0, 12_175, -3));
    assert.equal(small.type, 'int16');
    assert.deepEqual([...new Int16Array(small.bytes.slice().buffer)], [0, 12_175, -3]);
    const large = labelValues(floats(0, 100_000));
    assert.equal(large.type, 'int32');
    assert.deepEqual([...new Int32Array(large.bytes.slice().buffer)], [0, 100_000]);
    for (const other of [floats(0, 0.5), floats(1, NaN), floats(1, 2 ** 40)]) {
      assert.equal(labelValues(other), other);
    }
  });
});
