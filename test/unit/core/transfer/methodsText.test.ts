import assert from 'node:assert/strict';
import type { DeliveredRow } from '../../../../src/core/transfer/manifestTable';
import { acknowledgement } from '../../../../src/core/catalog/acknowledgement';
import { methodsText } from '../../../../src/core/transfer/methodsText';
import { openAccessTerms } from '../../../sandbox/portal/termsTexts';

const about = { tool: 'HCP Explorer 0.1.0', origin: 's3://hcp-openaccess' };
const row = (key: string, changes: Partial<DeliveredRow> = {}): DeliveredRow => ({
  key,
  path: key,
  size: 1_000_000,
  digest: undefined,
  kind: 'md5-etag',
  etag: 'e',
  date: new Date('2017-11-03T23:59:59Z'),
  release: undefined,
  ...changes,
});

describe('methodsText', () => {
  it('says what was delivered, from where, and how it was checked', () => {
    const rows = [
      row('HCP_1200/100307/T1w/a.nii.gz'),
      row('HCP_1200/100307/T1w/b.nii.gz', { kind: 'size', date: new Date('2018-02-01T00:00:00Z') }),
      row('HCP_1200/100408/T1w/a.nii.gz', { size: 1_500_000_000 }),
      row('HCP_Retest/100307/T1w/a.nii.gz', { kind: 'md5-manifest' }),
      row('Other/list.txt', { kind: 'date', date: new Date('2015-01-02T00:00:00Z') }),
    ];
    assert.equal(
      methodsText(rows, about).split('\n\n')[1],
      'Data of the Human Connectome Project (WU-Minn HCP Consortium; releases Other, S1200 Release (HCP_1200), and ' +
        'Test-Retest (HCP_Retest)), 5 files of 2 subjects, 1.5 GB in all, were downloaded from s3://hcp-openaccess ' +
        'with HCP Explorer 0.1.0. The files are dated 2015-01-02 to 2018-02-01. They were checked: 2 by the MD5 ' +
        'digest that the bucket gives for it, 1 by the MD5 digest in HCP’s own manifest, 1 by its size only, ' +
        'and 1 as a file of the right size and date that was there before. Each file is listed with its size, digest and date in hcp-manifest.tsv.',
    );
  });

  it('is short where all is the same', () => {
    const text = methodsText([row('HCP/100307/a')], about);
    assert.ok(text.includes('release S500 Release (HCP)), 1 file of 1 subject, 1 MB in all,'), text);
    assert.ok(
      text.includes('dated 2017-11-03. They were checked: each by the MD5 digest that the bucket'),
      text,
    );
    assert.ok(methodsText([row('HCP/S500.txt')], about).includes(', 1 file, 1 MB in all,'));
  });

  it('gives the acknowledgement in the words of the terms, and the place of the citations', () => {
    const text = methodsText([row('HCP/100307/a')], about);
    assert.ok(text.includes(`\n${acknowledgement}\n`));
    assert.ok(openAccessTerms.includes(`&quot;${acknowledgement}&quot;`));
    assert.ok(openAccessTerms.includes(/https:\S+hcp-citations/.exec(text)![0]));
  });

  it('says when there is nothing to tell', () => {
    assert.equal(methodsText([], about), 'Nothing has been delivered yet.\n');
  });
});
