import assert from 'node:assert/strict';
import { orderOf } from '../../../../src/core/preview/table/order';
import { TableRows } from '../../../../src/core/preview/table/tableRows';

function rowsOf(...cells: readonly (readonly string[])[]): TableRows {
  const rows = new TableRows();
  for (const row of cells) rows.add(row);
  return rows;
}

describe('preview tables: order', () => {
  it('numbers by value, what is missing last both ways, equal ones as they were', () => {
    const rows = rowsOf(['10'], ['n/a'], ['9'], ['-1e3'], [''], ['9'], ['NaN']);
    assert.ok(rows.isNumeric(0));
    assert.deepEqual([...orderOf(rows, 0, false)], [3, 2, 5, 0, 1, 4, 6]);
    assert.deepEqual([...orderOf(rows, 0, true)], [0, 2, 5, 3, 1, 4, 6]);
  });

  it('a column with a word is sorted as words', () => {
    const rows = rowsOf(['b'], ['10'], ['A'], [''], ['9']);
    assert.ok(!rows.isNumeric(0));
    assert.deepEqual([...orderOf(rows, 0, false)], [1, 4, 2, 0, 3]);
  });

  it('rows may be of different lengths', () => {
    const rows = rowsOf(['1'], ['2', '3'], ['4', '5', 'x']);
    assert.equal(rows.width, 3);
    assert.deepEqual([...rows.numbersOf(1)], [NaN, 3, 5]);
    assert.deepEqual([rows.cellOf(0, 2), rows.cellOf(2, 2)], ['', 'x']);
  });

  it('100,000 rows are sorted in a moment', () => {
    const rows = new TableRows();
    for (let row = 0; row < 100_000; row++)
      rows.add([String((row * 7919) % 100_003), `w${String((row * 31) % 997)}`]);
    for (const column of [0, 1]) {
      const started = performance.now();
      const order = orderOf(rows, column, true);
      const took = performance.now() - started;
      assert.equal(order.length, 100_000);
      // 200 ms by itself; other tests run beside this one.
      assert.ok(took < 2000, `column ${String(column)}: ${String(took)} ms`);
      if (process.env.HCP_TIMES !== undefined)
        console.log(`order of column ${String(column)}: ${took.toFixed(0)} ms`);
    }
  });
});
