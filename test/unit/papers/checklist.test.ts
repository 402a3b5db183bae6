import assert from 'node:assert/strict';
import { problemOf, rowsOf } from './named';

describe('test/CHECKLIST.md', () => {
  it('has all 70 lines, each with files and tests that are there', () => {
    const rows = rowsOf('test/CHECKLIST.md');
    assert.deepEqual(
      rows.map(([number]) => Number(number)),
      Array.from({ length: 70 }, (_, index) => index + 1),
    );
    for (const [number, line = '', shown = ''] of rows) {
      assert.notEqual(line, '', number);
      assert.equal(problemOf(shown), undefined, `line ${String(number)}`);
    }
  });
});
