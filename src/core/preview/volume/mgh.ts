import { Undrawable } from '../model';
import { centredAffine, cosinesAffine } from './affine';
import type { ValueType, VolumeHeader } from './header';

/** Bytes of the header of FreeSurfer's MGH format; values follow it. Everything is big-endian. */
export const mghHeaderBytes = 284;

const typeCodes: Readonly<Record<number, ValueType>> = { 0: 'uint8', 1: 'int32', 3: 'float32', 4: 'int16' };
const mostVoxels = 2 ** 40;

/** Whether the bytes begin as MGH: version 1, and a type that it knows. */
export function isMgh(start: Uint8Array): boolean {
  if (start.byteLength < 24) return false;
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  return view.getInt32(0) === 1 && typeCodes[view.getInt32(20)] !== undefined;
}

/**
 * Reads the header of an unpacked `.mgz` or `.mgh` file (FreeSurfer, "MghFormat").
 * @throws Undrawable `notTheFormat`, `truncated`, `damaged`
 */
export function readMghHeader(start: Uint8Array): VolumeHeader {
  if (!isMgh(start)) throw new Undrawable('notTheFormat', 'no MGH of version 1');
  if (start.byteLength < mghHeaderBytes) throw new Undrawable('truncated', 'shorter than an MGH header');
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const dims = [4, 8, 12, 16].map((at) => view.getInt32(at));
  const voxels = dims.reduce((product, size) => product * size, 1);
  if (dims.some((size) => size < 1)) throw new Undrawable('damaged', `axes of ${dims.join(' × ')}`);
  if (voxels > mostVoxels) throw new Undrawable('tooLarge', `axes of ${dims.join(' × ')}`);
  const reals = Array.from({ length: 15 }, (_, index) => view.getFloat32(30 + 4 * index));
  const hasGeometry = view.getInt16(28) === 1 && reals.every(Number.isFinite);
  const real = (at: number): number => reals[at] ?? 0;
  const triple = (at: number): [number, number, number] => [real(at), real(at + 1), real(at + 2)];
  const size = hasGeometry
    ? (triple(0).map((one) => Math.abs(one) || 1) as [number, number, number])
    : ([1, 1, 1] as const);
  return {
    format: 'MGH',
    littleEndian: false,
    dims,
    voxelSize: size,
    spaceUnit: 'mm',
    step: 0,
    timeUnit: '',
    type: typeCodes[view.getInt32(20)] ?? 'uint8',
    valuesBeside: false,
    dataOffset: mghHeaderBytes,
    slope: 1,
    inter: 0,
    affine: hasGeometry
      ? cosinesAffine([triple(3), triple(6), triple(9)], triple(12), size, dims)
      : centredAffine(size, dims),
    qformCode: 0,
    sformCode: 0,
    intentCode: 0,
    intentName: '',
    description: '',
  };
}
