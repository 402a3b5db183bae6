import type { ColorMapName } from './look';

type Rgb = readonly [red: number, green: number, blue: number];

/** Colours at equal distances; between them is mixed. */
const stops: Readonly<Record<ColorMapName, readonly Rgb[]>> = {
  gray: [
    [0, 0, 0],
    [255, 255, 255],
  ],
  viridis: [
    [68, 1, 84],
    [71, 45, 123],
    [59, 82, 139],
    [44, 114, 142],
    [33, 145, 140],
    [40, 174, 128],
    [94, 201, 98],
    [173, 220, 48],
    [253, 231, 37],
  ],
  inferno: [
    [0, 0, 4],
    [33, 12, 74],
    [87, 16, 110],
    [138, 34, 106],
    [188, 55, 84],
    [227, 89, 51],
    [249, 140, 10],
    [249, 201, 50],
    [252, 255, 164],
  ],
  hot: [
    [0, 0, 0],
    [128, 0, 0],
    [255, 0, 0],
    [255, 128, 0],
    [255, 255, 0],
    [255, 255, 255],
  ],
  cool: [
    [0, 0, 0],
    [0, 0, 128],
    [0, 64, 255],
    [0, 160, 255],
    [64, 255, 255],
    [255, 255, 255],
  ],
  blueRed: [
    [33, 72, 172],
    [92, 150, 220],
    [170, 205, 235],
    [242, 242, 242],
    [246, 183, 148],
    [226, 96, 76],
    [178, 24, 43],
  ],
  redYellow: [
    [200, 0, 0],
    [255, 90, 0],
    [255, 255, 60],
  ],
  jet: [
    [0, 0, 143],
    [0, 0, 255],
    [0, 255, 255],
    [255, 255, 0],
    [255, 0, 0],
    [128, 0, 0],
  ],
};

/** 256 colours, three bytes each. */
export function colorTable(name: ColorMapName): Uint8Array {
  const given = stops[name];
  const table = new Uint8Array(256 * 3);
  for (let index = 0; index < 256; index++) {
    const at = (index / 255) * (given.length - 1);
    const from = Math.min(Math.floor(at), given.length - 2);
    for (let channel = 0; channel < 3; channel++) {
      const [low = 0, high = 0] = [given[from]?.[channel], given[from + 1]?.[channel]];
      table[3 * index + channel] = Math.round(low + (high - low) * (at - from));
    }
  }
  return table;
}

/** Where a value is in a window, 0 to 255; NaN for NaN. A window without width has everything above or below. */
export function levelOf(value: number, [low, high]: readonly [low: number, high: number]): number {
  if (!(high > low)) return Number.isNaN(value) ? NaN : value > low ? 255 : 0;
  const level = ((value - low) / (high - low)) * 255;
  return level < 0 ? 0 : level > 255 ? 255 : Math.round(level);
}
