import { useEffect, type ReactNode } from 'react';
import type { ChartView, TablePreview } from '../../../../src/shared/preview';
import type { TableProps } from '../api';
import { BarsChart } from './BarsChart';
import { EventsChart } from './EventsChart';
import { LinesChart } from './LinesChart';
import { ShellsChart } from './ShellsChart';

/** The numbers of the columns that a chart draws. */
export type ChartColumns = ReadonlyMap<number, Float64Array>;

export interface ChartProps<K extends ChartView['kind']> extends Pick<TableProps, 'strings' | 'language'> {
  readonly chart: Extract<ChartView, { kind: K }>;
  readonly table: TablePreview;
  readonly columns: ChartColumns;
}

interface AnyChartProps extends Pick<TableProps, 'strings' | 'language' | 'requestRows' | 'onDrawn'> {
  readonly chart: ChartView;
  readonly table: TablePreview;
  readonly columns: ChartColumns;
}

export function Chart({ chart, onDrawn, requestRows, ...rest }: AnyChartProps): ReactNode {
  useEffect(() => {
    onDrawn(chart.kind);
  }, [chart, onDrawn]);
  switch (chart.kind) {
    case 'lines':
      return <LinesChart chart={chart} {...rest} />;
    case 'events':
      return <EventsChart chart={chart} {...rest} />;
    case 'bars':
      return <BarsChart chart={chart} requestRows={requestRows} {...rest} />;
    case 'shells':
      return <ShellsChart chart={chart} {...rest} />;
  }
}
