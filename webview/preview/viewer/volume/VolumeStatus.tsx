import { useMemo, type ReactNode } from 'react';
import { format } from '../../../kit/format';
import type { VolumeProps } from '../api';
import type { Place, Triple } from '../look';

interface VolumeStatusProps extends Pick<VolumeProps, 'preview' | 'strings' | 'language'> {
  readonly place: Place | undefined;
  readonly index: number;
}

/** What is under the crosshair, and what the shown volume is. */
export function VolumeStatus(props: VolumeStatusProps): ReactNode {
  const { strings, place } = props;
  return (
    <p className="viewer-status" role="status" aria-label={strings.viewerPlace}>
      {place && <PlaceWords {...props} place={place} />}
      {volumeWords(props).map((words) => (
        <span key={words} className="quiet">
          {words}
        </span>
      ))}
    </p>
  );
}

function PlaceWords({
  preview,
  strings,
  language,
  place,
}: VolumeStatusProps & { readonly place: Place }): ReactNode {
  const { labels } = preview;
  const names = useMemo(() => labels && new Map(labels.map(({ value, name }) => [value, name])), [labels]);
  const number = numberWords(language);
  const mm = place.mm.map((value) => number(Math.round(value * 10) / 10)).join(', ');
  return (
    <>
      {names && <strong>{names.get(place.value) ?? strings.volumeNoRegion}</strong>}
      <span>
        <span className="quiet">{strings.volumeValue} </span>
        <span data-place="value">
          {Number.isNaN(place.value) ? strings.viewerNoValue : number(place.value)}
        </span>
      </span>
      <span data-place="mm">{format(strings.volumeMm, mm)}</span>
      <span data-place="voxel">{format(strings.volumeVoxel, place.voxel.join(', '))}</span>
    </>
  );
}

/** Of a time series when it was measured, of diffusion how. */
function volumeWords({ preview, strings, language, index }: VolumeStatusProps): readonly string[] {
  const { secondsPerVolume, diffusion } = preview;
  const number = numberWords(language);
  const words: string[] = [];
  // What diffusion images are of does not change with time.
  if (secondsPerVolume !== undefined && preview.volumes > 1 && diffusion === undefined) {
    words.push(format(strings.volumeTime, number(secondsPerVolume * index)));
  }
  const strength = diffusion?.bvals[index];
  if (strength !== undefined) words.push(format(strings.volumeB, number(strength)));
  const direction: Triple | undefined = diffusion?.directions[index];
  if (direction?.some((value) => value !== 0) === true) {
    const parts = direction.map((value) => number(Math.round(value * 100) / 100));
    words.push(format(strings.volumeDirection, parts.join(', ')));
  }
  return words;
}

/** Up to six digits that count. */
export function numberWords(language: string): (value: number) => string {
  const format = new Intl.NumberFormat(language, { maximumSignificantDigits: 6 });
  // Without the sign of a zero that was rounded to.
  return (value) => format.format(value + 0);
}
