/** What the formats of volumes have in common, as read from a header. */
export interface VolumeHeader {
  readonly format: 'NIfTI-1' | 'NIfTI-2' | 'MGH';
  readonly littleEndian: boolean;
  /** Sizes of the axes: x, y, z, then volumes and more. At least three, each at least 1. */
  readonly dims: readonly number[];
  /** Sizes of a voxel along x, y, z, in `spaceUnit`. */
  readonly voxelSize: readonly [number, number, number];
  readonly spaceUnit: 'm' | 'mm' | 'µm' | '';
  /** From one volume to the next, in seconds (or Hz, ppm, rad/s as `timeUnit` says); 0 where there is none. */
  readonly step: number;
  readonly timeUnit: 's' | 'Hz' | 'ppm' | 'rad/s' | '';
  readonly type: ValueType;
  /** Whether the values are in another file: a pair of `.hdr` and `.img`. */
  readonly valuesBeside: boolean;
  /** Where the values begin, in the unpacked file. */
  readonly dataOffset: number;
  /** What is stored times `slope` plus `inter` is the value. */
  readonly slope: number;
  readonly inter: number;
  /** Voxel to millimetres, row by row, 3 × 4. */
  readonly affine: Affine;
  /** NIfTI's codes of where the coordinates are from, both 0 for MGH. */
  readonly qformCode: number;
  readonly sformCode: number;
  readonly intentCode: number;
  readonly intentName: string;
  readonly description: string;
}

export type Row = readonly [number, number, number, number];
export type Affine = readonly [Row, Row, Row];

/** How a value is stored. */
export type ValueType =
  | 'uint8'
  | 'int8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'float32'
  | 'float64'
  | 'complex64'
  | 'complex128'
  | 'rgb24'
  | 'rgba32';

export const bytesOfType: Readonly<Record<ValueType, number>> = {
  uint8: 1,
  int8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  int64: 8,
  uint64: 8,
  float32: 4,
  float64: 8,
  complex64: 8,
  complex128: 16,
  rgb24: 3,
  rgba32: 4,
};

/** The fourth and all further axes count as volumes one after the other. */
export function volumesOf({ dims }: VolumeHeader): number {
  return dims.slice(3).reduce((product, size) => product * size, 1);
}

/** Voxels of one volume. */
export function voxelsOf({ dims }: VolumeHeader): number {
  return (dims[0] ?? 1) * (dims[1] ?? 1) * (dims[2] ?? 1);
}

/** Bytes of one volume as it is stored. */
export function volumeBytes(header: VolumeHeader): number {
  return voxelsOf(header) * bytesOfType[header.type];
}
