import { crc32 } from 'node:zlib';
import { wholeBody, type Body } from '../segment';
import { randomOf, type Source } from '../source';
import { paint, type Pixels } from './plot';
import { storedZlib, storedZlibSize } from './zlibStored';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Length, type and check sum of a chunk. */
const CHUNK_FRAME = 12;
const HEADER_DATA = 13;

/**
 * A picture whose pixels are stored without compression, so that its dimensions decide the size. The rest is a
 * private ancillary chunk (`hcPd`), which every reader skips. A PNG can't be shorter than 69 bytes or so; the
 * shortest in the listing has 106.
 */
export function pngBody(source: Source): Body {
  const random = randomOf(source);
  const pixels = fittingPixels(source.size);
  const raw = paint(pixels, random);
  const data = storedZlib(raw);
  const rest = source.size - frameSize(data.length);
  const body = Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header(pixels)),
    ...(rest >= CHUNK_FRAME ? [chunk('hcPd', padding(rest - CHUNK_FRAME, source.mark))] : []),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return wholeBody(body);
}

function frameSize(dataLength: number): number {
  return SIGNATURE.length + 3 * CHUNK_FRAME + HEADER_DATA + dataLength;
}

/** The largest picture of about 4 : 3 that leaves nothing, or room for the padding chunk. */
function fittingPixels(size: number): Pixels {
  const channels = size > 3000 ? 3 : 1;
  let width = Math.max(1, Math.floor(Math.sqrt((size / channels) * (4 / 3))));
  for (; width > 0; width--) {
    const row = 1 + width * channels;
    for (let height = Math.floor(size / row); height > 0 && height > (width * 3) / 5; height--) {
      const rest = size - frameSize(storedZlibSize(row * height));
      if (rest === 0 || rest >= CHUNK_FRAME) return { width, height, channels };
    }
  }
  return { width: 1, height: 1, channels };
}

function header({ width, height, channels }: Pixels): Buffer {
  const data = Buffer.alloc(HEADER_DATA);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data[8] = 8;
  data[9] = channels === 3 ? 2 : 0;
  return data;
}

function padding(length: number, mark: string): Buffer {
  return Buffer.alloc(length, `${mark} `, 'latin1');
}

function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(data.length + CHUNK_FRAME);
  framed.writeUInt32BE(data.length, 0);
  framed.write(type, 4, 'latin1');
  data.copy(framed, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, data.length + 8)), data.length + 8);
  return framed;
}
