import { useCallback, useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';
import './viewer.css';
import type { MapData, MeshData, SeedData, SeriesData } from '../../../src/shared/preview';
import type { SurfacePainter, SurfaceProps } from './api';
import type { PaintLook, Vertex, Viewpoint } from './look';
import { Busy, Lost, Problem } from './Notices';
import { firstLook } from './surface/paintLook';
import { SeriesPanel } from './surface/SeriesPanel';
import { SurfaceBar } from './surface/SurfaceBar';
import { SurfaceStatus } from './surface/SurfaceStatus';
import { usePainter } from './usePainter';
import { problemOf, useRequest } from './useRequest';
import { graphics } from './webgl';

/** Degrees right and up. */
const keyTurns: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-5, 0],
  ArrowRight: [5, 0],
  ArrowUp: [0, -5],
  ArrowDown: [0, 5],
};
/** With the Shift key: shares of the picture. */
const perKey = 0.015;
const keyZooms: Readonly<Record<string, number>> = { '+': 1.15, '=': 1.15, '-': 1 / 1.15 };

/** Surfaces with what is painted on them; where the machine can't draw them, the reason. */
export function SurfaceView(props: SurfaceProps): ReactNode {
  const { strings, onDrawn } = props;
  const [missing, setMissing] = useState(() => (graphics() === 'none' ? 'webgl' : undefined));
  useEffect(() => {
    if (missing !== undefined) onDrawn('none', missing);
  }, [missing, onDrawn]);
  if (missing !== undefined) {
    return <p className="reason">{strings.surfaceNoGraphics}</p>;
  }
  return <Surfaces {...props} onMissing={setMissing} />;
}

function Surfaces(props: SurfaceProps & { readonly onMissing: (why: string) => void }): ReactNode {
  const { preview, strings, loadPainters, requestMeshes, requestMap, requestSeries, requestSeed } = props;
  const { onDrawn, onMissing, bytes } = props;
  const meshes = useRequest<readonly MeshData[]>();
  const painted = useRequest<SeedData | undefined>();
  const course = useRequest<SeriesData>();
  const [chosen, setChosen] = useState(preview.firstMap ?? preview.maps[0]?.index);
  const [vertex, setVertex] = useState<Vertex>();
  const [viewpoint, setViewpoint] = useState<Viewpoint>();
  const map = painted.result?.map;
  const [look, setLook] = useLook(map);

  const paint = useCallback(
    (index: number): void => {
      const name = preview.maps[index]?.name ?? '';
      painted.ask(async (signal) => ({ name, map: await requestMap(index, signal) }));
    },
    [painted.ask, preview, requestMap],
  );
  const load = useCallback((): void => {
    meshes.ask(requestMeshes);
    if (preview.firstMap !== undefined) paint(preview.firstMap);
  }, [meshes.ask, requestMeshes, preview, paint]);
  useEffect(load, [load]);

  const onVertex = (clicked: Vertex): void => {
    const { hemisphere, index } = clicked;
    setVertex(clicked);
    if (preview.series) course.ask((signal) => requestSeries(hemisphere, index, signal));
    if (requestSeed) painted.ask((signal) => requestSeed(hemisphere, index, signal));
  };

  const { canvas, canvasKey, painter, lost, again } = usePainter<SurfacePainter>(
    async (element, onLost) => (await loadPainters()).surface(element, { onVertex, onLost }),
    (error) => {
      onMissing(problemOf(error) ?? 'webgl');
    },
  );
  useEffect(() => {
    if (painter === undefined || meshes.result === undefined) return;
    const from = firstView(meshes.result);
    painter.show(meshes.result);
    painter.view(from);
    setViewpoint(from);
    onDrawn('surface');
  }, [painter, meshes.result, onDrawn]);
  useEffect(() => {
    if (meshes.result !== undefined) painter?.paint(map, look);
  }, [painter, meshes.result, map, look]);
  useEffect(() => {
    painter?.mark(vertex);
  }, [painter, vertex]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const turn = keyTurns[event.key];
    const zoom = keyZooms[event.key];
    const chooses = event.key === 'Enter' || event.key === ' ';
    if (turn === undefined && zoom === undefined && !chooses) return;
    event.preventDefault();
    if (chooses) painter?.chooseMiddle();
    if (turn && event.shiftKey) painter?.chooseNext(Math.sign(turn[0]) * perKey, Math.sign(turn[1]) * perKey);
    else if (turn) painter?.turn(...turn);
    if (zoom !== undefined) painter?.zoom(zoom);
  };

  return (
    <div className="viewer">
      <SurfaceBar
        {...{ strings, preview, map, look, viewpoint, chosen }}
        language={props.language}
        onLook={setLook}
        onView={(from) => {
          setViewpoint(from);
          painter?.view(from);
        }}
        onChoose={(index) => {
          setChosen(index);
          if (preview.maps[index]?.cost === 0) paint(index);
        }}
        onPaint={paint}
      />
      <div className="viewer-stage">
        <canvas
          key={canvasKey}
          ref={canvas}
          tabIndex={0}
          role="application"
          aria-label={strings.surfacePicture}
          onKeyDown={onKeyDown}
          onPointerMove={(event) => {
            if (event.buttons !== 0) setViewpoint(undefined);
          }}
        />
        {lost && <Lost strings={strings} onAgain={again} />}
        {(meshes.busy || painted.busy) && (
          <Busy
            strings={strings}
            bytes={bytes}
            onCancel={meshes.result && painted.busy ? painted.stop : undefined}
          />
        )}
        {(meshes.problem ?? painted.problem) !== undefined && (
          <Problem
            strings={strings}
            message={meshes.problem ?? painted.problem ?? ''}
            onRetry={() => {
              if (meshes.problem !== undefined) load();
              else if (chosen !== undefined) paint(chosen);
            }}
          />
        )}
      </div>
      <SurfaceStatus {...props} vertex={vertex} map={map} name={painted.result?.name} />
      <SeriesPanel {...props} asked={course} />
    </div>
  );
}

/** From above both hemispheres are seen; one alone is seen from outside. */
function firstView(meshes: readonly MeshData[]): Viewpoint {
  const [one, other] = meshes;
  if (one === undefined || other !== undefined || one.hemisphere === 'other') return 'top';
  return one.hemisphere;
}

/** How the map is painted: as it fits its values, until the person chooses otherwise. */
function useLook(map: MapData | undefined): [PaintLook, (look: PaintLook) => void] {
  const [chosen, setChosen] = useState<{ readonly map: MapData | undefined; readonly look: PaintLook }>();
  const [fitting, setFitting] = useState(() => ({ map, look: firstLook(map ?? { window: [0, 1] }) }));
  if (fitting.map !== map) setFitting({ map, look: firstLook(map ?? { window: [0, 1] }) });
  const setLook = useCallback(
    (look: PaintLook) => {
      setChosen({ map, look });
    },
    [map],
  );
  return [chosen?.map === map && chosen ? chosen.look : fitting.look, setLook];
}
