import type { Fact, Opened } from '../../model';
import type { ChartWord, TableViewer } from '../../viewer';
import type { SeriesOfPoints } from './axis';
import type { CiftiMatrix } from './ciftiMatrix';

/** Columns that are drawn as lines; the table has them all. */
const MAX_LINES = 12;
const DIGITS = 7;

/** A scalar data series: one row a point, one column a scalar, and its first column what the points are. */
export async function seriesTable(
  parts: {
    readonly axis: SeriesOfPoints;
    readonly names: readonly string[];
    readonly matrix: CiftiMatrix;
    readonly facts: readonly Fact[];
  },
  { signal }: Opened,
): Promise<TableViewer> {
  const { axis, names, matrix, facts } = parts;
  const { points, start, step, unit } = axis.series;
  const values = await matrix.load(signal);
  const positions = Float64Array.from({ length: points }, (_, at) => start + at * step);
  const cell = (column: number, row: number): number =>
    (column === 0 ? positions[row] : values[(column - 1) * points + row]) ?? NaN;
  const text = (column: number, row: number): string =>
    String(Number(cell(column, row).toPrecision(column === 0 ? 9 : DIGITS)));
  const columns = [unit, ...names].map((name) => ({ name, numeric: true }));
  return {
    kind: 'table',
    facts,
    columns,
    rows: points,
    complete: true,
    chart: {
      kind: 'lines',
      groups: [{ title: 'values', unit: '', columns: columns.map((_, at) => at).slice(1, MAX_LINES + 1) }],
      x: { label: axisWord(unit), unit, start, step },
    },
    page: ({ first, count, sort }) => {
      const order = Uint32Array.from({ length: points }, (_, at) => at);
      if (sort) {
        const sign = sort.descending ? -1 : 1;
        order.sort((a, b) => sign * (cell(sort.column, a) - cell(sort.column, b)) || a - b);
      }
      return [...order.slice(Math.max(0, first), Math.max(0, first) + count)].map((row) =>
        columns.map((_, column) => text(column, row)),
      );
    },
    column: (index) => Float64Array.from({ length: points }, (_, row) => cell(index, row)),
  };
}

function axisWord(unit: string): ChartWord {
  if (unit === 's') return 'time';
  return unit === 'Hz' ? 'frequency' : 'row';
}
