import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { Theme } from './api';
import { useTheme } from './theme';

interface AnyPainter {
  readonly theme: (theme: Theme) => void;
  readonly dispose: () => void;
}

export interface Painting<P> {
  /** Goes to the canvas element; `canvasKey` must be its key, since a canvas has one context in its life. */
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly canvasKey: number;
  readonly painter: P | undefined;
  /** The context was taken away. */
  readonly lost: boolean;
  /** Begins anew, on another canvas. */
  readonly again: () => void;
}

/**
 * A painter on a canvas of its own, which is disposed of with the component. `make` may change only together
 * with a call of `again`; when it fails, `onFailed` hears why.
 */
export function usePainter<P extends AnyPainter>(
  make: (canvas: HTMLCanvasElement, onLost: () => void) => Promise<P>,
  onFailed: (error: unknown) => void,
): Painting<P> {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [canvasKey, setKey] = useState(0);
  const [painter, setPainter] = useState<P>();
  const [lost, setLost] = useState(false);
  const calls = useRef({ make, onFailed });
  calls.current = { make, onFailed };

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    let made: P | undefined;
    let left = false;
    const begin = async (): Promise<void> => {
      try {
        made = await calls.current.make(element, () => {
          setLost(true);
        });
        if (left) made.dispose();
        else setPainter(made);
      } catch (error) {
        if (!left) calls.current.onFailed(error);
      }
    };
    void begin();
    return () => {
      left = true;
      setPainter(undefined);
      made?.dispose();
    };
  }, [canvasKey]);

  const theme = useTheme();
  useEffect(() => {
    painter?.theme(theme);
  }, [painter, theme]);

  const again = useCallback((): void => {
    setLost(false);
    setKey((key) => key + 1);
  }, []);

  return { canvas, canvasKey, painter, lost, again };
}
