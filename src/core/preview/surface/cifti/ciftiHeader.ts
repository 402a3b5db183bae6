import type { ByteSource } from '../../byteSource';
import { Undrawable } from '../../model';
import { readExactly } from '../bytes';
import { MAX_CIFTI_LENGTH, MAX_CIFTI_XML } from '../limits';
import { bytesOf, niftiTypes, type NumberType } from '../numbers';

/** Where the matrix of a CIFTI-2 file is and what its numbers are. */
export interface CiftiHeader {
  readonly rows: number;
  readonly columns: number;
  readonly type: NumberType;
  readonly littleEndian: boolean;
  /** Byte offset of the first number. Rows follow each other, each with its columns. */
  readonly dataStart: number;
  readonly slope: number;
  readonly intercept: number;
  readonly intent: string;
  readonly xmlStart: number;
  readonly xmlEnd: number;
}

/** The first request for a CIFTI file: header, and as much of the XML as comes with it. */
export const FIRST_READ = 64 * 1024;

const HEADER_SIZE = 540;
const FIRST_EXTENSION = 544;
/** https://nifti.nimh.nih.gov/nifti-1/documentation/faq: registered extension codes. */
const CODE_CIFTI = 32;
const MAX_EXTENSIONS = 16;

/**
 * The header of a CIFTI-2 file (https://www.nitrc.org/projects/cifti, NIfTI-2 with an extension of XML), checked
 * against the size of the file. `first` are the file's first bytes, `FIRST_READ` of them or all.
 */
export async function ciftiHeader(
  source: ByteSource,
  first: Uint8Array,
  signal: AbortSignal,
): Promise<CiftiHeader> {
  const view = new DataView(first.buffer, first.byteOffset, first.byteLength);
  if (first.length < 4) throw new Undrawable('truncated', `${String(first.length)} bytes`);
  const littleEndian = view.getInt32(0, true) === HEADER_SIZE;
  if (!littleEndian && view.getInt32(0, false) !== HEADER_SIZE)
    throw new Undrawable('notTheFormat', `sizeof_hdr is ${String(view.getInt32(0, true))}`);
  if (first.length < FIRST_EXTENSION) throw new Undrawable('truncated', `${String(first.length)} bytes`);
  const dims = Array.from({ length: 8 }, (_, index) =>
    Number(view.getBigInt64(16 + 8 * index, littleEndian)),
  );
  const type = niftiTypes.get(view.getInt16(12, littleEndian));
  if (!type) throw new Undrawable('unsupported', `datatype ${String(view.getInt16(12, littleEndian))}`);
  const [rows, columns] = matrixSize(dims);
  const dataStart = Number(view.getBigInt64(168, littleEndian));
  checkData(source, dataStart, rows * columns * bytesOf(type));
  const xml = await findXml(source, first, dataStart, littleEndian, signal);
  return {
    rows,
    columns,
    type,
    littleEndian,
    dataStart,
    ...scaling(view.getFloat64(176, littleEndian), view.getFloat64(184, littleEndian)),
    intent: intentName(first),
    ...xml,
  };
}

/** Dimensions 5 and 6; 1 to 4 are those of space and time, which CIFTI leaves at 1. */
function matrixSize(dims: readonly number[]): readonly [rows: number, columns: number] {
  const [count = 0, ...sizes] = dims;
  if (count === 7 && (sizes[6] ?? 1) > 1) throw new Undrawable('unsupported', 'a matrix of three dimensions');
  if (count < 5 || count > 7 || sizes.slice(0, 4).some((size) => size !== 1))
    throw new Undrawable('notTheFormat', `dim ${dims.join(' ')}`);
  const [columns = 0, rows = 0] = [sizes[4], count > 5 ? sizes[5] : 1];
  for (const size of [columns, rows]) {
    if (size < 1) throw new Undrawable('damaged', `dim ${dims.join(' ')}`);
    if (size > MAX_CIFTI_LENGTH) throw new Undrawable('tooLarge', `dim ${dims.join(' ')}`);
  }
  return [rows, columns];
}

function checkData(source: ByteSource, start: number, length: number): void {
  if (!Number.isInteger(start) || start < FIRST_EXTENSION || start > Number.MAX_SAFE_INTEGER)
    throw new Undrawable('damaged', `vox_offset is ${String(start)}`);
  if (start + length > source.size)
    throw new Undrawable('truncated', `needs ${String(start + length)} of ${String(source.size)} bytes`);
}

/** NIfTI takes a slope of 0 as "no scaling". */
function scaling(slope: number, intercept: number): Pick<CiftiHeader, 'slope' | 'intercept'> {
  const isScaled = Number.isFinite(slope) && slope !== 0 && Number.isFinite(intercept);
  return isScaled ? { slope, intercept } : { slope: 1, intercept: 0 };
}

function intentName(first: Uint8Array): string {
  const text = Buffer.from(first.subarray(508, 524)).toString('latin1');
  return /^[\x20-\x7e]*/.exec(text)?.[0] ?? '';
}

/** Looks through the extensions; one that begins after the first bytes costs a request. */
async function findXml(
  source: ByteSource,
  first: Uint8Array,
  dataStart: number,
  littleEndian: boolean,
  signal: AbortSignal,
): Promise<Pick<CiftiHeader, 'xmlStart' | 'xmlEnd'>> {
  let at = first[HEADER_SIZE] === 0 ? dataStart : FIRST_EXTENSION;
  for (let count = 0; at + 8 <= dataStart && count < MAX_EXTENSIONS; count++) {
    const frame =
      at + 8 <= first.length ? first.subarray(at, at + 8) : await readExactly(source, at, at + 8, signal);
    const view = new DataView(frame.buffer, frame.byteOffset, 8);
    const size = view.getInt32(0, littleEndian);
    if (size < 8 || at + size > dataStart)
      throw new Undrawable('damaged', `an extension of ${String(size)} bytes`);
    if (view.getInt32(4, littleEndian) === CODE_CIFTI) {
      if (size > MAX_CIFTI_XML) throw new Undrawable('tooLarge', `XML of ${String(size)} bytes`);
      return { xmlStart: at + 8, xmlEnd: at + size };
    }
    at += size;
  }
  throw new Undrawable('notTheFormat', 'no CIFTI extension');
}
