import { useEffect, useState } from 'react';

/** The colours of charts, as VS Code's theme has them now. */
export interface ChartColors {
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly surface: string;
  /** For one series after the other. */
  readonly series: readonly string[];
}

const seriesNames = ['blue', 'orange', 'green', 'purple', 'red', 'yellow'] as const;

/** The theme's colours; new ones when it changes. */
export function useChartColors(): ChartColors {
  const [colors, setColors] = useState(readColors);
  useEffect(() => {
    const observer = new MutationObserver(() => {
      setColors(readColors());
    });
    // VS Code writes the theme's variables to the root's style, and its kind to the body.
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
    observer.observe(document.body, {
      attributes: true,
      attributeFilter: ['class', 'data-vscode-theme-kind'],
    });
    return () => {
      observer.disconnect();
    };
  }, []);
  return colors;
}

function readColors(): ChartColors {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string, instead: string): string => style.getPropertyValue(name).trim() || instead;
  const text = read('--vscode-foreground', 'CanvasText');
  return {
    text,
    quiet: read('--vscode-descriptionForeground', text),
    line: read('--vscode-contrastBorder', read('--vscode-charts-lines', 'rgb(128 128 128 / 40%)')),
    surface: read('--vscode-editor-background', 'Canvas'),
    series: [...seriesNames.map((name) => opaque(read(`--vscode-charts-${name}`, text))), text],
  };
}

/** Some themes have colours for charts that let the ground through, which a thin line does not bear. */
function opaque(color: string): string {
  return /^#[0-9a-f]{8}$/i.test(color) ? color.slice(0, 7) : color;
}

/** The colour of a series, in turn. */
export function seriesColor({ series, text }: ChartColors, index: number): string {
  return series[index % series.length] ?? text;
}
