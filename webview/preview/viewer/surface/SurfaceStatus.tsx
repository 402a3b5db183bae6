import type { ReactNode } from 'react';
import type { MapData } from '../../../../src/shared/preview';
import { format } from '../../../kit/format';
import type { SurfaceProps } from '../api';
import type { Vertex } from '../look';
import { numberWords } from '../volume/VolumeStatus';

interface SurfaceStatusProps extends Pick<SurfaceProps, 'preview' | 'strings' | 'language'> {
  readonly vertex: Vertex | undefined;
  readonly map: MapData | undefined;
  /** Of what is painted. */
  readonly name: string | undefined;
}

/** What is at the clicked vertex, or that one can be clicked. */
export function SurfaceStatus(props: SurfaceStatusProps): ReactNode {
  const { preview, strings, language, vertex, map, name } = props;
  const number = numberWords(language);
  const hint = preview.series
    ? strings.surfaceSeriesHint
    : preview.seeds
      ? strings.surfaceSeedHint
      : strings.surfaceHint;
  return (
    <p className="viewer-status" role="status" aria-label={strings.viewerPlace}>
      {vertex === undefined ? (
        <span className="quiet">{hint}</span>
      ) : (
        <>
          <ValueWords {...props} vertex={vertex} />
          <span data-place="vertex">
            {format(strings.surfaceVertex, String(vertex.index))}
            {vertex.hemisphere !== 'other' && `, ${strings[`hemisphere.${vertex.hemisphere}`]}`}
          </span>
          <span data-place="mm">
            {format(
              strings.volumeMm,
              vertex.mm.map((value) => number(Math.round(value * 10) / 10)).join(', '),
            )}
          </span>
        </>
      )}
      {map && name !== undefined && <span className="quiet">{format(strings.surfacePainted, name)}</span>}
    </p>
  );
}

function ValueWords({
  strings,
  language,
  vertex,
  map,
}: SurfaceStatusProps & { readonly vertex: Vertex }): ReactNode {
  if (map === undefined) return null;
  const value = valueOf(map, vertex);
  if (map.labels) {
    const label = map.labels.find((one) => one.value === value);
    return <strong data-place="value">{label?.name ?? strings.volumeNoRegion}</strong>;
  }
  return (
    <span>
      <span className="quiet">{strings.volumeValue} </span>
      <span data-place="value">
        {Number.isNaN(value) ? strings.viewerNoValue : numberWords(language)(value)}
      </span>
    </span>
  );
}

/** NaN where the map has nothing. */
function valueOf(map: MapData, { hemisphere, index }: Vertex): number {
  const side = map.values.find((one) => one.hemisphere === hemisphere);
  return side === undefined ? NaN : (new Float32Array(side.values)[index] ?? NaN);
}
