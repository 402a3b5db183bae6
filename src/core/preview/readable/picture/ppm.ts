import { Undrawable } from '../../model';
import { MAX_PICTURE_POINTS } from '../limits';

export interface PpmHead {
  readonly width: number;
  readonly height: number;
  /** The value of full brightness. */
  readonly full: number;
  /** Where the points begin. */
  readonly start: number;
}

/** Of a binary PPM (`P6`): width, height and brightness in words, with comments between them. */
export function ppmHead(bytes: Uint8Array): PpmHead | undefined {
  const text = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  const gap = '(?:\\s|#[^\\n]*\\n)+';
  const head = new RegExp(`^P6${gap}(\\d{1,6})${gap}(\\d{1,6})${gap}(\\d{1,5})\\s`).exec(text);
  if (!head) return undefined;
  const [width = 0, height = 0, full = 0] = head.slice(1).map(Number);
  return { width, height, full, start: head[0].length };
}

/** A PPM as a BMP of 24 bits, which a browser can show. @throws Undrawable */
export function bmpOfPpm(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = ppmHead(bytes);
  if (!head) throw new Undrawable('notTheFormat', 'no header of a PPM');
  const { width, height, full, start } = head;
  if (width === 0 || height === 0) throw new Undrawable('damaged', 'a picture without points');
  if (full !== 255) throw new Undrawable('unsupported', `full brightness is ${String(full)}`);
  if (width * height > MAX_PICTURE_POINTS)
    throw new Undrawable('tooLarge', `${String(width)} × ${String(height)}`);
  const points = bytes.subarray(start, start + width * height * 3);
  if (points.length < width * height * 3) throw new Undrawable('truncated', 'points are missing');
  return bmpOf(points, width, height);
}

const headerSize = 54;

/** Rows from the bottom up, blue first, each padded to four bytes (BITMAPINFOHEADER). */
function bmpOf(points: Uint8Array, width: number, height: number): Uint8Array<ArrayBuffer> {
  const rowSize = Math.ceil((width * 3) / 4) * 4;
  const bmp = new Uint8Array(headerSize + rowSize * height);
  const view = new DataView(bmp.buffer);
  view.setUint16(0, 0x42_4d);
  view.setUint32(2, bmp.length, true);
  view.setUint32(10, headerSize, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let row = 0; row < height; row++) {
    let to = headerSize + (height - 1 - row) * rowSize;
    for (let from = row * width * 3; from < (row + 1) * width * 3; from += 3, to += 3) {
      bmp[to] = points[from + 2] ?? 0;
      bmp[to + 1] = points[from + 1] ?? 0;
      bmp[to + 2] = points[from] ?? 0;
    }
  }
  return bmp;
}
