import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import './viewer.css';
import type { VolumePainter, VolumeProps } from './api';
import type { ColorMapName, Layout, Place, Triple, VolumeLook } from './look';
import { usableWindow } from './window';
import { Busy, Lost, Problem } from './Notices';
import { useRequest, problemOf } from './useRequest';
import { usePainter } from './usePainter';
import { paintOnCanvas } from './volume/canvasPainter';
import { VolumeBar } from './volume/VolumeBar';
import { VolumeStatus } from './volume/VolumeStatus';
import { graphics } from './webgl';
import type { VolumeData } from '../../../src/shared/preview';

/** Steps of the crosshair along right, front and top. */
const keySteps: Readonly<Record<string, Triple>> = {
  ArrowLeft: [-1, 0, 0],
  ArrowRight: [1, 0, 0],
  ArrowUp: [0, 1, 0],
  ArrowDown: [0, -1, 0],
  PageUp: [0, 0, 1],
  PageDown: [0, 0, -1],
};
/** With Shift. */
const farther = 10;

/** An image in three planes and in 3D, with a crosshair; volumes of a 4D image are read when they are asked for. */
export function VolumeView(props: VolumeProps): ReactNode {
  const { preview, strings, bytes, loadPainters, requestVolume, onDrawn, onVolume } = props;
  const [index, setIndex] = useState(0);
  const { result, busy, problem, ask, stop } = useRequest<VolumeData>();
  const [flat, setFlat] = useState(() => graphics() === 'none');
  const [broken, setBroken] = useState<string>();
  const [place, setPlace] = useState<Place>();
  const [layout, setLayout] = useState<Layout>('multi');
  const [colorMap, setColorMap] = useState<ColorMapName>('gray');
  const [opacity, setOpacity] = useState(1);
  const [chosenWindow, setWindow] = useState<VolumeLook['window']>();

  const load = useCallback(
    (wanted: number): void => {
      setIndex(wanted);
      ask((signal) => requestVolume(wanted, signal));
    },
    [ask, requestVolume],
  );
  useEffect(() => {
    load(0);
  }, [load]);
  useEffect(() => {
    if (result) onVolume?.(result.index);
  }, [result, onVolume]);

  const painting = usePainter<VolumePainter>(
    async (canvas, onLost) => {
      const events = { onPlace: setPlace, onLost };
      return flat ? paintOnCanvas(canvas, events) : (await loadPainters()).volume(canvas, events);
    },
    (error) => {
      fallBack(error);
    },
  );
  const { painter, again } = painting;
  const fallBack = (error: unknown): void => {
    if (flat) {
      setBroken(problemOf(error) ?? '');
      onDrawn('none', problemOf(error));
      return;
    }
    setFlat(true);
    again();
  };

  const look = useMemo<VolumeLook>(
    () => ({
      layout: flat && layout === 'render' ? 'multi' : layout,
      window: chosenWindow ?? usableWindow(result?.window ?? [0, 1]),
      colorMap,
      opacity,
      labels: preview.labels,
    }),
    [flat, layout, chosenWindow, result, colorMap, opacity, preview],
  );
  useShown(painter, result, look, (error) => {
    if (error !== undefined) fallBack(error);
    else if (flat) onDrawn('volume 2D', 'webgl');
    else onDrawn('volume');
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    const by = keySteps[event.key];
    if (by === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    painter?.step(event.shiftKey ? (by.map((value) => value * farther) as unknown as Triple) : by);
  };

  if (broken !== undefined) {
    return <p className="reason">{broken}</p>;
  }
  return (
    <div className="viewer">
      <VolumeBar
        {...{ strings, preview, look, flat, setLayout, setColorMap, setOpacity, setWindow, index }}
        onIndex={load}
      />
      {flat && <p className="viewer-hint quiet">{strings.volume2D}</p>}
      <div className="viewer-stage">
        <canvas
          key={painting.canvasKey}
          ref={painting.canvas}
          tabIndex={0}
          role="application"
          aria-label={strings.volumePicture}
          onKeyDown={onKeyDown}
        />
        {painting.lost && <Lost strings={strings} onAgain={again} />}
        {busy && (
          <Busy
            strings={strings}
            bytes={bytes}
            onCancel={
              result &&
              (() => {
                stop();
                setIndex(result.index);
              })
            }
          />
        )}
        {problem !== undefined && (
          <Problem
            strings={strings}
            message={problem}
            onRetry={() => {
              load(index);
            }}
          />
        )}
      </div>
      <VolumeStatus {...props} place={place} index={result?.index ?? index} />
    </div>
  );
}

/** Has the painter show what there is, and later changes of its look; `settled` hears how the first went. */
function useShown(
  painter: VolumePainter | undefined,
  data: VolumeData | undefined,
  look: VolumeLook,
  settled: (error?: unknown) => void,
): void {
  const now = useRef({ look, settled });
  now.current = { look, settled };
  const [ready, setReady] = useState<VolumePainter>();
  useEffect(() => {
    if (painter === undefined || data === undefined) return undefined;
    let left = false;
    painter.show(data.nifti, now.current.look).then(
      () => {
        if (left) return;
        setReady(painter);
        now.current.settled();
      },
      (error: unknown) => {
        if (!left) now.current.settled(error ?? new Error());
      },
    );
    return () => {
      left = true;
    };
  }, [painter, data]);
  useEffect(() => {
    if (ready === painter) ready?.look(look);
  }, [ready, painter, look]);
}
