import { useEffect, useState, type ReactNode } from 'react';
import type { TableProps } from '../api';
import type { ChartProps } from './Chart';

/** A bar for each row, by the measure that is chosen. */
export function BarsChart({
  chart,
  table,
  columns,
  strings,
  language,
  requestRows,
}: ChartProps<'bars'> & Pick<TableProps, 'requestRows'>): ReactNode {
  const [value, setValue] = useState(chart.value);
  const labels = useLabels(chart.label, table.rows, requestRows);
  const measures = table.columns.flatMap((column, index) =>
    columns.has(index) ? [{ ...column, index }] : [],
  );
  const numbers = columns.get(value) ?? new Float64Array();
  const largest = numbers.reduce((most, number) => Math.max(most, Math.abs(number) || 0), 0) || 1;
  return (
    <figure className="bars">
      <figcaption>
        <label>
          {strings.chartMeasure}{' '}
          <select
            value={value}
            onChange={(event) => {
              setValue(Number(event.target.value));
            }}
          >
            {measures.map(({ name, unit, index }) => (
              <option key={index} value={index}>
                {unit === undefined ? name : `${name} (${unit})`}
              </option>
            ))}
          </select>
        </label>
      </figcaption>
      <ul className="bar-list" tabIndex={0} aria-label={table.columns[value]?.name}>
        {labels.map((label, row) => (
          <li key={row} className="bar-row">
            <span className="bar-label" title={label}>
              {label}
            </span>
            <span className="bar-track" aria-hidden="true">
              <span className="bar" style={{ inlineSize: share(numbers[row], largest) }} />
            </span>
            <span className="bar-value">{worded(numbers[row], language)}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

function useLabels(column: number, rows: number, requestRows: TableProps['requestRows']): readonly string[] {
  const [labels, setLabels] = useState<readonly string[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    requestRows({ first: 0, count: rows }, abort.signal).then(
      (page) => {
        if (!abort.signal.aborted) setLabels(page.rows.map((row) => row[column] ?? ''));
      },
      // The table below asks for the same rows, and tells what is wrong.
      () => undefined,
    );
    return () => {
      abort.abort();
    };
  }, [column, rows, requestRows]);
  return labels;
}

function share(value: number | undefined, largest: number): string {
  return `${String((Math.abs(value ?? 0) / largest || 0) * 100)}%`;
}

function worded(value: number | undefined, language: string): string {
  if (value === undefined || Number.isNaN(value)) return '';
  return value.toLocaleString(language, { maximumSignificantDigits: 6 });
}
