import type { LabelView } from '../../../../src/shared/preview';
import type { VolumeLook } from '../look';
import { colorTable } from '../colors';
import type { Volume } from './nifti';

/** Colours that an image is painted from: four bytes each. The first is that of voxels without a value. */
export interface Palette {
  readonly colors: Uint8Array;
  /** From stored value to place in `colors`; without it the window tells. */
  readonly places: ReadonlyMap<number, number> | undefined;
}

type Look = Pick<VolumeLook, 'window' | 'colorMap' | 'labels'>;

/** In 3D, what is darker than this share of the window is not seen, so that the air is not a fog. */
const seenFrom = 0.16;

/** The least alpha: a voxel that 3D passes over, but a slice still shows. */
const faint = 1;

export function paletteOf({ colorMap, labels }: Look): Palette {
  return labels === undefined ? mapPalette(colorTable(colorMap)) : labelPalette(labels);
}

function mapPalette(table: Uint8Array): Palette {
  const colors = new Uint8Array(256 * 4);
  for (let level = 1; level < 256; level++) {
    colors.set(table.subarray(3 * level, 3 * level + 3), 4 * level);
    const share = (level / 255 - seenFrom) / (1 - seenFrom);
    colors[4 * level + 3] = share <= 0 ? faint : Math.max(faint, Math.round(140 * share));
  }
  return { colors, places: undefined };
}

/** How many colours those values share that have no label: neighbours in number are told apart. */
const otherColors = 24;

function labelPalette(labels: readonly LabelView[]): Palette {
  const colors = new Uint8Array((labels.length + 1 + otherColors) * 4);
  const places = new Map<number, number>();
  labels.forEach(({ value, color }, index) => {
    const [red, green, blue, alpha] = color;
    if (value !== 0 && alpha > 0) places.set(value, index + 1);
    colors.set([red, green, blue, 255], 4 * (index + 1));
  });
  for (let index = 0; index < otherColors; index++) {
    colors.set([...otherColor(index), 255], 4 * (labels.length + 1 + index));
  }
  return { colors, places };
}

/** Hues that are far from those before them, as muted as the labels' own. */
function otherColor(index: number): readonly number[] {
  const goldenAngle = 137.5;
  const lightness = index % 2 === 0 ? 0.62 : 0.45;
  const amplitude = 0.55 * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((offset) => {
    const turn = (offset + (index * goldenAngle) / 30) % 12;
    return Math.round(255 * (lightness - amplitude * Math.max(-1, Math.min(turn - 3, 9 - turn, 1))));
  });
}

/** How many places of a palette an image may name. */
export const mostPlaces = 65_536;

/** Each voxel's place in the palette; of a colour image nothing. Reuses `into` where it fits. */
export function tint(volume: Volume, look: Look, palette: Palette, into?: Places): Places {
  const { voxels } = volume;
  const count = volume.dims[0] * volume.dims[1] * volume.dims[2];
  const places = into ?? (palette.colors.length > 256 * 4 ? new Uint16Array(count) : new Uint8Array(count));
  if (voxels.kind === 'colors') return places;
  const { stored, slope, inter } = voxels;
  if (palette.places === undefined) {
    tintLevels(stored, places, stretch(look.window, slope, inter));
    return places;
  }
  const others = palette.colors.length / 4 - otherColors;
  let last = NaN;
  let place = 0;
  for (let index = 0; index < count; index++) {
    const value = (stored[index] ?? 0) * slope + inter;
    if (value !== last) {
      last = value;
      place = value === 0 || Number.isNaN(value) ? 0 : (palette.places.get(value) ?? others + otherOf(value));
    }
    places[index] = place;
  }
  return places;
}

/** Which of the other colours. @param value any number but NaN */
function otherOf(value: number): number {
  return Math.abs(Math.round(value)) % otherColors || 0;
}

export type Places = Uint8Array | Uint16Array;

/** What a stored value is multiplied with and what is added, to have the window from 1 to 255. */
function stretch([low, high]: VolumeLook['window'], slope: number, inter: number): readonly [number, number] {
  const factor = 254 / Math.max(high - low, Number.MIN_VALUE * 2 ** 60);
  return [slope * factor, 1.5 + (inter - low) * factor];
}

function tintLevels(
  stored: ArrayLike<number>,
  places: Places,
  [factor, shift]: readonly [number, number],
): void {
  const { length } = places;
  for (let index = 0; index < length; index++) {
    const level = (stored[index] as number) * factor + shift;
    // A value that is no number fails each comparison.
    places[index] = level >= 255 ? 255 : level >= 1 ? level : level < 1 ? 1 : 0;
  }
}
