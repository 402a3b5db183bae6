import { useEffect, useRef, useState, type ReactNode } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { TableStrings } from '../strings';
import { seriesColor, useChartColors } from '../theme';
import { Legend } from './Legend';
import { plotOptions } from './plotOptions';
import type { LinkedPlots } from './linkedPlots';

interface LineGroupProps {
  readonly title: string;
  /** Below the axis; empty where another group stands below. */
  readonly xTitle: string;
  readonly xName: string;
  readonly names: readonly string[];
  readonly x: Float64Array;
  readonly values: readonly Float64Array[];
  readonly single: boolean;
  readonly plots: LinkedPlots;
  readonly strings: TableStrings;
  readonly language: string;
}

/** More lines than these hide each other; the person adds others. */
const shownAtFirst = 6;

export function LineGroup(props: LineGroupProps): ReactNode {
  const { title, xTitle, xName, names, x, values, single, plots, strings, language } = props;
  const colors = useChartColors();
  const [shown, setShown] = useState<ReadonlySet<number>>(
    () => new Set(names.map((_, line) => line).slice(0, shownAtFirst)),
  );
  const [at, setAt] = useState<number>();
  const host = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const lines = [...shown].sort((a, b) => a - b);
    const data = [x, ...lines.map((line) => withGaps(values[line] ?? new Float64Array()))];
    const plot = new uPlot(
      plotOptions({
        width: element.clientWidth,
        height: single ? 220 : 110,
        xTitle,
        lines: lines.map((line) => seriesColor(colors, line)),
        colors,
        font: getComputedStyle(document.body).fontFamily,
        language,
        plots,
        onCursor: setAt,
      }),
      data as uPlot.AlignedData,
      element,
    );
    const remove = plots.add(plot);
    const watcher = new ResizeObserver(() => {
      plot.setSize({ width: element.clientWidth, height: plot.height });
    });
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      remove();
      plot.destroy();
    };
  }, [x, values, shown, colors, single, xTitle, language, plots]);

  const format = (value: number | undefined): string =>
    value === undefined || Number.isNaN(value)
      ? ''
      : value.toLocaleString(language, { maximumSignificantDigits: 6 });
  return (
    <figure className="line-group">
      <figcaption>
        {title}
        <span className="quiet line-place">{at === undefined ? '' : `${xName}: ${format(x[at])}`}</span>
      </figcaption>
      <div className="line-row">
        <div
          ref={host}
          className="line-plot"
          role="img"
          aria-label={`${title}: ${names.join(', ').slice(0, 300)}`}
        />
        <Legend
          label={`${strings.chartShown}: ${title}`}
          names={names}
          shown={shown}
          onShown={setShown}
          values={values.map((line) => (at === undefined ? '' : format(line[at])))}
          colors={colors}
        />
      </div>
    </figure>
  );
}

/** uPlot leaves gaps where there is null. */
function withGaps(values: Float64Array): Float64Array | (number | null)[] {
  return values.some(Number.isNaN)
    ? Array.from(values, (value) => (Number.isNaN(value) ? null : value))
    : values;
}
