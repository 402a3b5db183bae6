import { useMemo, type ReactNode } from 'react';
import type { SeriesData } from '../../../../src/shared/preview';
import { format } from '../../../kit/format';
import { Progress } from '../../../kit/Progress';
import type { SurfaceProps } from '../api';
import type { Asked } from '../useRequest';
import { numberWords } from '../volume/VolumeStatus';
import { SeriesChart } from './SeriesChart';

interface SeriesPanelProps extends Pick<SurfaceProps, 'preview' | 'strings' | 'language'> {
  readonly asked: Asked<SeriesData>;
}

/** The course at the clicked vertex, below the surface. */
export function SeriesPanel({ preview, strings, language, asked }: SeriesPanelProps): ReactNode {
  const { result, busy, problem } = asked;
  const values = useMemo(() => result && new Float32Array(result.values), [result]);
  if (preview.series === undefined || (result === undefined && !busy && problem === undefined)) return null;
  return (
    <section className="series-panel" aria-busy={busy}>
      {problem !== undefined && <p role="alert">{problem}</p>}
      {result === undefined && busy && <Progress>{strings.viewerLoading}</Progress>}
      {result && values && (
        <>
          <h2>{format(strings.surfaceSeries, String(result.vertex), result.name)}</h2>
          {values.length === 0 ? (
            <p className="quiet">{strings.surfaceNoSeries}</p>
          ) : (
            <SeriesChart
              axis={preview.series}
              values={values}
              description={describe(values, strings.surfaceSeriesRange, language)}
            />
          )}
        </>
      )}
    </section>
  );
}

function describe(values: Float32Array, words: string, language: string): string {
  const number = numberWords(language);
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return format(words, String(values.length), number(low), number(high));
}
