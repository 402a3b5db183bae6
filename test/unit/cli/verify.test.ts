import assert from 'node:assert/strict';
import { problemLines, reportLines } from '../../../src/cli/verify';
import type { FolderReport } from '../../../src/core/transfer/jobs';

const report: FolderReport = {
  whole: 3,
  verified: { md5Etag: 1, md5Manifest: 1, sizeOnly: 1 },
  wrong: 0,
  missing: 0,
  changed: 0,
  unknown: 0,
  findings: [],
  repair: [],
};

describe('the report of verify', () => {
  it('tells that all is whole', () => {
    assert.deepEqual(reportLines(report, '/data', false), [
      '3 files whole (1 by MD5 (bucket), 1 by MD5 (HCP’s manifests), 1 by size only)',
    ]);
  });

  it('tells what is not, and how to repair it', () => {
    const bad = { ...report, wrong: 1, missing: 2, changed: 1, unknown: 1 };
    assert.deepEqual(reportLines(bad, '/data', false).slice(1), [
      '  1 file with wrong bytes',
      '  2 files missing',
      '  1 file changed in the bucket since',
      '  1 file that could not be compared',
      'Run it with --repair to download those again.',
    ]);
    assert.equal(reportLines(bad, '/data', true).length, 5);
    assert.equal(reportLines({ ...report, unknown: 1 }, '/data', false).length, 2);
  });

  it('lists what is not whole, and says how much is not listed', () => {
    const findings = [
      { kind: 'whole', key: 'HCP/a', verified: 'md5Etag' },
      { kind: 'wrong', key: 'HCP/b' },
    ] as const;
    assert.deepEqual(problemLines({ ...report, wrong: 1, findings }), ['wrong    HCP/b']);
    assert.deepEqual(problemLines({ ...report, wrong: 1_400, missing: 1, findings }), [
      'wrong    HCP/b',
      '… and 1,400 more',
    ]);
  });

  it('tells that there is nothing to check', () => {
    assert.match(reportLines({ ...report, whole: 0 }, '/data', false)[0] ?? '', /holds nothing/);
  });
});
