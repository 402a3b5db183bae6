import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { kindOf, type KindId, type OpensAs } from '../../../../src/core/preview/kind';

const listing = gunzipSync(readFileSync(join(__dirname, '../../../sandbox/data/subject-100307.tsv.gz')))
  .toString('utf8')
  .split('\n')
  .slice(1)
  .filter((line) => line !== '')
  .map((line) => line.split('\t')[0]!);

const examples: readonly (readonly [key: string, kind: KindId, opensAs: OpensAs])[] = [
  ['T1w/T1w_acpc_dc_restore.nii.gz', 'volume', 'none'],
  ['a/b.nii', 'volume', 'none'],
  ['T1w/100307/mri/orig.mgz', 'volume', 'none'],
  ['MNINonLinear/x_Atlas.dtseries.nii', 'cifti', 'none'],
  ['melodic_mix.sdseries.nii', 'cifti', 'none'],
  ['100307.L.white.32k_fs_LR.surf.gii', 'surface', 'none'],
  ['100307.L.thickness.native.shape.gii', 'gifti', 'none'],
  ['.xdlm/100307_3T_Structural_unproc.json', 'json', 'editor'],
  ['x_srcavgdics.power.dtseries.nii.xml', 'xml', 'editor'],
  ['100307_[LM-TFLA]_[MODE-mag].png.xml', 'xml', 'editor'],
  ['100307_[LM-TFLA]_[MODE-mag].png', 'image', 'image'],
  ['unprocessed/3T/100307_3T.csv', 'table', 'editor'],
  ['EVs/0bk_body.txt', 'text', 'editor'],
  ['stats/logfile', 'text', 'editor'],
  ['T1w/Diffusion/bvals', 'table', 'editor'],
  ['T1w/Diffusion/eddylogs/eddy_unwarped_images.eddy_movement_rms', 'table', 'editor'],
  ['x_hp200_s4.feat/design.fsf', 'text', 'editor'],
  ['x.ica/.fix', 'text', 'editor'],
  ['100307_bedpostx_gpu.o1234567-1', 'text', 'editor'],
  ['x.feat/design.mat', 'matlab', 'bytes'],
  ['x.feat/design.ppm', 'image', 'bytes'],
  ['T1w/100307/surf/lh.pial.T2', 'freesurfer', 'bytes'],
  ['T1w/100307/stats/lh.aparc.stats', 'table', 'editor'],
  ['T1w/100307/label/lh.BA1.label', 'text', 'editor'],
  ['T1w/100307/label/lh.aparc.annot', 'freesurfer', 'none'],
  ['unprocessed/MEG/1-Rnoise/4D/c,rfDC', 'meg', 'none'],
  ['unprocessed/MEG/3-Restin/4D/e,rfhp1.0Hz,COH1', 'meg', 'none'],
  ['unprocessed/MEG/x_run1.xlsx', 'document', 'none'],
  ['HCP_Resources/Manual.PDF', 'document', 'none'],
  ['something.gz', 'archive', 'none'],
  ['T1w/Diffusion.bedpostX/logs/gpu/part_0-subpart_0', 'other', 'bytes'],
  ['', 'other', 'bytes'],
];

describe('kindOf', () => {
  for (const [key, kind, opensAs] of examples) {
    it(`takes ${key || 'an empty key'} for ${kind}, ${opensAs}`, () => {
      assert.deepEqual([kindOf(key).kind, kindOf(key).opensAs], [kind, opensAs]);
    });
  }

  it('knows all names of subject 100307 but a few', () => {
    const unknown = listing
      .filter((path) => kindOf(path).kind === 'other')
      .map((path) => path.split('/').at(-1)!);
    const forms = new Set(unknown.map((name) => name.replace(/\d+/g, 'N')));
    assert.deepEqual([...forms].sort(), [
      '.xdebug_mris_calc',
      'N',
      'NmmNhires.dat',
      'TNwtoTNw.dat',
      'TNwtoTNw.dat.mincost',
      'TNwtoTNw.dat.param',
      'TNwtoTNw.dat.sum',
      'eye.dat',
      'hiresNmm.dat',
      'mri_nu_correct.mni.log.bak',
      'part_N-subpart_N',
      'postproc_ID',
      'segment.dat',
    ]);
  });

  it('never opens neuroimaging data in an editor', () => {
    const data = listing.filter((path) => /\.(nii|nii\.gz|gii|mgz|annot)$/.test(path));
    assert.equal(data.length, 8787);
    for (const path of data) assert.equal(kindOf(path).opensAs, 'none', path);
  });

  it('has words for each file that it does not open', () => {
    for (const path of listing) assert.match(kindOf(path).label, /^\S.*[a-zA-Z]$/, path);
  });
});
