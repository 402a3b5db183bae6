import { endianness } from 'node:os';
import { Undrawable } from '../model';

export type NumberType =
  'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'int64' | 'uint64' | 'float32' | 'float64';

/** The codes of NIfTI-1.1 for the types that hold one real number. */
export const niftiTypes: ReadonlyMap<number, NumberType> = new Map([
  [2, 'uint8'],
  [4, 'int16'],
  [8, 'int32'],
  [16, 'float32'],
  [64, 'float64'],
  [256, 'int8'],
  [512, 'uint16'],
  [768, 'uint32'],
  [1024, 'int64'],
  [1280, 'uint64'],
]);

export function bytesOf(type: NumberType): 1 | 2 | 4 | 8 {
  switch (type) {
    case 'int8':
    case 'uint8':
      return 1;
    case 'int16':
    case 'uint16':
      return 2;
    case 'int32':
    case 'uint32':
    case 'float32':
      return 4;
    case 'int64':
    case 'uint64':
    case 'float64':
      return 8;
  }
}

const machineIsLittle = endianness() === 'LE';

/** The numbers as 32-bit floats. The length must be a multiple of the type's. */
export function toFloats(bytes: Uint8Array, type: NumberType, littleEndian: boolean): Float32Array {
  const numbers = asArray(bytes, type, littleEndian);
  if (numbers instanceof Float32Array) return numbers;
  if (numbers instanceof BigInt64Array || numbers instanceof BigUint64Array)
    return Float32Array.from(numbers, Number);
  return Float32Array.from(numbers);
}

/** Whole numbers that are never negative, each smaller than `bound`. */
export function toIndices(
  bytes: Uint8Array,
  type: NumberType,
  littleEndian: boolean,
  bound: number,
): Uint32Array {
  return checkedIndices(asArray(bytes, type, littleEndian), bound);
}

export function checkedIndices(numbers: ArrayLike<number | bigint>, bound: number): Uint32Array {
  const indices = new Uint32Array(numbers.length);
  for (let at = 0; at < numbers.length; at++) {
    const value = Number(numbers[at]);
    // A comparison that NaN fails too.
    if (!(value >= 0 && value < bound))
      throw new Undrawable('damaged', `index ${String(value)}, of ${String(bound)}`);
    indices[at] = value;
  }
  return indices;
}

function asArray(bytes: Uint8Array, type: NumberType, littleEndian: boolean) {
  const size = bytesOf(type);
  if (bytes.length % size !== 0) throw new Undrawable('damaged', `${String(bytes.length)} bytes of ${type}`);
  // A copy, which begins where the machine wants numbers to begin and is ours to swap.
  const copy = Buffer.from(new Uint8Array(bytes).buffer);
  if (littleEndian !== machineIsLittle) swap(copy, size);
  return view(copy.buffer, type);
}

function swap(bytes: Buffer, size: 1 | 2 | 4 | 8): void {
  switch (size) {
    case 1:
      return;
    case 2:
      bytes.swap16();
      return;
    case 4:
      bytes.swap32();
      return;
    case 8:
      bytes.swap64();
      return;
  }
}

function view(buffer: ArrayBuffer, type: NumberType) {
  switch (type) {
    case 'int8':
      return new Int8Array(buffer);
    case 'uint8':
      return new Uint8Array(buffer);
    case 'int16':
      return new Int16Array(buffer);
    case 'uint16':
      return new Uint16Array(buffer);
    case 'int32':
      return new Int32Array(buffer);
    case 'uint32':
      return new Uint32Array(buffer);
    case 'int64':
      return new BigInt64Array(buffer);
    case 'uint64':
      return new BigUint64Array(buffer);
    case 'float32':
      return new Float32Array(buffer);
    case 'float64':
      return new Float64Array(buffer);
  }
}
