import { Undrawable } from '../model';
import { centredAffine, quaternionAffine } from './affine';
import type { Affine, Row, ValueType, VolumeHeader } from './header';

/** Bytes that hold either header, and the sign that says whether extensions follow. */
export const niftiHeaderBytes = 544;

/** NIfTI's codes of data types (nifti1.h); what is not here can't be drawn. */
const typeCodes: Readonly<Record<number, ValueType>> = {
  2: 'uint8',
  4: 'int16',
  8: 'int32',
  16: 'float32',
  32: 'complex64',
  64: 'float64',
  128: 'rgb24',
  256: 'int8',
  512: 'uint16',
  768: 'uint32',
  1024: 'int64',
  1280: 'uint64',
  1792: 'complex128',
  2304: 'rgba32',
};

const spaceUnits = { 1: 'm', 2: 'mm', 3: 'µm' } as const;
/** Seconds of one unit of time. */
const timeUnits: Readonly<Record<number, number>> = { 8: 1, 16: 1e-3, 24: 1e-6 };
const otherUnits: Readonly<Record<number, VolumeHeader['timeUnit']>> = { 32: 'Hz', 40: 'ppm', 48: 'rad/s' };

/** No axis and no product of axes is taken that a file on a disk can't have. */
const mostVoxels = 2 ** 40;

/** Where the fields of the two versions are (nifti1.h, nifti2.h), and how wide their numbers are. */
interface Layout {
  readonly format: 'NIfTI-1' | 'NIfTI-2';
  readonly dim: (view: View, index: number) => number;
  readonly pixdim: (view: View, index: number) => number;
  readonly at: {
    readonly datatype: number;
    readonly intent: number;
    readonly qform: number;
    readonly sform: number;
    readonly quaternion: number;
    readonly rows: number;
    readonly description: number;
    readonly intentName: number;
  };
  readonly scale: (view: View) => { readonly slope: number; readonly inter: number; readonly offset: number };
  readonly units: (view: View) => number;
  readonly code: (view: View, at: number) => number;
  readonly real: (view: View, at: number) => number;
  readonly realBytes: number;
}

/** A DataView that knows its byte order. */
class View {
  private readonly data: DataView;
  constructor(
    readonly bytes: Uint8Array,
    readonly littleEndian: boolean,
  ) {
    this.data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  i16 = (at: number): number => this.data.getInt16(at, this.littleEndian);
  i32 = (at: number): number => this.data.getInt32(at, this.littleEndian);
  i64 = (at: number): number => Number(this.data.getBigInt64(at, this.littleEndian));
  f32 = (at: number): number => this.data.getFloat32(at, this.littleEndian);
  f64 = (at: number): number => this.data.getFloat64(at, this.littleEndian);
  text = (at: number, length: number): string => {
    const bytes = this.bytes.subarray(at, at + length);
    const end = bytes.indexOf(0);
    const text = new TextDecoder('latin1').decode(end < 0 ? bytes : bytes.subarray(0, end));
    return text.replace(/[^\x20-\x7e\xa0-\xff]/g, ' ').trim();
  };
}

const nifti1: Layout = {
  format: 'NIfTI-1',
  dim: (view, index) => view.i16(40 + 2 * index),
  pixdim: (view, index) => view.f32(76 + 4 * index),
  at: {
    datatype: 70,
    intent: 68,
    qform: 252,
    sform: 254,
    quaternion: 256,
    rows: 280,
    description: 148,
    intentName: 328,
  },
  scale: (view) => ({ slope: view.f32(112), inter: view.f32(116), offset: view.f32(108) }),
  units: (view) => view.bytes[123] ?? 0,
  code: (view, at) => view.i16(at),
  real: (view, at) => view.f32(at),
  realBytes: 4,
};

const nifti2: Layout = {
  format: 'NIfTI-2',
  dim: (view, index) => view.i64(16 + 8 * index),
  pixdim: (view, index) => view.f64(104 + 8 * index),
  at: {
    datatype: 12,
    intent: 504,
    qform: 344,
    sform: 348,
    quaternion: 352,
    rows: 400,
    description: 240,
    intentName: 508,
  },
  scale: (view) => ({ slope: view.f64(176), inter: view.f64(184), offset: view.i64(168) }),
  units: (view) => view.i32(500),
  code: (view, at) => view.i32(at),
  real: (view, at) => view.f64(at),
  realBytes: 8,
};

/** Whether the bytes begin as a NIfTI header of either version and byte order. */
export function isNifti(start: Uint8Array): boolean {
  return layoutOf(start) !== undefined;
}

function layoutOf(start: Uint8Array): { readonly layout: Layout; readonly view: View } | undefined {
  if (start.byteLength < 348) return undefined;
  for (const littleEndian of [true, false]) {
    const view = new View(start, littleEndian);
    const size = view.i32(0);
    if (size === 348) return { layout: nifti1, view };
    if (size === 540 && start.byteLength >= 540) return { layout: nifti2, view };
  }
  return undefined;
}

/**
 * Reads a header of NIfTI-1 or NIfTI-2, in either byte order.
 * @param start the first `niftiHeaderBytes` of the unpacked file, or all of a shorter one
 * @throws Undrawable `notTheFormat`, `truncated`, `damaged`, `unsupported`
 */
export function readNiftiHeader(start: Uint8Array): VolumeHeader {
  const found = layoutOf(start);
  if (found === undefined) {
    if (start.byteLength < 348) throw new Undrawable('truncated', 'shorter than a NIfTI header');
    throw new Undrawable('notTheFormat', 'no sizeof_hdr of NIfTI');
  }
  const { layout, view } = found;
  const magic = view.text(layout === nifti1 ? 344 : 4, 3);
  const code = view.i16(layout.at.datatype);
  const type = typeCodes[code];
  if (type === undefined) throw new Undrawable('unsupported', `data type ${String(code)}`);
  const dims = dimsOf(layout, view);
  const { offset, slope, inter } = layout.scale(view);
  const scaled = Number.isFinite(slope) && slope !== 0;
  const units = layout.units(view);
  const step = Math.abs(layout.pixdim(view, 4));
  const seconds = timeUnits[units & 0x38];
  return {
    format: layout.format,
    littleEndian: view.littleEndian,
    dims,
    voxelSize: [sizeAt(layout, view, 1), sizeAt(layout, view, 2), sizeAt(layout, view, 3)],
    spaceUnit: spaceUnits[(units & 7) as 1 | 2 | 3] ?? '',
    step: dims.length > 3 && Number.isFinite(step) ? step * (seconds ?? 1) : 0,
    timeUnit: seconds === undefined ? (otherUnits[units & 0x38] ?? '') : 's',
    type,
    valuesBeside: magic === 'ni1' || magic === 'ni2',
    dataOffset: dataOffset(layout, offset),
    slope: scaled ? slope : 1,
    inter: scaled && Number.isFinite(inter) ? inter : 0,
    affine: affineOf(layout, view, dims),
    qformCode: layout.code(view, layout.at.qform),
    sformCode: layout.code(view, layout.at.sform),
    intentCode: layout.code(view, layout.at.intent),
    intentName: view.text(layout.at.intentName, 16),
    description: view.text(layout.at.description, 80),
  };
}

function dataOffset(layout: Layout, offset: number): number {
  const least = layout === nifti1 ? 348 : 540;
  // Some writers leave it 0; the values follow the header then.
  if (!Number.isFinite(offset) || offset === 0) return least + 4;
  if (offset < least || offset > Number.MAX_SAFE_INTEGER) {
    throw new Undrawable('damaged', `values begin at ${String(offset)}`);
  }
  return Math.floor(offset);
}

function dimsOf(layout: Layout, view: View): readonly number[] {
  const count = layout.dim(view, 0);
  if (count < 1 || count > 7) throw new Undrawable('damaged', `${String(count)} axes`);
  const all = [1, 2, 3, 4, 5, 6, 7].map((axis) => (axis <= count ? layout.dim(view, axis) : 1));
  // An axis of 0 beyond the first three is written by some for "none".
  const dims = all.map((size, at) => (size === 0 && at > 2 ? 1 : size));
  if (dims.some((size) => size < 1)) throw new Undrawable('damaged', `axes of ${dims.join(' × ')}`);
  if (dims.reduce((product, size) => product * size, 1) > mostVoxels) {
    throw new Undrawable('tooLarge', `axes of ${dims.join(' × ')}`);
  }
  let used = 7;
  while (used > 3 && dims[used - 1] === 1) used--;
  return dims.slice(0, Math.max(used, Math.min(count, 4), 3));
}

function sizeAt(layout: Layout, view: View, axis: number): number {
  const size = Math.abs(layout.pixdim(view, axis));
  return Number.isFinite(size) && size > 0 ? size : 1;
}

/** sform, else qform, else the sizes alone, as nibabel chooses. */
function affineOf(layout: Layout, view: View, dims: readonly number[]): Affine {
  const size = [1, 2, 3].map((axis) => sizeAt(layout, view, axis)) as [number, number, number];
  const real = (start: number, index: number): number => layout.real(view, start + layout.realBytes * index);
  const row = (at: number): Row => [0, 1, 2, 3].map((index) => real(layout.at.rows, at * 4 + index)) as never;
  if (layout.code(view, layout.at.sform) > 0) {
    const rows: Affine = [row(0), row(1), row(2)];
    if (rows.flat().every(Number.isFinite) && rows.some((one) => one.some((value) => value !== 0)))
      return rows;
  }
  if (layout.code(view, layout.at.qform) > 0) {
    const values = [0, 1, 2, 3, 4, 5].map((index) => real(layout.at.quaternion, index));
    const [b = 0, c = 0, d = 0, x = 0, y = 0, z = 0] = values;
    if (values.every(Number.isFinite)) {
      return quaternionAffine([b, c, d], [x, y, z], size, layout.pixdim(view, 0));
    }
  }
  return centredAffine(size, dims);
}
