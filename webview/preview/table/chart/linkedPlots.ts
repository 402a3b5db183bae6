import type uPlot from 'uplot';

/** Plots that share a cursor and the part of the x axis that is shown. */
export interface LinkedPlots {
  /** Names them for uPlot. */
  readonly key: string;
  readonly add: (plot: uPlot) => () => void;
  /** To be called when a plot shows another part. */
  readonly noteScale: (plot: uPlot) => void;
  readonly showAll: () => void;
}

let last = 0;

/** @param onZoom told whether less than everything is shown */
export function linkedPlots(onZoom: (zoomed: boolean) => void): LinkedPlots {
  const plots = new Set<uPlot>();
  return {
    key: `chart-${String(++last)}`,
    add: (plot) => {
      plots.add(plot);
      return () => plots.delete(plot);
    },
    noteScale: (plot) => {
      const x = plot.data[0];
      const [min, max] = [plot.scales.x?.min ?? 0, plot.scales.x?.max ?? 0];
      const [first = 0, end = 0] = [x[0], x.at(-1)];
      onZoom(max > min && max - min < (end - first) * 0.999);
    },
    showAll: () => {
      for (const plot of plots) plot.setData(plot.data, true);
    },
  };
}
