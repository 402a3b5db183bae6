import { bytesOfType, type ValueType } from './header';

/** The types that are handed on; all others become one of these. */
export type ShownType = 'uint8' | 'int16' | 'uint16' | 'int32' | 'float32' | 'rgb24' | 'rgba32';

export interface ShownValues {
  readonly type: ShownType;
  /** Little-endian. */
  readonly bytes: Uint8Array;
}

const shownAs: Readonly<Record<ValueType, ShownType>> = {
  uint8: 'uint8',
  int8: 'int16',
  int16: 'int16',
  uint16: 'uint16',
  int32: 'int32',
  uint32: 'float32',
  int64: 'float32',
  uint64: 'float32',
  float32: 'float32',
  float64: 'float32',
  complex64: 'float32',
  complex128: 'float32',
  rgb24: 'rgb24',
  rgba32: 'rgba32',
};

/**
 * Stored values in a type that every viewer draws, little-endian. Complex values become their magnitude; 64-bit
 * numbers are rounded to what a float holds.
 */
export function shownValues(bytes: Uint8Array, type: ValueType, littleEndian: boolean): ShownValues {
  const shown = shownAs[type];
  if (shown === type) {
    if (littleEndian || bytesOfType[type] === 1 || type === 'rgb24' || type === 'rgba32') {
      return { type: shown, bytes };
    }
    return { type: shown, bytes: swapped(bytes, bytesOfType[type]) };
  }
  const count = Math.floor(bytes.byteLength / bytesOfType[type]);
  const read = readerOf(type, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), littleEndian);
  const values = shown === 'int16' ? new Int16Array(count) : new Float32Array(count);
  for (let index = 0; index < count; index++) values[index] = read(index);
  return { type: shown, bytes: new Uint8Array(values.buffer) };
}

function swapped(bytes: Uint8Array, width: number): Uint8Array {
  const copy = Buffer.from(bytes);
  if (copy.byteLength % width !== 0) return copy;
  return width === 2 ? copy.swap16() : width === 4 ? copy.swap32() : copy.swap64();
}

function readerOf(type: ValueType, view: DataView, little: boolean): (index: number) => number {
  switch (type) {
    case 'int8':
      return (index) => view.getInt8(index);
    case 'uint32':
      return (index) => view.getUint32(4 * index, little);
    case 'int64':
      return (index) => Number(view.getBigInt64(8 * index, little));
    case 'uint64':
      return (index) => Number(view.getBigUint64(8 * index, little));
    case 'float64':
      return (index) => view.getFloat64(8 * index, little);
    case 'complex64':
      return (index) =>
        Math.hypot(view.getFloat32(8 * index, little), view.getFloat32(8 * index + 4, little));
    case 'complex128':
      return (index) =>
        Math.hypot(view.getFloat64(16 * index, little), view.getFloat64(16 * index + 8, little));
    case 'uint8':
    case 'int16':
    case 'uint16':
    case 'int32':
    case 'float32':
    case 'rgb24':
    case 'rgba32':
      return () => 0;
  }
}

type Numbers = Uint8Array | Int16Array | Uint16Array | Int32Array | Float32Array;

/** The numbers of a type that is no colour, over the same bytes where they are aligned. */
export function numbersOf({ type, bytes }: ShownValues): Numbers | undefined {
  if (type === 'rgb24' || type === 'rgba32') return undefined;
  if (type === 'uint8') return bytes;
  const width = bytesOfType[type];
  const aligned = bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes);
  const { buffer, byteOffset } = aligned;
  const count = Math.floor(aligned.byteLength / width);
  switch (type) {
    case 'int16':
      return new Int16Array(buffer, byteOffset, count);
    case 'uint16':
      return new Uint16Array(buffer, byteOffset, count);
    case 'int32':
      return new Int32Array(buffer, byteOffset, count);
    case 'float32':
      return new Float32Array(buffer, byteOffset, count);
  }
}

/** Looked at for the first window: enough for percentiles, and quick. */
const sampled = 40_000;

/** 2nd and 98th percentile of what is finite and not zero, as stored; 0 to 1 when there is none. */
export function windowOf(values: ShownValues): readonly [low: number, high: number] {
  const numbers = numbersOf(values);
  if (numbers === undefined) return [0, 255];
  // Odd, because the axes of most volumes are even: a common factor would look at some lines only.
  const stride = Math.max(1, Math.floor(numbers.length / sampled)) | 1;
  const found = new Float64Array(Math.ceil(numbers.length / stride));
  let count = 0;
  for (let index = 0; index < numbers.length; index += stride) {
    const value = numbers[index] ?? 0;
    if (value !== 0 && Number.isFinite(value)) found[count++] = value;
  }
  if (count === 0) return [0, 1];
  const sorted = found.subarray(0, count).sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const low = at(0.02);
  const high = at(0.98);
  if (high > low) return [low, high];
  return low > 0 ? [0, low] : [low, low === 0 ? 1 : 0];
}
