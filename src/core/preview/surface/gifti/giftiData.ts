import { promisify } from 'node:util';
import { unzip } from 'node:zlib';
import { Undrawable } from '../../model';
import { bytesOf, checkedIndices, toFloats, toIndices } from '../numbers';
import type { RawArray } from './giftiParser';

const unpack = promisify(unzip);

/** The values of an array in row-major order. */
export async function floatsOf(array: RawArray): Promise<Float32Array> {
  const { head } = array;
  const values =
    head.encoding === 'ASCII'
      ? asciiNumbers(array)
      : toFloats(await binaryOf(array), head.type, head.littleEndian);
  return rowMajor(array, values, (length) => new Float32Array(length));
}

/** The values of an array as indices below `bound`, in row-major order. */
export async function indicesOf(array: RawArray, bound: number): Promise<Uint32Array> {
  const { head } = array;
  const values =
    head.encoding === 'ASCII'
      ? checkedIndices(asciiNumbers(array), bound)
      : toIndices(await binaryOf(array), head.type, head.littleEndian, bound);
  return rowMajor(array, values, (length) => new Uint32Array(length));
}

async function binaryOf({ head, text }: RawArray): Promise<Uint8Array> {
  const expected = head.count * bytesOf(head.type);
  if (head.encoding === 'ExternalFileBinary')
    throw new Undrawable('unsupported', 'data in a file of its own (ExternalFileBinary)');
  const packed = Buffer.from(text, 'base64');
  const bytes = head.encoding === 'GZipBase64Binary' ? await unpacked(packed, expected) : packed;
  if (bytes.length < expected)
    throw new Undrawable(
      'truncated',
      `a data array has ${String(bytes.length)} of ${String(expected)} bytes`,
    );
  if (bytes.length > expected)
    throw new Undrawable(
      'damaged',
      `a data array has ${String(bytes.length)} bytes, not ${String(expected)}`,
    );
  return bytes;
}

/** Despite its name the encoding is that of zlib; that of gzip is taken too. Never unpacks more than expected. */
async function unpacked(packed: Buffer, expected: number): Promise<Uint8Array> {
  if (expected === 0) return new Uint8Array();
  try {
    return await unpack(packed, { maxOutputLength: expected });
  } catch (error) {
    const detail = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new Undrawable('damaged', `a data array can't be unpacked (${detail})`);
  }
}

function asciiNumbers({ head, text }: RawArray): Float32Array {
  const values = new Float32Array(head.count);
  let count = 0;
  for (const [word] of text.matchAll(/[^\s,]+/g)) {
    if (count === values.length) throw new Undrawable('damaged', 'a data array has too many numbers');
    values[count++] = Number(word);
  }
  if (count < values.length)
    throw new Undrawable(
      'truncated',
      `a data array has ${String(count)} of ${String(values.length)} numbers`,
    );
  return values;
}

function rowMajor<T extends Float32Array | Uint32Array>(
  { head }: RawArray,
  values: T,
  make: (length: number) => T,
): T {
  const [rows, columns] = head.dims;
  if (!head.columnMajor || head.dims.length !== 2 || rows === undefined || columns === undefined)
    return values;
  const turned = make(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      turned[row * columns + column] = values[column * rows + row] ?? 0;
  }
  return turned;
}
