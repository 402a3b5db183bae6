import assert from 'node:assert/strict';
import { chartColumns } from '../../../webview/preview/table/chart/columns';
import { shellsOf, turned } from '../../../webview/preview/table/chart/shells';
import { ticksOf } from '../../../webview/preview/table/chart/ticks';
import { columnWidths } from '../../../webview/preview/table/columnWidths';

describe('webview tables', () => {
  it('columns are as wide as their name or their longest cell, within bounds', () => {
    const columns = [
      { name: 'x', numeric: true },
      { name: 'a name of a column', unit: 'mm', numeric: true },
      { name: 'y', numeric: false },
    ];
    const [narrow = 0, named = 0, long = 0] = columnWidths(columns, [['1', '2', 'word '.repeat(500)], ['1']]);
    assert.ok(narrow < named && named < long && long < 400, [narrow, named, long].join(' '));
  });

  it('shells gather b-values of about the same strength', () => {
    assert.deepEqual(shellsOf([5, 995, 1005, 2990, 0, 3010]), [
      { strength: 0, volumes: [0, 4] },
      { strength: 1000, volumes: [1, 2] },
      { strength: 3000, volumes: [3, 5] },
    ]);
    assert.deepEqual(shellsOf([]), []);
  });

  it('turning keeps lengths, a quarter turn brings x to where y was', () => {
    assert.ok(turned([1, 0, 0], Math.PI / 2, 0)[1] > 0.999);
    assert.ok(Math.abs(Math.hypot(...turned([0.6, 0, 0.8], 1, 2)) - 1) < 1e-9);
    assert.ok(turned([0, 1, 0], 0, Math.PI / 2)[2] > 0.999);
  });

  it('ticks are round and within the range', () => {
    assert.deepEqual(ticksOf(0, 10, 5), [0, 2, 4, 6, 8, 10]);
    assert.deepEqual(ticksOf(3, 3, 5), [3]);
    assert.deepEqual(ticksOf(0, Infinity, 5), [0]);
    for (const high of [0.001, 1, 17, 371.3, 1e7]) {
      const ticks = ticksOf(0, high, 8);
      assert.ok(
        ticks.length > 2 && ticks.length < 12 && ticks.every((tick) => tick <= high),
        ticks.join(' '),
      );
    }
  });

  it('a chart asks for the columns that it draws', () => {
    const columns = [{ name: 'n', numeric: false }, { name: 'v', numeric: true }]; // prettier-ignore
    assert.deepEqual(chartColumns({ kind: 'bars', label: 0, value: 1 }, columns), [1]);
    assert.deepEqual(
      chartColumns({ kind: 'events', onset: 0, duration: 1, amplitude: 2 }, columns),
      [0, 1, 2],
    );
    assert.deepEqual(chartColumns({ kind: 'shells', diffusion: { bvals: [], directions: [] } }, columns), []);
    const x = { label: 'row', unit: '', start: 0, step: 1 } as const;
    const group = { title: 'values', unit: '', columns: [1, 0] } as const;
    assert.deepEqual(chartColumns({ kind: 'lines', groups: [group, group], x }, columns), [1, 0]);
  });
});
