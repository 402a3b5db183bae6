import type uPlot from 'uplot';
import type { ChartColors } from '../theme';
import type { LinkedPlots } from './linkedPlots';

interface PlotInput {
  readonly width: number;
  readonly height: number;
  readonly xTitle: string;
  /** Their colours. */
  readonly lines: readonly string[];
  readonly colors: ChartColors;
  readonly font: string;
  readonly language: string;
  readonly plots: LinkedPlots;
  /** Told the place in the data, undefined where the pointer left. */
  readonly onCursor: (at: number | undefined) => void;
}

export function plotOptions(input: PlotInput): uPlot.Options {
  const { width, height, xTitle, lines, font, plots, onCursor } = input;
  const axis = axisOptions(input);
  return {
    width,
    height: xTitle === '' ? height : height + 18,
    legend: { show: false },
    scales: { x: { time: false } },
    cursor: {
      sync: { key: plots.key, scales: ['x', null] },
      drag: { x: true, y: false },
      y: false,
      points: { size: 6 },
    },
    series: [{}, ...lines.map((stroke) => ({ stroke, width: 1.25, points: { show: false } }))],
    axes: [
      {
        ...axis,
        size: 24,
        ...(xTitle !== '' && { label: xTitle, labelSize: 18, labelFont: `12px ${font}` }),
      },
      { ...axis, size: 62 },
    ],
    hooks: {
      setCursor: [
        ({ cursor }) => {
          onCursor(cursor.idx ?? undefined);
        },
      ],
      setScale: [
        (plot, scale) => {
          if (scale === 'x') plots.noteScale(plot);
        },
      ],
    },
    padding: [6, 10, 0, 0],
  };
}

function axisOptions({ colors, font, language }: PlotInput): uPlot.Axis {
  const line = { stroke: faint(colors.line), width: 1 };
  return {
    stroke: colors.quiet,
    font: `11px ${font}`,
    grid: line,
    ticks: { ...line, size: 4 },
    border: { show: true, ...line },
    gap: 4,
    values: (_plot, values) =>
      values.map(
        (value) => (value as number | null)?.toLocaleString(language, { maximumSignificantDigits: 6 }) ?? '',
      ),
  };
}

/** The grid is there to be read by, not to be seen. */
function faint(color: string): string {
  return `color-mix(in srgb, ${color} 40%, transparent)`;
}
