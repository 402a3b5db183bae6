import type { Triple } from '../look';

/** NIfTI-1, as the host writes it: little-endian, one volume, with the matrix from voxels to millimetres. */
export interface Volume {
  readonly header: Uint8Array;
  readonly dims: Triple;
  /** Rows of voxel → mm. */
  readonly affine: readonly [Row, Row, Row];
  readonly voxels: Numbers | Colors;
}
type Row = readonly [number, number, number, number];

interface Numbers {
  readonly kind: 'numbers';
  readonly stored: Uint8Array | Int16Array | Uint16Array | Int32Array | Float32Array;
  readonly slope: number;
  readonly inter: number;
}

interface Colors {
  readonly kind: 'colors';
  readonly bytes: Uint8Array;
  /** Bytes of a voxel: 3, or 4 with an alpha that is not shown. */
  readonly channels: 3 | 4;
}

export const headerBytes = 352;

/** @throws Error when it is not what the host writes. */
export function readVolume(nifti: ArrayBuffer): Volume {
  const view = new DataView(nifti);
  if (nifti.byteLength < headerBytes || view.getInt32(0, true) !== 348) throw new Error('No NIfTI-1 file.');
  const dims = [42, 44, 46].map((at) => view.getInt16(at, true)) as unknown as Triple;
  const row = (at: number): Row =>
    [0, 4, 8, 12].map((by) => view.getFloat32(at + by, true)) as unknown as Row;
  return {
    header: new Uint8Array(nifti, 0, headerBytes),
    dims,
    affine: [row(280), row(296), row(312)],
    voxels: readVoxels(view, dims[0] * dims[1] * dims[2]),
  };
}

function readVoxels(view: DataView<ArrayBuffer>, count: number): Numbers | Colors {
  const { buffer } = view;
  const slope = view.getFloat32(112, true);
  const scale = { slope: slope === 0 ? 1 : slope, inter: slope === 0 ? 0 : view.getFloat32(116, true) };
  const numbers = (stored: Numbers['stored']): Numbers => ({ kind: 'numbers', stored, ...scale });
  const type = view.getInt16(70, true);
  switch (type) {
    case 2:
      return numbers(new Uint8Array(buffer, headerBytes, count));
    case 4:
      return numbers(new Int16Array(buffer, headerBytes, count));
    case 8:
      return numbers(new Int32Array(buffer, headerBytes, count));
    case 16:
      return numbers(new Float32Array(buffer, headerBytes, count));
    case 512:
      return numbers(new Uint16Array(buffer, headerBytes, count));
    case 128:
      return { kind: 'colors', bytes: new Uint8Array(buffer, headerBytes, count * 3), channels: 3 };
    case 2304:
      return { kind: 'colors', bytes: new Uint8Array(buffer, headerBytes, count * 4), channels: 4 };
    default:
      throw new Error(`Values of type ${String(type)}.`);
  }
}

/** The value of a voxel; of a colour its brightness. NaN outside. */
export function valueAt({ dims, voxels }: Volume, [x, y, z]: Triple): number {
  if (x < 0 || y < 0 || z < 0 || x >= dims[0] || y >= dims[1] || z >= dims[2]) return NaN;
  const index = x + dims[0] * (y + dims[1] * z);
  if (voxels.kind === 'numbers') return (voxels.stored[index] ?? NaN) * voxels.slope + voxels.inter;
  const at = index * voxels.channels;
  const [red = 0, green = 0, blue = 0] = voxels.bytes.subarray(at, at + 3);
  return Math.round((red + green + blue) / 3);
}
