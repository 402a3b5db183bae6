import type { ReactNode } from 'react';
import type { VolumePreview } from '../../../../src/shared/preview';
import { layouts, type ColorMapName, type Layout, type VolumeLook } from '../look';
import { Segments } from '../controls/Choice';
import { ColorControls, Opacity } from '../controls/ColorControls';
import { VolumeStepper } from '../controls/VolumeStepper';
import type { ViewerStrings } from '../strings';

interface VolumeBarProps {
  readonly strings: ViewerStrings;
  readonly preview: VolumePreview;
  readonly look: VolumeLook;
  /** Without WebGL there is no 3D. */
  readonly flat: boolean;
  readonly setLayout: (layout: Layout) => void;
  readonly setColorMap: (name: ColorMapName) => void;
  readonly setOpacity: (opacity: number) => void;
  /** Undefined leaves it to the volume. */
  readonly setWindow: (window: VolumeLook['window'] | undefined) => void;
  readonly index: number;
  readonly onIndex: (index: number) => void;
}

export function VolumeBar(props: VolumeBarProps): ReactNode {
  const { strings, preview, look, flat, setLayout, setColorMap, setOpacity, setWindow } = props;
  return (
    <div className="viewer-bar" role="group" aria-label={strings.viewerTools}>
      <Segments
        label={strings.volumeLayout}
        options={flat ? layouts.filter((layout) => layout !== 'render') : layouts}
        chosen={look.layout}
        nameOf={(layout) => strings[`layout.${layout}`]}
        onChoose={setLayout}
      />
      {preview.labels === undefined ? (
        <ColorControls
          strings={strings}
          colorMap={look.colorMap}
          onColorMap={setColorMap}
          window={look.window}
          onWindow={setWindow}
          onReset={() => {
            setWindow(undefined);
          }}
        />
      ) : (
        <Opacity strings={strings} opacity={look.opacity} onOpacity={setOpacity} />
      )}
      {preview.volumes > 1 && (
        <VolumeStepper
          strings={strings}
          count={preview.volumes}
          index={props.index}
          onIndex={props.onIndex}
        />
      )}
    </div>
  );
}
