import { useState, type ReactNode } from 'react';
import { format } from '../../../kit/format';
import type { ViewerStrings } from '../strings';
import { Icon } from '../../../kit/Icon';

interface VolumeStepperProps {
  readonly strings: ViewerStrings;
  readonly count: number;
  readonly index: number;
  readonly onIndex: (index: number) => void;
}

/** Goes through the volumes of a 4D image. The slider asks only when it is let go: each volume is a read. */
export function VolumeStepper({ strings, count, index, onIndex }: VolumeStepperProps): ReactNode {
  const [pulled, setPulled] = useState<number>();
  const shown = pulled ?? index;
  const settle = (): void => {
    if (pulled === undefined) return;
    setPulled(undefined);
    if (pulled !== index) onIndex(pulled);
  };
  const words = format(strings.volumeOf, String(shown + 1), String(count));
  return (
    <div className="stepper">
      <Step
        label={strings.volumePrevious}
        back
        disabled={index === 0}
        go={() => {
          onIndex(index - 1);
        }}
      />
      <input
        type="range"
        aria-label={strings.volumeChoose}
        aria-valuetext={words}
        min={0}
        max={count - 1}
        value={shown}
        onChange={(event) => {
          setPulled(Number(event.currentTarget.value));
        }}
        onPointerUp={settle}
        onKeyUp={settle}
        onBlur={settle}
      />
      <Step
        label={strings.volumeNext}
        disabled={index === count - 1}
        go={() => {
          onIndex(index + 1);
        }}
      />
      <span className="stepper-words">{words}</span>
    </div>
  );
}

interface StepProps {
  readonly label: string;
  readonly back?: boolean;
  readonly disabled: boolean;
  readonly go: () => void;
}

function Step({ label, back, disabled, go }: StepProps): ReactNode {
  return (
    <button
      type="button"
      className={back === true ? 'icon-button back' : 'icon-button'}
      aria-label={label}
      title={label}
      aria-disabled={disabled}
      onClick={disabled ? undefined : go}
    >
      <Icon name="chevron" />
    </button>
  );
}
