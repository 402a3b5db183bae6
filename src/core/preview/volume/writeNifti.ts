import type { VolumeHeader } from './header';
import type { ShownType, ShownValues } from './values';

const headerBytes = 352;

const typeCodes: Readonly<Record<ShownType, readonly [code: number, bits: number]>> = {
  uint8: [2, 8],
  int16: [4, 16],
  int32: [8, 32],
  float32: [16, 32],
  rgb24: [128, 24],
  uint16: [512, 16],
  rgba32: [2304, 32],
};

/** A NIfTI-1 file in memory (little-endian, single file) with one volume and the place of the original. */
export function writeNifti(header: VolumeHeader, values: ShownValues): Uint8Array {
  const bytes = new Uint8Array(headerBytes + values.bytes.byteLength);
  const view = new DataView(bytes.buffer);
  const [code, bits] = typeCodes[values.type];
  view.setInt32(0, 348, true);
  const [x = 1, y = 1, z = 1] = header.dims;
  [3, x, y, z, 1, 1, 1, 1].forEach((size, index) => {
    view.setInt16(40 + 2 * index, size, true);
  });
  view.setInt16(68, header.intentCode, true);
  view.setInt16(70, code, true);
  view.setInt16(72, bits, true);
  [1, ...header.voxelSize].forEach((size, index) => {
    view.setFloat32(76 + 4 * index, size, true);
  });
  view.setFloat32(108, headerBytes, true);
  view.setFloat32(112, header.slope, true);
  view.setFloat32(116, header.inter, true);
  bytes[123] = 2;
  // The matrix says where the volume is, whatever it was told by in the original.
  view.setInt16(254, header.sformCode > 0 ? header.sformCode : 1, true);
  header.affine.flat().forEach((value, index) => {
    view.setFloat32(280 + 4 * index, value, true);
  });
  bytes.set(new TextEncoder().encode('n+1'), 344);
  bytes.set(values.bytes, headerBytes);
  return bytes;
}
