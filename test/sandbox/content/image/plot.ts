import type { Random } from '../random';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 1 for grey, 3 for colour. */
  readonly channels: number;
}

/** PNG's rows: a filter byte of 0, then the pixels. */
export function paint(pixels: Pixels, random: Random): Uint8Array {
  const { width, height, channels } = pixels;
  const row = 1 + width * channels;
  const out = new Uint8Array(row * height);
  const field = colourField(width, height, random);
  for (let y = 0; y < height; y++) {
    let at = y * row + 1;
    for (let x = 0; x < width; x++) {
      const value = field(x, y);
      if (channels === 1) out[at++] = value;
      else {
        out[at++] = RED[value] ?? 0;
        out[at++] = GREEN[value] ?? 0;
        out[at++] = BLUE[value] ?? 0;
      }
    }
  }
  return out;
}

/** Binary PPM pixels. */
export function paintPpm(width: number, height: number, random: Random): Uint8Array {
  const rows = paint({ width, height, channels: 3 }, random);
  const out = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const start = y * (1 + width * 3) + 1;
    out.set(rows.subarray(start, start + width * 3), y * width * 3);
  }
  return out;
}

/** A map of a smooth field in a frame, with a little noise, so that no two stretches of a picture are alike. */
function colourField(width: number, height: number, random: Random): (x: number, y: number) => number {
  const wave = (length: number): Float64Array => {
    const [frequency, phase] = [random.between(4, 16) / length, random.between(0, 6)];
    return Float64Array.from({ length }, (_, at) => Math.sin(at * frequency + phase));
  };
  const [alongX, alongY, bendX, bendY] = [wave(width), wave(height), wave(width), wave(height)];
  const margin = Math.floor(Math.min(width, height) / 12);
  let noise = random.next() | 1;
  return (x, y) => {
    noise ^= noise << 13;
    noise ^= noise >>> 17;
    noise ^= noise << 5;
    const frame = x < margin || y < margin || x >= width - margin || y >= height - margin;
    if (frame) return 248 + (noise & 7);
    const value = (alongX[x] ?? 0) * (alongY[y] ?? 0) + (bendX[x] ?? 0) * 0.5 + (bendY[y] ?? 0) * 0.5;
    return (16 + ((value + 2) * 54 + (noise & 7))) | 0;
  };
}

/** A map from blue over yellow to red; the top end is white, for the frame. */
const ramp = (at: (share: number) => number): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, value) => (value >= 248 ? value : at(Math.min(1, value / 240))));
const RED = ramp((share) => 255 * Math.min(1, share * 2));
const GREEN = ramp((share) => 255 * (1 - Math.abs(share * 2 - 1)));
const BLUE = ramp((share) => 255 * Math.max(0, 1 - share * 2));
