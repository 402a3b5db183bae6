import { useEffect, useRef, type ReactNode } from 'react';
import type { PaintLook } from '../look';
import { colorTable, levelOf } from '../colors';
import { numberWords } from '../volume/VolumeStatus';

interface ColorBarProps {
  readonly look: PaintLook;
  readonly language: string;
}

const steps = 256;

/** Which colour is which value; what the threshold hides is left out. */
export function ColorBar({ look, language }: ColorBarProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [low, high] = look.window;

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const table = colorTable(look.colorMap);
    const picture = new ImageData(steps, 1);
    for (let x = 0; x < steps; x++) {
      const value = low + ((high - low) * x) / (steps - 1);
      const at = 3 * levelOf(value, [low, high]);
      picture.data.set(table.subarray(at, at + 3), 4 * x);
      picture.data[4 * x + 3] = Math.abs(value) < look.threshold ? 0 : 255;
    }
    context.putImageData(picture, 0, 0);
  }, [look, low, high]);

  const number = numberWords(language);
  const words = (value: number): string => number(Number(value.toPrecision(3)));
  return (
    <div className="color-bar">
      <span>{words(low)}</span>
      <canvas ref={canvas} width={steps} height={1} aria-hidden="true" />
      <span>{words(high)}</span>
    </div>
  );
}
