import assert from 'node:assert/strict';
import { dataPackages, packageOf } from '../../../../src/core/catalog/packages';
import { isSubjectId, subjectOf } from '../../../../src/core/catalog/subjects';
import { createContent } from '../../../sandbox/content/catalog';

describe('the catalog: subjects', () => {
  it('are six digits', () => {
    assert.ok(isSubjectId('100307'));
    for (const text of ['10030', '1003070', 'UR100.txt', '100307/', '', '10030a'])
      assert.ok(!isSubjectId(text), text);
  });

  it('are found in keys and prefixes of known releases', () => {
    const place = subjectOf('HCP_1200/100307/T1w/100307/mri/a.mgz');
    assert.equal(place?.release.prefix, 'HCP_1200/');
    assert.equal(place.subject, '100307');
    assert.equal(place.path, 'T1w/100307/mri/a.mgz');
    assert.equal(subjectOf('HCP/100307/')?.path, '');
    for (const key of [
      'HCP/UR100.txt',
      'HCP_1200/',
      'HCP_1200/100307',
      'Other/100307/a',
      'HCP_Resources/x/y',
      '',
    ]) {
      assert.equal(subjectOf(key), undefined, key);
    }
  });
});

describe('the catalog: packages', () => {
  it('know a file by its path, with the subject’s own FreeSurfer folder', () => {
    const id = (path: string) => packageOf(path, '100307')?.id;
    assert.equal(id('unprocessed/3T/T1w_MPR1/100307_3T_T1w_MPR1.nii.gz'), '3T_Structural_unproc');
    assert.equal(id('T1w/100307/mri/aseg.mgz'), '3T_Structural_preproc_extended');
    assert.equal(packageOf('T1w/100307/mri/aseg.mgz', '100206'), undefined);
    assert.equal(id('T1w/T1w_acpc_dc_restore_1.25.nii.gz'), '3T_Diffusion_preproc');
    assert.equal(id('.xdlm/100307_3T_Structural_unproc.json'), undefined);
  });

  it('split the data files of a real listing with no overlap', async () => {
    const content = createContent({ seed: 'catalog', cacheFolder: 'unused' });
    const counts = new Map<string, number>();
    let files = 0;
    for (const { key } of content.objects('HCP_1200/100307/', '')) {
      const path = subjectOf(key)!.path;
      if (path === '' || path.endsWith('/') || path.startsWith('.xdlm/')) continue;
      const owners = dataPackages.filter((candidate) => candidate.includes(path, '100307'));
      assert.ok(owners.length <= 1, `${path} is in ${owners.map(({ id }) => id).join(', ')}`);
      files += 1;
      const id = owners[0]?.id ?? 'none';
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    assert.equal(files - (counts.get('none') ?? 0), 17_279);
    assert.equal(counts.get('3T_Structural_unproc'), 13);
    assert.equal(counts.get('3T_Structural_preproc'), 315);
  });
});
