/** Numbers between 0 (included) and 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Numbers that readers stumble over, as a header may hold them. */
const numbers = [
  0,
  1,
  -1,
  2,
  127,
  128,
  255,
  256,
  32767,
  32768,
  65535,
  65536,
  2 ** 31 - 1,
  -(2 ** 31),
  348,
  540,
  1e9,
];
/** What texts and XML of these formats are made of. */
const words = [
  '0',
  '-1',
  '1e308',
  'NaN',
  '99999999999',
  '4294967296',
  '""',
  '<',
  '/>',
  '<!--',
  '&amp;',
  '&#0;',
  '\0',
  '\n',
  '\t',
  ',',
  '"',
  '<DataArray',
  '<![CDATA[',
  'Dim0="',
  'NumberOfVertices="',
  'ColumnMajorOrder',
  'BigEndian',
  'GZipBase64Binary',
  'ASCII',
  'IndexOffset="',
  'SeriesExponent',
  '<VoxelIndicesIJK>',
  '<Parcel',
  '/NumPoints',
  '# ColHeaders',
  '%PDF',
  'PK\x03\x04',
];

/** Makes inputs out of others. */
export class Mutator {
  constructor(
    private readonly random: () => number,
    private readonly longest: number,
  ) {}

  pick<T>(list: readonly T[]): T {
    const chosen = list[Math.floor(this.random() * list.length)];
    if (chosen === undefined) throw new Error('Nothing to pick from.');
    return chosen;
  }

  /** One to eight changes; the first byte, which names the kind, changes seldom. */
  mutate(input: Uint8Array, other: Uint8Array): Uint8Array {
    let bytes: Uint8Array = Uint8Array.from(input);
    const changes = 1 + Math.floor(this.random() ** 2 * 8);
    for (let change = 0; change < changes; change++) bytes = this.change(bytes, other);
    if (this.random() > 0.02 && bytes.byteLength > 0) bytes[0] = input[0] ?? 0;
    return bytes.subarray(0, this.longest);
  }

  private at(length: number): number {
    // Headers are where decisions are made.
    const most = this.random() < 0.6 ? Math.min(length, 700) : length;
    return Math.floor(this.random() * most);
  }

  private change(bytes: Uint8Array, other: Uint8Array): Uint8Array {
    const at = this.at(bytes.byteLength);
    switch (Math.floor(this.random() * 8)) {
      case 0:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(this.random() * 8));
        return bytes;
      case 1:
        bytes[at] = Math.floor(this.random() * 256);
        return bytes;
      case 2:
        return this.number(bytes, at);
      case 3:
        return bytes.subarray(0, at);
      case 4:
        return this.insert(bytes, at, Buffer.from(this.pick(words)));
      case 5: {
        const from = this.at(other.byteLength);
        return this.insert(bytes, at, other.subarray(from, from + Math.floor(this.random() * 200)));
      }
      case 6: {
        const to = Math.min(bytes.byteLength, at + Math.floor(this.random() * 100));
        return Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]);
      }
      default: {
        const word = Buffer.from(this.pick(words));
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).set(
          word.subarray(0, Math.max(0, bytes.byteLength - at)),
          at,
        );
        return bytes;
      }
    }
  }

  private insert(bytes: Uint8Array, at: number, part: Uint8Array): Uint8Array {
    return Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)]);
  }

  private number(bytes: Uint8Array, at: number): Uint8Array {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const value = this.pick(numbers);
    const little = this.random() < 0.5;
    const left = bytes.byteLength - at;
    if (left >= 8 && this.random() < 0.2) view.setBigInt64(at, BigInt(value), little);
    else if (left >= 4 && this.random() < 0.5) view.setInt32(at, value, little);
    else if (left >= 4 && this.random() < 0.3) view.setFloat32(at, value, little);
    else if (left >= 2) view.setInt16(at, value, little);
    return bytes;
  }
}
