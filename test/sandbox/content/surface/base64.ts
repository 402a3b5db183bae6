import type { Segment } from '../segment';

/** The base64 text of a stretch, made from any place on. */
export function base64Of(raw: Segment): Segment {
  return {
    length: Math.ceil(raw.length / 3) * 4,
    read: async (offset, length) => {
      const first = Math.floor(offset / 4);
      const last = Math.min(Math.ceil((offset + length) / 4) * 3, raw.length);
      const bytes = await raw.read(first * 3, last - first * 3);
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
      return Buffer.from(text, 'latin1').subarray(offset - first * 4, offset - first * 4 + length);
    },
  };
}
