import { ppmHead } from './ppm';

export type PictureFormat = 'PNG' | 'JPEG' | 'GIF' | 'BMP' | 'PPM';

export interface PictureHead {
  readonly format: PictureFormat;
  /** Points; undefined where the bytes at hand do not tell. */
  readonly size: readonly [width: number, height: number] | undefined;
}

/** What the first bytes of a picture say; undefined for what is none. */
export function pictureHead(bytes: Uint8Array): PictureHead | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  if (start === '\x89PNG\r\n\x1a\n')
    return { format: 'PNG', size: bytes.length < 24 ? undefined : [view.getUint32(16), view.getUint32(20)] };
  if (/^GIF8[79]a/.test(start))
    return {
      format: 'GIF',
      size: bytes.length < 10 ? undefined : [view.getUint16(6, true), view.getUint16(8, true)],
    };
  if (start.startsWith('BM') && bytes.length >= 26 && view.getUint32(14, true) >= 40)
    return { format: 'BMP', size: [view.getInt32(18, true), Math.abs(view.getInt32(22, true))] };
  if (start.startsWith('\xff\xd8\xff')) return { format: 'JPEG', size: jpegSize(view) };
  const ppm = ppmHead(bytes);
  return ppm && { format: 'PPM', size: [ppm.width, ppm.height] };
}

/** From the first start-of-frame segment (ITU T.81, B.2.2). */
function jpegSize(view: DataView): PictureHead['size'] {
  for (let at = 2; at + 9 <= view.byteLength && view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return [view.getUint16(at + 7), view.getUint16(at + 5)];
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}
