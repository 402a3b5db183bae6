import { gzipStored, headed, storedCapacity } from '../gzip/stored';
import type { Body } from '../segment';
import type { Source } from '../source';
import { frameData } from './frames';
import { painterFor } from './nifti';
import { fitGrid, planVolume } from './shape';

const HEADER = 284;
const SHORT = 4;

/** A compressed volume of FreeSurfer (MGH: everything big-endian, 16-bit voxels). Nothing when not even one voxel has room. */
export function mgzBody(source: Source): Body | undefined {
  const voxels = Math.floor((storedCapacity(source.size) - HEADER) / 2);
  if (voxels < 1) return undefined;
  const plan = { ...planVolume(source, voxels), frames: 1 };
  const grid = fitGrid(voxels, plan.view);
  const header = Buffer.alloc(HEADER);
  [1, grid.nx, grid.ny, grid.nz, 1, SHORT, 0].forEach((value, index) =>
    header.writeInt32BE(value, index * 4),
  );
  header.writeInt16BE(1, 28);
  const spacing = [grid.nx, grid.ny, grid.nz].map((size, axis) => (plan.view[axis] ?? 1) / size);
  const directions = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  [...spacing, ...directions, 0, 0, 0].forEach((value, index) => header.writeFloatBE(value, 30 + index * 4));
  const data = frameData({ source, grid, frames: 1, paint: painterFor(plan, grid, source), bigEndian: true });
  return gzipStored(source.size, source.mark, headed(header, data), data.held);
}
