import type { ChartView, TablePreview } from '../../../../src/shared/preview';

/** Which columns a chart draws, bars by any measure among them. */
export function chartColumns(chart: ChartView, columns: TablePreview['columns']): readonly number[] {
  switch (chart.kind) {
    case 'lines':
      return [...new Set(chart.groups.flatMap((group) => group.columns))];
    case 'events':
      return [chart.onset, chart.duration, chart.amplitude];
    case 'bars':
      return columns.flatMap(({ numeric }, column) => (numeric ? [column] : []));
    case 'shells':
      return [];
  }
}
