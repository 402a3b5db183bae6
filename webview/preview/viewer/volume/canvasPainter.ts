import type { VolumeEvents, VolumePainter } from '../api';
import type { Triple, VolumeLook } from '../look';
import { tilesOf, type Tile } from './canvasLayout';
import { readVolume, valueAt } from './nifti';
import { millimetres, orientationOf, placeOf, voxelAtMm, voxelOf } from './orient';
import { planes, slice, type Tinted } from './slices';
import { paletteOf, tint } from './tint';

/** Of the crosshair and the letters: it can be told from black and from white. */
const marks = 'rgb(51 148 250)';
/** Ends of the horizontal and vertical axis of each plane. */
const letters = { axial: ['L', 'A'], coronal: ['L', 'S'], sagittal: ['P', 'S'] } as const;

/** Slices without WebGL: three planes, drawn on a canvas by hand. */
export function paintOnCanvas(canvas: HTMLCanvasElement, events: VolumeEvents): VolumePainter {
  return new CanvasVolumes(canvas, events);
}

class CanvasVolumes implements VolumePainter {
  private tinted: Tinted | undefined;
  private shownLook: VolumeLook | undefined;
  /** Steps along right, front and top. */
  private at: Triple = [0, 0, 0];
  private readonly listening = new AbortController();
  private readonly resizes: ResizeObserver;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly events: VolumeEvents,
  ) {
    const { signal } = this.listening;
    canvas.addEventListener(
      'pointerdown',
      (event) => {
        canvas.setPointerCapture(event.pointerId);
        this.point(event);
      },
      { signal },
    );
    canvas.addEventListener(
      'pointermove',
      (event) => {
        if ((event.buttons & 1) === 1) this.point(event);
      },
      { signal },
    );
    this.resizes = new ResizeObserver(() => {
      this.draw();
    });
    this.resizes.observe(canvas);
  }

  readonly show = (nifti: ArrayBuffer, look: VolumeLook): Promise<void> => {
    const volume = readVolume(nifti);
    const orientation = orientationOf(volume);
    const palette = paletteOf(look);
    const former = this.tinted;
    const mm = former && millimetres(former.volume, voxelOf(former.orientation, this.at));
    this.tinted = { volume, orientation, palette, places: tint(volume, look, palette) };
    this.shownLook = look;
    const middle = orientation.axes.map(({ size }) => Math.floor(size / 2)) as unknown as Triple;
    this.moveTo(mm ? placeOf(orientation, voxelAtMm(volume, mm)) : middle);
    return Promise.resolve();
  };

  readonly look = (look: VolumeLook): void => {
    const { tinted } = this;
    this.shownLook = look;
    if (tinted === undefined) return;
    const palette = paletteOf(look);
    this.tinted = { ...tinted, palette, places: tint(tinted.volume, look, palette, tinted.places) };
    this.draw();
  };

  readonly step = (by: Triple): void => {
    this.moveTo([this.at[0] + by[0], this.at[1] + by[1], this.at[2] + by[2]]);
  };

  /** The canvas has no colour of its own. */
  readonly theme = (): void => undefined;

  readonly dispose = (): void => {
    this.listening.abort();
    this.resizes.disconnect();
    this.tinted = undefined;
    this.canvas.width = 0;
    this.canvas.height = 0;
  };

  private moveTo(place: Triple): void {
    const { tinted } = this;
    if (tinted === undefined) return;
    const { volume, orientation } = tinted;
    this.at = place.map((value, axis) => {
      const size = orientation.axes[axis as 0 | 1 | 2].size;
      return Math.max(0, Math.min(size - 1, value));
    }) as unknown as Triple;
    this.draw();
    const voxel = voxelOf(orientation, this.at);
    this.events.onPlace({ voxel, mm: millimetres(volume, voxel), value: valueAt(volume, voxel) });
  }

  private tiles(): readonly Tile[] {
    const { tinted, shownLook, canvas } = this;
    if (tinted === undefined || shownLook === undefined) return [];
    return tilesOf(shownLook.layout, tinted.orientation, canvas.clientWidth, canvas.clientHeight);
  }

  private point({ offsetX, offsetY }: PointerEvent): void {
    const { tinted } = this;
    const tile = this.tiles().find(
      ({ left, top, width, height }) =>
        offsetX >= left && offsetX < left + width && offsetY >= top && offsetY < top + height,
    );
    if (tile === undefined || tinted === undefined) return;
    const { across, up } = planes[tile.plane];
    const { axes } = tinted.orientation;
    const place: [number, number, number] = [...this.at];
    place[across] = Math.floor(((offsetX - tile.left) / tile.width) * axes[across].size);
    place[up] = axes[up].size - 1 - Math.floor(((offsetY - tile.top) / tile.height) * axes[up].size);
    this.moveTo(place);
  }

  private draw(): void {
    const { canvas, tinted, shownLook } = this;
    const context = canvas.getContext('2d');
    if (context === null || tinted === undefined || shownLook === undefined) return;
    const dots = window.devicePixelRatio;
    canvas.width = Math.round(canvas.clientWidth * dots);
    canvas.height = Math.round(canvas.clientHeight * dots);
    context.scale(dots, dots);
    context.imageSmoothingEnabled = shownLook.labels === undefined;
    for (const tile of this.tiles()) this.drawTile(context, tile, tinted, shownLook.opacity);
  }

  private drawTile(context: CanvasRenderingContext2D, tile: Tile, tinted: Tinted, opacity: number): void {
    const { plane, left, top, width, height } = tile;
    const { pixels, width: columns, height: rows } = slice(tinted, plane, this.at);
    const picture = new OffscreenCanvas(columns, rows);
    picture.getContext('2d')?.putImageData(new ImageData(pixels, columns, rows), 0, 0);
    context.globalAlpha = opacity;
    context.drawImage(picture, left, top, width, height);
    context.globalAlpha = 1;
    const { across, up } = planes[plane];
    const { axes } = tinted.orientation;
    const x = left + ((this.at[across] + 0.5) / axes[across].size) * width;
    const y = top + (1 - (this.at[up] + 0.5) / axes[up].size) * height;
    context.fillStyle = marks;
    context.fillRect(x - 0.5, top, 1, height);
    context.fillRect(left, y - 0.5, width, 1);
    context.font = '13px sans-serif';
    context.textBaseline = 'top';
    const [beside, above] = letters[plane];
    context.fillText(beside, left + 3, top + height / 2 + 3);
    context.fillText(above, left + width / 2 + 4, top + 3);
  }
}
