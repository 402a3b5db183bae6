import assert from 'node:assert/strict';
import { problemOf, rowsOf } from './named';

describe('SECURITY.md', () => {
  it('names for each threat its defence, and tests that are there', () => {
    const threats = rowsOf('SECURITY.md').filter(([number]) => /^[A-Z]\d+$/.test(number ?? ''));
    assert.ok(threats.length >= 30, `${String(threats.length)} threats`);
    assert.equal(new Set(threats.map(([number]) => number)).size, threats.length, 'each number once');
    for (const [number, threat = '', defence = '', shown = ''] of threats) {
      assert.ok(threat !== '' && defence !== '', number);
      assert.equal(problemOf(shown), undefined, number);
    }
  });

  it('would notice a test that is gone', () => {
    const here = '`test/unit/papers/security.test.ts`';
    assert.equal(problemOf(`${here}: would notice a test that is gone`), undefined);
    assert.equal(problemOf('Open: it can’t be had.'), undefined);
    for (const wrong of [
      '',
      'Open',
      'a test',
      here,
      `${here}: another title`,
      '`test/unit/gone.test.ts`: a title',
    ]) {
      assert.notEqual(problemOf(wrong), undefined, wrong);
    }
  });
});
