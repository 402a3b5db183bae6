import { useMemo, useState, type ReactNode } from 'react';
import type { ChartProps } from './Chart';
import { LineGroup } from './LineGroup';
import { linkedPlots } from './linkedPlots';

/** Lines of one group under those of the other, with one cursor through all of them. */
export function LinesChart({ chart, table, columns, strings, language }: ChartProps<'lines'>): ReactNode {
  const [zoomed, setZoomed] = useState(false);
  const [plots] = useState(() => linkedPlots(setZoomed));
  const x = useMemo(
    () => Float64Array.from({ length: table.rows }, (_, row) => chart.x.start + row * chart.x.step),
    [table, chart],
  );
  // The plots are made anew when these are: not when only the page around them changes.
  const groups = useMemo(
    () =>
      chart.groups
        .filter((group) => group.columns.length > 0)
        .map((group) => ({
          ...group,
          names: group.columns.map((column) => table.columns[column]?.name ?? ''),
          values: group.columns.map((column) => columns.get(column) ?? new Float64Array()),
        })),
    [chart, table, columns],
  );
  const xTitle = titled(strings[`word.${chart.x.label}`], chart.x.unit);
  return (
    <>
      {zoomed && (
        <button
          type="button"
          className="link-button chart-reset"
          onClick={() => {
            plots.showAll();
          }}
        >
          {strings.chartReset}
        </button>
      )}
      {groups.map((group, place) => (
        <LineGroup
          key={place}
          title={titled(strings[`word.${group.title}`], group.unit)}
          xTitle={place === groups.length - 1 ? xTitle : ''}
          xName={xTitle}
          names={group.names}
          x={x}
          values={group.values}
          single={groups.length === 1}
          plots={plots}
          strings={strings}
          language={language}
        />
      ))}
      {groups.length === 0 && <p className="quiet">{strings.chartNoValues}</p>}
    </>
  );
}

function titled(word: string, unit: string): string {
  return unit === '' ? word : `${word} (${unit})`;
}
