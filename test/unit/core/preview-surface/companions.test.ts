import assert from 'node:assert/strict';
import {
  freesurferSurfacesFor,
  meshOfPath,
  otherSideOf,
  shadingsFor,
  subjectOf,
  surfacesFor,
} from '../../../../src/core/preview/surface/companions';
import { resolved } from '../../../../src/core/preview/surface/links/linkGroups';
import { recordedListing } from '../../../sandbox/content/listing';

const root = 'HCP_1200/100307/';
const keys = recordedListing().map(({ path }) => root + path);
const there = new Set(keys);

describe('the files that belong to a file', () => {
  it('are found for each CIFTI file of the subject that has a surface', () => {
    const cifti = keys.filter((key) => /\.[dp](series|tseries|scalar|label|conn)\.nii$/.test(key));
    assert(cifti.length > 5000);
    for (const key of cifti) {
      for (const side of ['L', 'R'] as const)
        assert(
          surfacesFor(key, meshOfPath(key), side).some((path) => there.has(path)),
          key,
        );
    }
  });

  it('are found for each map of a hemisphere', () => {
    const maps = keys.filter((key) => /\.(func|shape|label)\.gii$/.test(key));
    assert(maps.length > 100);
    for (const key of maps) {
      const side = key.includes('.L.') ? 'L' : 'R';
      assert(
        surfacesFor(key, meshOfPath(key), side).some((path) => there.has(path)),
        key,
      );
    }
  });

  it('are found for each surface: the other hemisphere, and the shading but for the 4k mesh', () => {
    const surfaces = keys.filter((key) => key.endsWith('.surf.gii'));
    assert(surfaces.length > 60);
    for (const key of surfaces) {
      assert(there.has(otherSideOf(key) ?? ''), key);
      const side = /\.L\.|\/lh\./.test(key) ? 'L' : 'R';
      const shading = shadingsFor(key, meshOfPath(key), side).find((path) => there.has(path));
      assert.equal(shading === undefined, key.includes('.4k_'), key);
      // Vertices after MSMAll are others than those of the maps after MSMSulc.
      if (key.includes('_MSMAll.')) assert(shading?.includes('_MSMAll.'), key);
    }
  });

  it('are found for the files of FreeSurfer', () => {
    const values = keys.filter((key) =>
      /\/[lr]h\.(curv|sulc|thickness|area|aparc\.annot|.*\.crv)$/.test(key),
    );
    assert(values.length > 20);
    for (const key of values) assert(there.has(freesurferSurfacesFor(key)[0]!), key);
  });

  it('are told by the last folders of a path, wherever the subject is', () => {
    assert.deepEqual(subjectOf('/data/T1w/my/100307/MNINonLinear/Results/x.dtseries.nii'), {
      folder: '/data/T1w/my/100307/',
      subject: '100307',
    });
    assert.deepEqual(subjectOf('100307/T1w/100307/surf/lh.pial'), { folder: '100307/', subject: '100307' });
    assert.equal(subjectOf('elsewhere/100307.dscalar.nii'), undefined);
    assert.equal(otherSideOf('a/100307.sulc.dscalar.nii'), undefined);
    assert.equal(otherSideOf('a/rh.L.pial'), 'a/lh.L.pial');
    assert.equal(otherSideOf('a/sub-1_hemi-R_pial.surf.gii'), 'a/sub-1_hemi-L_pial.surf.gii');
  });

  it('are looked for beside a file that is in no subject', () => {
    const candidates = surfacesFor('/tmp/S1200.thickness.32k_fs_LR.dscalar.nii', '32k', 'L');
    assert(candidates.includes('/tmp/S1200.L.inflated.32k_fs_LR.surf.gii'));
  });
});

describe('a path in a spec or scene file', () => {
  for (const [base, path, expected] of [
    ['a/b/', 'c.gii', 'a/b/c.gii'],
    ['a/b/', './../c.gii', 'a/c.gii'],
    ['a/b/', '../../c.gii', 'c.gii'],
    ['a/b/', '../../../c.gii', undefined],
    ['/a/', '../c.gii', '/c.gii'],
    ['/a/', '../../c.gii', undefined],
    ['C:/a/', '../b//c.gii', 'C:/b/c.gii'],
    ['a/', '/etc/passwd', undefined],
    ['a/', 'file:///etc/passwd', undefined],
    ['a/', 'C:\\x.gii', undefined],
    ['', 'c.gii', 'c.gii'],
  ] as const) {
    it(`is taken from the file's folder: ${base} ${path}`, () => {
      assert.equal(resolved(base, path), expected);
    });
  }
});
