import type { Triple } from '../look';
import type { Volume } from './nifti';
import { voxelOf, type Orientation } from './orient';
import type { Palette, Places } from './tint';

/** The axes (right, front, top) that a plane shows across and upwards, and the one that it is cut at. */
export const planes = {
  axial: { across: 0, up: 1, through: 2 },
  coronal: { across: 0, up: 2, through: 1 },
  sagittal: { across: 1, up: 2, through: 0 },
} as const;
export type Plane = keyof typeof planes;

/** What is drawn: the image, where its voxels lie, and the colour of each. */
export interface Tinted {
  readonly volume: Volume;
  readonly orientation: Orientation;
  readonly places: Places;
  readonly palette: Palette;
}

/** One slice as red, green, blue, alpha, row by row from the top; `at` counts along right, front and top. */
export function slice(tinted: Tinted, plane: Plane, at: Triple): SlicePixels {
  const { across, up, through } = planes[plane];
  const { axes } = tinted.orientation;
  const [width, height] = [axes[across].size, axes[up].size];
  const pixels = new Uint8ClampedArray(width * height * 4);
  const place: [number, number, number] = [0, 0, 0];
  place[through] = at[through];
  const colorAt = colorReader(tinted);
  for (let y = 0; y < height; y++) {
    place[up] = height - 1 - y;
    for (let x = 0; x < width; x++) {
      place[across] = x;
      colorAt(voxelOf(tinted.orientation, place), pixels, 4 * (y * width + x));
    }
  }
  return { pixels, width, height };
}

export interface SlicePixels {
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

function colorReader({
  volume,
  places,
  palette,
}: Tinted): (voxel: Triple, into: Uint8ClampedArray, at: number) => void {
  const { dims, voxels } = volume;
  return ([x, y, z], into, at) => {
    const index = x + dims[0] * (y + dims[1] * z);
    const place = places[index] ?? 0;
    const [source, from] =
      voxels.kind === 'colors' ? [voxels.bytes, index * voxels.channels] : [palette.colors, 4 * place];
    for (let channel = 0; channel < 3; channel++) into[at + channel] = source[from + channel] ?? 0;
    into[at + 3] = voxels.kind === 'numbers' && place === 0 ? 0 : 255;
  };
}
