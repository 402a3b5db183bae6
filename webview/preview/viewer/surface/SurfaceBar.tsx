import type { ReactNode } from 'react';
import type { MapData, SurfacePreview } from '../../../../src/shared/preview';
import type { SurfaceProps } from '../api';
import { viewpoints, type PaintLook, type Viewpoint } from '../look';
import { Segments } from '../controls/Choice';
import { ColorControls, Opacity } from '../controls/ColorControls';
import { NumberField } from '../controls/NumberField';
import { ColorBar } from './ColorBar';
import { MapChooser } from './MapChooser';
import { firstLook } from './paintLook';

interface SurfaceBarProps extends Pick<SurfaceProps, 'strings' | 'language'> {
  readonly preview: SurfacePreview;
  readonly map: MapData | undefined;
  readonly look: PaintLook;
  readonly onLook: (look: PaintLook) => void;
  readonly viewpoint: Viewpoint | undefined;
  readonly onView: (from: Viewpoint) => void;
  readonly chosen: number | undefined;
  readonly onChoose: (index: number) => void;
  readonly onPaint: (index: number) => void;
}

export function SurfaceBar(props: SurfaceBarProps): ReactNode {
  const { strings, language, preview, map, look, onLook, viewpoint, onView } = props;
  return (
    <div className="viewer-bar" role="group" aria-label={strings.viewerTools}>
      <Segments
        label={strings.surfaceView}
        options={viewpoints}
        chosen={viewpoint}
        nameOf={(from) => strings[`view.${from}`]}
        onChoose={onView}
      />
      {preview.maps.length > 0 && (
        <MapChooser
          strings={strings}
          language={language}
          maps={preview.maps}
          chosen={props.chosen}
          painted={map?.index}
          onChoose={props.onChoose}
          onPaint={props.onPaint}
        />
      )}
      {map && map.labels === undefined && (
        <>
          <ColorControls
            strings={strings}
            colorMap={look.colorMap}
            onColorMap={(colorMap) => {
              onLook({ ...look, colorMap });
            }}
            window={look.window}
            onWindow={(window) => {
              onLook({ ...look, window });
            }}
            onReset={() => {
              onLook(firstLook(map));
            }}
          />
          <NumberField
            label={strings.surfaceThreshold}
            value={look.threshold}
            onChange={(threshold) => {
              onLook({ ...look, threshold: Math.max(0, threshold) });
            }}
          />
          <ColorBar look={look} language={language} />
        </>
      )}
      {map?.labels && (
        <Opacity
          strings={strings}
          opacity={look.opacity}
          onOpacity={(opacity) => {
            onLook({ ...look, opacity });
          }}
        />
      )}
    </div>
  );
}
