import type { ReactNode } from 'react';
import { format } from '../../../kit/format';
import type { ChartProps } from './Chart';
import { ticksOf } from './ticks';
import { useWidth } from './useWidth';

const height = 120;
const base = 92;
const top = 12;
const margin = 12;
/** Events beyond which the drawing would only be slow. */
const most = 5000;

interface EventBlock {
  readonly onset: number;
  readonly duration: number;
  readonly amplitude: number;
}

/** Events as blocks: where they begin, how long they last, and as high as their amplitude. */
export function EventsChart({ chart, columns, strings, language }: ChartProps<'events'>): ReactNode {
  const [ref, width] = useWidth<HTMLDivElement>();
  const events = eventsOf(chart, columns);
  const end = Math.max(1, ...events.map(({ onset, duration }) => onset + duration));
  const strongest = Math.max(...events.map(({ amplitude }) => Math.abs(amplitude)), 0) || 1;
  const place = (seconds: number): number => margin + (seconds / end) * Math.max(0, width - 2 * margin);
  const say = (value: number): string => value.toLocaleString(language, { maximumSignificantDigits: 6 });
  return (
    <figure className="events" ref={ref}>
      <figcaption>
        {strings.chartEvents}
        <span className="quiet"> {events.length.toLocaleString(language)}</span>
      </figcaption>
      {events.length === 0 && <p className="quiet">{strings.chartNoValues}</p>}
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={`${strings.chartEvents}: ${say(events.length)}`}
      >
        {ticksOf(0, end, Math.max(2, width / 90)).map((tick) => (
          <g key={tick}>
            <line className="axis-line" x1={place(tick)} x2={place(tick)} y1={top} y2={base + 4} />
            <text className="axis-text" x={place(tick)} y={base + 18} textAnchor="middle">
              {say(tick)}
            </text>
          </g>
        ))}
        <line className="axis-line" x1={margin} x2={Math.max(margin, width - margin)} y1={base} y2={base} />
        {events.map(({ onset, duration, amplitude }, index) => {
          const blockHeight = (Math.abs(amplitude) / strongest) * (base - top);
          return (
            <rect
              key={index}
              className={amplitude < 0 ? 'event negative' : 'event'}
              x={place(onset)}
              y={base - Math.max(1, blockHeight)}
              width={Math.max(1.5, place(onset + duration) - place(onset))}
              height={Math.max(1, blockHeight)}
            >
              <title>{format(strings.chartEvent, say(onset), say(duration), say(amplitude))}</title>
            </rect>
          );
        })}
      </svg>
      <p className="axis-title quiet">{strings['word.time']} (s)</p>
    </figure>
  );
}

function eventsOf(
  { onset, duration, amplitude }: ChartProps<'events'>['chart'],
  columns: ChartProps<'events'>['columns'],
): readonly EventBlock[] {
  const [onsets, durations, amplitudes] = [onset, duration, amplitude].map((column) => columns.get(column));
  return Array.from(onsets?.subarray(0, most) ?? [], (start, index) => ({
    onset: start,
    duration: Math.max(0, durations?.[index] ?? 0),
    amplitude: amplitudes?.[index] ?? 0,
  })).filter((event) => Object.values(event).every(Number.isFinite) && event.onset + event.duration >= 0);
}
