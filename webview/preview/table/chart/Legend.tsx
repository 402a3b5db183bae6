import type { ReactNode } from 'react';
import { seriesColor, type ChartColors } from '../theme';

interface LegendProps {
  readonly label: string;
  readonly names: readonly string[];
  readonly shown: ReadonlySet<number>;
  readonly onShown: (shown: ReadonlySet<number>) => void;
  /** At the cursor, worded; empty where there is none. */
  readonly values: readonly string[];
  readonly colors: ChartColors;
}

/** Which line is which, their values at the cursor, and which are drawn. */
export function Legend({ label, names, shown, onShown, values, colors }: LegendProps): ReactNode {
  const toggle = (line: number): void => {
    onShown(new Set(shown.has(line) ? [...shown].filter((other) => other !== line) : [...shown, line]));
  };
  return (
    <fieldset className="legend">
      <legend className="visually-hidden">{label}</legend>
      {names.map((name, line) => (
        <label key={line} className="legend-entry">
          <input
            type="checkbox"
            checked={shown.has(line)}
            style={{ accentColor: seriesColor(colors, line) }}
            onChange={() => {
              toggle(line);
            }}
          />
          <span className="legend-mark" style={{ background: seriesColor(colors, line) }} />
          <span className="legend-name">{name}</span>
          <span className="legend-value">{values[line]}</span>
        </label>
      ))}
    </fieldset>
  );
}
