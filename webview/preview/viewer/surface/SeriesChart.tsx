import { useEffect, useRef, type ReactNode } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { SurfacePreview } from '../../../../src/shared/preview';
import { useChartColors } from '../../table/theme';

interface SeriesChartProps {
  readonly axis: NonNullable<SurfacePreview['series']>;
  readonly values: Float32Array;
  /** Says what is drawn to whoever does not see it. */
  readonly description: string;
}

const height = 150;

/** The course of one vertex. */
export function SeriesChart({ axis, values, description }: SeriesChartProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const colors = useChartColors();

  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const lines = { stroke: colors.quiet, grid: { stroke: colors.line, width: 0.5 }, ticks: { show: false } };
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height,
        legend: { show: false },
        cursor: { y: false },
        scales: { x: { time: false } },
        axes: [
          { ...lines, label: axis.unit, labelSize: 18, size: 34 },
          { ...lines, size: 64 },
        ],
        series: [{}, { stroke: colors.series[0] ?? colors.text, width: 1.5, points: { show: false } }],
      },
      [Array.from(values, (_, index) => axis.start + index * axis.step), Array.from(values)],
      element,
    );
    const resizes = new ResizeObserver(() => {
      chart.setSize({ width: element.clientWidth, height });
    });
    resizes.observe(element);
    return () => {
      resizes.disconnect();
      chart.destroy();
    };
  }, [axis, values, colors]);

  return <div ref={host} className="series-chart" role="img" aria-label={description} />;
}
