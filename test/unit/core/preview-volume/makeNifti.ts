/** What a NIfTI-1 file of the tests holds; all else is 0. */
export interface MadeNifti {
  readonly dims: readonly number[];
  readonly code: number;
  readonly bytesPerVoxel: number;
  readonly littleEndian?: boolean;
  readonly slope?: number;
  readonly inter?: number;
  /** Writes the values. */
  readonly fill?: (view: DataView, littleEndian: boolean, start: number) => void;
}

/** A `.nii` file (nifti1.h) with voxels of 1 × 2 × 3 mm, a time step of 500 ms and an sform of RAS. */
export function makeNifti(made: MadeNifti): Uint8Array<ArrayBuffer> {
  const { dims, code, bytesPerVoxel, littleEndian: little = true } = made;
  const voxels = dims.reduce((product, size) => product * size, 1);
  const bytes = new Uint8Array(352 + voxels * bytesPerVoxel);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 348, little);
  [dims.length, ...dims].forEach((size, index) => {
    view.setInt16(40 + 2 * index, size, little);
  });
  view.setInt16(70, code, little);
  view.setInt16(72, bytesPerVoxel * 8, little);
  [1, 1, 2, 3, 500].forEach((size, index) => {
    view.setFloat32(76 + 4 * index, size, little);
  });
  view.setFloat32(108, 352, little);
  view.setFloat32(112, made.slope ?? 0, little);
  view.setFloat32(116, made.inter ?? 0, little);
  bytes[123] = 2 | 16;
  view.setInt16(254, 1, little);
  [1, 0, 0, -5, 0, 2, 0, -6, 0, 0, 3, -7].forEach((value, index) => {
    view.setFloat32(280 + 4 * index, value, little);
  });
  bytes.set(new TextEncoder().encode('made'), 148);
  bytes.set(new TextEncoder().encode('n+1'), 344);
  made.fill?.(view, little, 352);
  return bytes;
}
