import { useState, type ReactNode } from 'react';
import prettyBytes from 'pretty-bytes';
import type { MapView } from '../../../../src/shared/preview';
import { Button } from '../../../kit/Button';
import { format } from '../../../kit/format';
import type { SurfaceProps } from '../api';

interface MapChooserProps extends Pick<SurfaceProps, 'strings' | 'language'> {
  readonly maps: readonly MapView[];
  /** The map that is meant; it is painted when it costs nothing, or when it was asked for. */
  readonly chosen: number | undefined;
  readonly painted: number | undefined;
  readonly onChoose: (index: number) => void;
  readonly onPaint: (index: number) => void;
}

/** With more maps than this, there is a field to search them. */
const searchFrom = 12;
/** More are not listed at once: whoever looks for one of thousands searches. */
const mostListed = 500;

/** Which map is painted. One that must be read first is painted only when the button is pressed. */
export function MapChooser(props: MapChooserProps): ReactNode {
  const { strings, language, maps, chosen, painted, onChoose, onPaint } = props;
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLocaleLowerCase();
  const found = maps.filter(({ name }) => name.toLocaleLowerCase().includes(wanted)).slice(0, mostListed);
  const current = chosen === undefined ? undefined : maps[chosen];
  const listed = current && !found.includes(current) ? [current, ...found] : found;
  return (
    <>
      <label className="field">
        <span>{strings.surfaceMap}</span>
        <select
          className="map-select"
          value={chosen}
          onChange={(event) => {
            onChoose(Number(event.currentTarget.value));
          }}
        >
          {listed.map(({ index, name }) => (
            <option key={index} value={index}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {maps.length > searchFrom && (
        <label className="field">
          <span className="visually-hidden">{strings.surfaceSearchMaps}</span>
          <input
            type="search"
            placeholder={strings.surfaceSearchMaps}
            value={search}
            onChange={(event) => {
              setSearch(event.currentTarget.value);
            }}
            onKeyDown={(event) => {
              const [first] = found;
              if (event.key === 'Enter' && first) onChoose(first.index);
            }}
          />
          {found.length === 0 && <span role="status">{strings.surfaceNoMaps}</span>}
        </label>
      )}
      {current && current.cost > 0 && painted !== current.index && (
        <Button
          secondary
          onClick={() => {
            onPaint(current.index);
          }}
        >
          {format(strings.surfacePaint, prettyBytes(current.cost, { locale: language }))}
        </Button>
      )}
    </>
  );
}
