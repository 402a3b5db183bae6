import { gzipStored, headed, storedCapacity } from '../gzip/stored';
import type { Body } from '../segment';
import type { Source } from '../source';
import { frameData } from './frames';
import { headPainter, type Grid, type RowPainter } from './head';
import { labelPainter, maskPainter } from './labels';
import { fitGrid, planVolume, type VolumePlan } from './shape';

const HEADER = 352;
const EXTENSION_UNIT = 16;
const EXTENSION_COMMENT = 6;
const INT16 = 4;
const INTENT_LABEL = 1002;
const INTENT_VECTOR = 1007;
const MILLIMETRES_AND_SECONDS = 2 | 8;
const SCANNER = 1;

/** A compressed NIfTI-1 volume. What the voxels leave over goes into a header extension (a comment) and gzip's comment. Nothing when not even one voxel has room. */
export function niftiGzBody(source: Source): Body | undefined {
  const capacity = storedCapacity(source.size);
  const voxels = Math.floor((capacity - HEADER) / 2);
  if (voxels < 1) return undefined;
  const plan = planVolume(source, voxels);
  const grid = fitGrid(Math.floor(voxels / plan.frames), plan.view);
  const data = frameData({
    source,
    grid,
    frames: plan.frames,
    paint: painterFor(plan, grid, source),
    bigEndian: false,
  });
  const spare = capacity - HEADER - data.length;
  const extension = Math.floor(spare / EXTENSION_UNIT) * EXTENSION_UNIT;
  const head = Buffer.concat([
    niftiHeader(plan, grid, source, HEADER + extension),
    commentExtension(extension, source),
  ]);
  return gzipStored(source.size, source.mark, headed(head, data), data.held);
}

export function painterFor(plan: VolumePlan, grid: Grid, source: Source): RowPainter {
  switch (plan.content) {
    case 'head':
      return headPainter(grid, source);
    case 'labels':
      return labelPainter(grid, source);
    case 'mask':
      return maskPainter(grid, source);
  }
}

/** Offsets and codes: https://nifti.nimh.nih.gov/nifti-1/documentation/nifti1fields */
function niftiHeader(plan: VolumePlan, grid: Grid, source: Source, dataOffset: number): Buffer {
  const header = Buffer.alloc(HEADER);
  const sizes = [grid.nx, grid.ny, grid.nz];
  const dims = plan.vectors
    ? [...sizes, 1, plan.frames]
    : [...sizes, ...(plan.frames > 1 ? [plan.frames] : [])];
  const spacing = sizes.map((size, axis) => (plan.view[axis] ?? 1) / size);
  header.writeInt32LE(348, 0);
  for (let index = 0; index < 8; index++)
    header.writeInt16LE([dims.length, ...dims][index] ?? 1, 40 + index * 2);
  header.writeInt16LE(plan.vectors ? INTENT_VECTOR : plan.content === 'labels' ? INTENT_LABEL : 0, 68);
  header.writeInt16LE(INT16, 70);
  header.writeInt16LE(16, 72);
  [1, ...spacing, plan.interval, 1, 1, 1].forEach((value, index) =>
    header.writeFloatLE(value, 76 + index * 4),
  );
  header.writeFloatLE(dataOffset, 108);
  header.writeFloatLE(1, 112);
  header[123] = MILLIMETRES_AND_SECONDS;
  header.write(`HCP sandbox ${source.mark}`, 148, 'latin1');
  header.writeInt16LE(SCANNER, 252);
  header.writeInt16LE(SCANNER, 254);
  writePlace(header, sizes, spacing);
  header.write('n+1\0', 344, 'latin1');
  header[348] = dataOffset > HEADER ? 1 : 0;
  return header;
}

/** Both forms of the place say the same: no rotation, the middle of the volume at 0. */
function writePlace(header: Buffer, sizes: readonly number[], spacing: readonly number[]): void {
  for (const axis of [0, 1, 2]) {
    const step = spacing[axis] ?? 1;
    const start = (-step * ((sizes[axis] ?? 1) - 1)) / 2;
    header.writeFloatLE(start, 268 + axis * 4);
    header.writeFloatLE(step, 280 + axis * 16 + axis * 4);
    header.writeFloatLE(start, 280 + axis * 16 + 12);
  }
}

function commentExtension(size: number, source: Source): Buffer {
  const extension = Buffer.alloc(size, 0x20);
  if (size === 0) return extension;
  extension.writeInt32LE(size, 0);
  extension.writeInt32LE(EXTENSION_COMMENT, 4);
  extension.write(source.mark.slice(0, size - 8), 8, 'latin1');
  return extension;
}
