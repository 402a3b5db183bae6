import type { Grid } from './head';
import { directionsIn } from '../text/diffusion';
import type { Source } from '../source';

/** What a volume file holds: its frames, and what its numbers mean. */
export interface VolumePlan {
  readonly frames: number;
  /** Millimetres of the field of view along the axes. */
  readonly view: readonly [number, number, number];
  readonly content: 'head' | 'labels' | 'mask';
  /** Seconds from frame to frame, 0 where frames aren't times. */
  readonly interval: number;
  /** The frames are the components of a vector at each voxel. */
  readonly vectors: boolean;
}

const ANATOMY: VolumePlan['view'] = [182, 218, 182];
const SLAB: VolumePlan['view'] = [208, 180, 144];
const TASK_FRAMES: Readonly<Record<string, number>> = {
  EMOTION: 176, GAMBLING: 253, LANGUAGE: 316, MOTOR: 284, RELATIONAL: 232, SOCIAL: 274, WM: 405,
}; // prettier-ignore
/** A single frame of more voxels than this is made a series instead. */
const LARGEST_FRAME = 80_000_000;
const SMALLEST_FRAME = 64;

/** What a volume file holds, by its name; `voxels` is how many there is room for. */
export function planVolume(source: Source, voxels: number): VolumePlan {
  const plan = planByName(source);
  if (voxels / plan.frames >= SMALLEST_FRAME && voxels / plan.frames <= LARGEST_FRAME) return plan;
  return { ...plan, vectors: false, frames: Math.max(1, Math.ceil(voxels / LARGEST_FRAME)) };
}

function planByName(source: Source): VolumePlan {
  const { name, path } = source;
  const still = { frames: 1, view: ANATOMY, content: 'head', interval: 0, vectors: false } as const;
  const run = /[rt]fMRI_(REST\d|[A-Z]+)_(?:LR|RL)(?:_hp2000_clean)?\.nii\.gz$/.exec(name)?.[1];
  if (run !== undefined) return { ...still, view: SLAB, interval: 0.72, frames: TASK_FRAMES[run] ?? 1200 };
  if (/_dir\d+_(LR|RL)\.nii\.gz$|^T1w\/Diffusion\/data\.nii\.gz$/.test(path)) {
    return { ...still, view: SLAB, interval: 5.52, frames: directionsIn(name) };
  }
  if (/^merged_\w+samples/.test(name)) return { ...still, frames: 50 };
  if (/^melodic_o?IC\./.test(name)) return { ...still, view: SLAB, frames: 80 };
  if (/^MNINonLinear\/xfms\/\w+2\w+\.nii\.gz$/.test(path)) return { ...still, frames: 3, vectors: true };
  if (/aseg|aparc|wmparc|ribbon|ROIs|filled/.test(name) && !/_s5/.test(name))
    return { ...still, content: 'labels' };
  if (/mask|Reg\.2\.|^wm\.|white\.nii/.test(name) && !/masked|brainmask\.(auto\.)?mgz/.test(name)) {
    return { ...still, content: 'mask' };
  }
  return still;
}

const REACH = 6;

/** The grid for up to `voxels` voxels with the proportions of the field of view that wastes the fewest. */
export function fitGrid(voxels: number, view: VolumePlan['view']): Grid {
  const scale = Math.cbrt(voxels / (view[0] * view[1] * view[2]));
  const tries = (millimetres: number): readonly number[] => {
    const middle = Math.max(1, Math.round(millimetres * scale));
    const reach = Math.min(REACH, Math.floor(middle / 4));
    return Array.from({ length: 2 * reach + 1 }, (_, index) => middle - reach + index);
  };
  let best: Grid = { nx: 1, ny: 1, nz: 1 };
  for (const nx of tries(view[0])) {
    for (const ny of tries(view[1])) {
      const nz = Math.floor(voxels / (nx * ny));
      if (nx * ny * nz > best.nx * best.ny * best.nz) best = { nx, ny, nz };
    }
  }
  return best;
}
