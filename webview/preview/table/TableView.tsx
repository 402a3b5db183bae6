import { useEffect, useState, type ReactNode } from 'react';
import { format } from '../../kit/format';
import type { TableProps } from './api';
import { Chart, type ChartColumns } from './chart/Chart';
import { chartColumns } from './chart/columns';
import { Grid } from './Grid';
import { messageOf } from './useRows';
import './table.css';

/** A table, under the chart that fits it. */
export function TableView(props: TableProps): ReactNode {
  const { preview, strings, language } = props;
  return (
    <div className="table-view">
      {preview.chart !== undefined && <ChartPanel {...props} />}
      {!preview.complete && (
        <p className="table-note">{format(strings.tableCut, preview.rows.toLocaleString(language))}</p>
      )}
      <Grid {...props} />
    </div>
  );
}

/** Reads the columns that the chart needs, and draws it. */
function ChartPanel({
  preview,
  strings,
  language,
  requestRows,
  requestColumns,
  onDrawn,
}: TableProps): ReactNode {
  const { chart } = preview;
  const [columns, setColumns] = useState<ChartColumns>();
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    if (chart === undefined) return undefined;
    const abort = new AbortController();
    const load = async (): Promise<void> => {
      const numbers = chartColumns(chart, preview.columns);
      const buffers = numbers.length === 0 ? [] : await requestColumns(numbers, abort.signal);
      if (abort.signal.aborted) return;
      setColumns(
        new Map(numbers.map((column, at) => [column, new Float64Array(buffers[at] ?? new ArrayBuffer())])),
      );
    };
    load().catch((error: unknown) => {
      if (abort.signal.aborted) return;
      setProblem(messageOf(error));
      onDrawn(chart.kind, messageOf(error));
    });
    return () => {
      abort.abort();
    };
  }, [chart, preview, requestColumns, onDrawn]);

  if (chart === undefined) return null;
  return (
    <section className={`chart-panel chart-${chart.kind}`} aria-label={strings.chartTitle}>
      {problem !== undefined && <p className="table-note">{problem}</p>}
      {problem === undefined && columns === undefined && <p className="quiet">{strings.chartLoading}</p>}
      {columns !== undefined && (
        <Chart
          chart={chart}
          table={preview}
          columns={columns}
          strings={strings}
          language={language}
          requestRows={requestRows}
          onDrawn={onDrawn}
        />
      )}
    </section>
  );
}
