import { MULTIPLANAR_TYPE, NVImage, SHOW_RENDER, SLICE_TYPE, type Niivue } from '@niivue/niivue';
import type { Theme, VolumeEvents, VolumePainter } from '../api';
import type { Layout, Triple, VolumeLook } from '../look';
import { headerBytes, readVolume, valueAt, type Volume } from '../volume/nifti';
import { millimetres, orientationOf, voxelAtMm } from '../volume/orient';
import { paletteOf, tint, type Palette } from '../volume/tint';
import { graphics } from '../webgl';
import { endOf, setBackground, startNiivue } from './niivue';

const sliceTypes: Readonly<Record<Layout, SLICE_TYPE>> = {
  multi: SLICE_TYPE.MULTIPLANAR,
  axial: SLICE_TYPE.AXIAL,
  coronal: SLICE_TYPE.CORONAL,
  sagittal: SLICE_TYPE.SAGITTAL,
  render: SLICE_TYPE.RENDER,
};
/** Of the crosshair and the letters: it can be told from black and from white. */
const marks: [number, number, number, number] = [0.2, 0.58, 0.98, 1];

/** Width by height of a canvas on which the four pictures stand in a square; else they stand in a row or a column. */
const squarish = [0.5, 2.4] as const;
/** How thick a line of the crosshair is, as a share of the image. */
const lineShare = 0.004;
/** Milliseconds. */
const pauseFor3D = 400;

/** NIFTI_INTENT_LABEL */
const labelIntent = 1002;
const colorMapKey = 'hcp';

/** Its types ask for each option, though all have defaults. */
const imageOf = NVImage.new.bind(NVImage) as (file: ArrayBuffer, name: string) => Promise<NVImage>;

export async function paintVolumes(canvas: HTMLCanvasElement, events: VolumeEvents): Promise<VolumePainter> {
  const niivue = await startNiivue(canvas, {
    crosshairColor: marks,
    fontColor: marks,
    crosshairWidthUnit: 'mm',
    multiplanarShowRender: SHOW_RENDER.ALWAYS,
    isAlphaClipDark: true,
    show3Dcrosshair: false,
    tileMargin: 4,
  });
  if (graphics() === 'software') withoutGradients(niivue);
  return new NiivueVolumes(niivue, canvas, events);
}

/**
 * NiiVue finds the gradients of each image, for a light in 3D that is not used here. A graphics card does that
 * in no time, a processor in seconds.
 */
function withoutGradients(niivue: Niivue): void {
  niivue.blurShader = niivue.passThroughShader ?? null;
  niivue.sobelFirstOrderShader = niivue.passThroughShader ?? null;
}

/** What is shown, and NiiVue's image of it, whose numbers are places in a palette. */
interface Shown {
  readonly volume: Volume;
  readonly image: NVImage;
}

class NiivueVolumes implements VolumePainter {
  readonly dispose: () => void;
  private shown: Shown | undefined;
  private painted: VolumeLook | undefined;
  private readonly slow3D: boolean;
  private pause: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly niivue: Niivue,
    canvas: HTMLCanvasElement,
    private readonly events: VolumeEvents,
  ) {
    const end = endOf(niivue, canvas, events.onLost);
    const resizes = new ResizeObserver(() => {
      this.arrange(canvas);
    });
    resizes.observe(canvas);
    this.slow3D = graphics() === 'software';
    this.dispose = () => {
      clearTimeout(this.pause);
      resizes.disconnect();
      this.shown = undefined;
      end();
    };
    niivue.onLocationChange = (location) => {
      const { mm } = location as { readonly mm: ArrayLike<number> };
      this.tellPlace([mm[0] ?? 0, mm[1] ?? 0, mm[2] ?? 0]);
    };
  }

  readonly show = async (nifti: ArrayBuffer, look: VolumeLook): Promise<void> => {
    const volume = readVolume(nifti);
    const palette = paletteOf(look);
    const image = await imageOf(imageBytes(volume, look, palette), 'image.nii');
    this.setPalette(image, look, palette);
    const former = this.shown?.image;
    if (former) this.niivue.removeVolume(former);
    this.shown = { volume, image };
    this.painted = look;
    this.niivue.opts.crosshairWidth = lineShare * largestExtent(volume);
    this.niivue.addVolume(image);
    this.applyView(look);
    if (former) this.niivue.createOnLocationChange();
    else this.toMiddle(volume);
    this.niivue.drawScene();
  };

  readonly look = (look: VolumeLook): void => {
    const { shown, painted } = this;
    if (shown === undefined) return;
    if (painted === undefined || !samePaint(painted, look)) {
      const palette = paletteOf(look);
      const { img } = shown.image;
      if (img instanceof Uint8Array || img instanceof Uint16Array) tint(shown.volume, look, palette, img);
      this.setPalette(shown.image, look, palette);
      this.niivue.updateGLVolume();
    }
    this.painted = look;
    this.applyView(look);
    this.niivue.drawScene();
  };

  readonly step = ([right, front, top]: Triple): void => {
    if (this.shown) this.niivue.moveCrosshairInVox(right, front, top);
  };

  readonly theme = (theme: Theme): void => {
    setBackground(this.niivue, theme);
    this.niivue.drawScene();
  };

  private arrange({ clientWidth, clientHeight }: HTMLCanvasElement): void {
    const shape = clientWidth / Math.max(1, clientHeight);
    const { ROW, GRID, COLUMN } = MULTIPLANAR_TYPE;
    const layout = shape > squarish[1] ? ROW : shape < squarish[0] ? COLUMN : GRID;
    if (this.niivue.opts.multiplanarLayout !== layout) this.niivue.setMultiplanarLayout(layout);
  }

  private applyView(look: VolumeLook): void {
    this.niivue.opts.isNearestInterpolation = look.labels !== undefined;
    this.niivue.setInterpolation(look.labels !== undefined);
    if (this.niivue.opts.sliceType !== sliceTypes[look.layout]) {
      this.niivue.setSliceType(sliceTypes[look.layout]);
    }
    if (this.shown && this.shown.image.opacity !== look.opacity) this.niivue.setOpacity(0, look.opacity);
  }

  private setPalette(image: NVImage, look: VolumeLook, palette: Palette): void {
    const { colors } = palette;
    const channel = (offset: number): number[] =>
      Array.from({ length: colors.length / 4 }, (_, index) => colors[4 * index + offset] ?? 0);
    const map = { R: channel(0), G: channel(1), B: channel(2), A: channel(3), I: places(colors.length / 4) };
    if (look.labels !== undefined) {
      image.setColormapLabel({ ...map, labels: map.I.map(String) });
      return;
    }
    this.niivue.addColormap(colorMapKey, map);
    image._colormap = colorMapKey;
    image.cal_min = 0;
    image.cal_max = 255;
  }

  private toMiddle({ dims, affine }: Volume): void {
    const middle = dims.map((size) => Math.floor(size / 2)) as unknown as Triple;
    const [x, y, z] = millimetres({ affine }, middle);
    this.niivue.scene.crosshairPos = this.niivue.mm2frac([x, y, z], 0, true);
    this.niivue.createOnLocationChange();
  }

  /** Where 3D takes long, the planes follow the crosshair alone, and it comes when the person pauses. */
  private draw3DLater(): void {
    const { niivue } = this;
    niivue.opts.multiplanarShowRender = SHOW_RENDER.NEVER;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      niivue.opts.multiplanarShowRender = SHOW_RENDER.ALWAYS;
      niivue.drawScene();
    }, pauseFor3D);
  }

  private tellPlace(mm: Triple): void {
    const { shown } = this;
    if (shown === undefined) return;
    if (this.slow3D) this.draw3DLater();
    const voxel = voxelAtMm(shown.volume, mm);
    this.events.onPlace({ mm, voxel, value: valueAt(shown.volume, voxel) });
  }
}

/** Millimetres along the longest axis. */
function largestExtent(volume: Volume): number {
  return Math.max(...orientationOf(volume).axes.map(({ size, step }) => size * step));
}

function places(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function samePaint(one: VolumeLook, other: VolumeLook): boolean {
  return (
    one.colorMap === other.colorMap &&
    one.labels === other.labels &&
    one.window[0] === other.window[0] &&
    one.window[1] === other.window[1]
  );
}

/** The image as NiiVue is given it: each voxel is its place in the palette, or its colour. */
function imageBytes(volume: Volume, look: VolumeLook, palette: Palette): ArrayBuffer {
  const { voxels, header } = volume;
  const values = voxels.kind === 'colors' ? voxels.bytes : tint(volume, look, palette);
  const type =
    voxels.kind === 'colors'
      ? voxels.channels === 3
        ? 128
        : 2304
      : values.BYTES_PER_ELEMENT === 1
        ? 2
        : 512;
  const bits = voxels.kind === 'colors' ? 8 * voxels.channels : 8 * values.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(headerBytes + values.byteLength);
  bytes.set(header);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), headerBytes);
  const view = new DataView(bytes.buffer);
  // Labels are painted voxel by voxel, without mixing neighbours; no other intent is to be understood.
  view.setInt16(68, look.labels === undefined ? 0 : labelIntent, true);
  view.setInt16(70, type, true);
  view.setInt16(72, bits, true);
  view.setFloat32(112, 1, true);
  view.setFloat32(116, 0, true);
  view.setFloat32(124, 255, true);
  view.setFloat32(128, 0, true);
  return bytes.buffer;
}
