import type { ReactNode } from 'react';
import { LinkButton } from '../../../kit/Button';
import { colorMapNames, type ColorMapName } from '../look';
import type { ViewerStrings } from '../strings';
import type { ValueWindow } from '../window';
import { Select } from './Choice';
import { NumberField } from './NumberField';

interface ColorControlsProps {
  readonly strings: ViewerStrings;
  readonly colorMap: ColorMapName;
  readonly onColorMap: (name: ColorMapName) => void;
  readonly window: ValueWindow;
  readonly onWindow: (window: ValueWindow) => void;
  readonly onReset: () => void;
}

/** Colour map and the window of values that it covers. */
export function ColorControls(props: ColorControlsProps): ReactNode {
  const { strings, colorMap, onColorMap, window, onWindow, onReset } = props;
  return (
    <>
      <Select
        label={strings.viewerColorMap}
        options={colorMapNames}
        chosen={colorMap}
        nameOf={(name) => strings[`color.${name}`]}
        onChoose={onColorMap}
      />
      <div className="fields" role="group" aria-label={strings.viewerWindow}>
        <NumberField
          label={strings.viewerLow}
          value={window[0]}
          onChange={(low) => {
            onWindow([low, Math.max(low, window[1])]);
          }}
        />
        <NumberField
          label={strings.viewerHigh}
          value={window[1]}
          onChange={(high) => {
            onWindow([Math.min(high, window[0]), high]);
          }}
        />
        <LinkButton onClick={onReset}>{strings.viewerResetWindow}</LinkButton>
      </div>
    </>
  );
}

interface OpacityProps {
  readonly strings: ViewerStrings;
  readonly opacity: number;
  readonly onOpacity: (opacity: number) => void;
}

export function Opacity({ strings, opacity, onOpacity }: OpacityProps): ReactNode {
  return (
    <label className="field">
      <span>{strings.viewerOpacity}</span>
      <input
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={opacity}
        onChange={(event) => {
          onOpacity(Number(event.currentTarget.value));
        }}
      />
    </label>
  );
}
