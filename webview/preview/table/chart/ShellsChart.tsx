import type { ReactNode } from 'react';
import { format } from '../../../kit/format';
import { seriesColor, useChartColors } from '../theme';
import type { ChartProps } from './Chart';
import { DirectionSphere } from './DirectionSphere';
import { shellsOf } from './shells';

/** How many volumes have which b-value, and the directions on a sphere. */
export function ShellsChart({ chart, strings, language }: ChartProps<'shells'>): ReactNode {
  const { bvals, directions } = chart.diffusion;
  const colors = useChartColors();
  const shells = shellsOf(bvals);
  const most = Math.max(1, ...shells.map(({ volumes }) => volumes.length));
  const colorOf = new Map(
    shells.flatMap(({ volumes }, index) =>
      volumes.map((volume) => [volume, seriesColor(colors, index)] as const),
    ),
  );
  const say = (value: number): string => value.toLocaleString(language);
  return (
    <div className="shells">
      <figure className="shell-bars">
        <figcaption>{strings.chartShells}</figcaption>
        {bvals.length === 0 && <p className="quiet">{strings.chartNoStrengths}</p>}
        <ul>
          {shells.map(({ strength, volumes }, index) => (
            <li
              key={strength}
              className="bar-row"
              aria-label={format(strings.chartShell, say(strength), say(volumes.length))}
            >
              <span className="bar-label numeric">{say(strength)}</span>
              <span className="bar-track">
                <span
                  className="bar"
                  style={{
                    inlineSize: `${String((volumes.length / most) * 100)}%`,
                    background: seriesColor(colors, index),
                  }}
                />
              </span>
              <span className="bar-value">{say(volumes.length)}</span>
            </li>
          ))}
        </ul>
      </figure>
      <figure className="sphere">
        <figcaption>
          {strings.chartDirections} <span className="quiet">{strings.chartDirectionsHint}</span>
        </figcaption>
        {directions.length === 0 ? (
          <p className="quiet">{strings.chartNoDirections}</p>
        ) : (
          <DirectionSphere
            directions={directions}
            colorOf={(volume) => colorOf.get(volume) ?? seriesColor(colors, 0)}
            colors={colors}
            label={strings.chartDirections}
          />
        )}
      </figure>
    </div>
  );
}
