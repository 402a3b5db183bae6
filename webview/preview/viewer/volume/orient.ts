import type { Triple } from '../look';
import type { Volume } from './nifti';

/** How voxels lie in the head: for right, front and top, the voxel axis that runs along it most, and which way. */
export interface Orientation {
  readonly axes: readonly [Axis, Axis, Axis];
}
interface Axis {
  readonly voxelAxis: 0 | 1 | 2;
  readonly flipped: boolean;
  readonly size: number;
  /** Millimetres of a voxel. */
  readonly step: number;
}

const three = [0, 1, 2] as const;
const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

export function orientationOf({ affine, dims }: Pick<Volume, 'affine' | 'dims'>): Orientation {
  const weight = (order: (typeof orders)[number]): number =>
    three.reduce<number>((sum, world) => sum + Math.abs(affine[world][order[world]]), 0);
  const best = orders.reduce((one, other) => (weight(other) > weight(one) ? other : one));
  const axis = (world: 0 | 1 | 2): Axis => {
    const voxelAxis = best[world];
    const step = Math.hypot(affine[0][voxelAxis], affine[1][voxelAxis], affine[2][voxelAxis]);
    return {
      voxelAxis,
      flipped: affine[world][voxelAxis] < 0,
      size: dims[voxelAxis],
      step: step > 0 && Number.isFinite(step) ? step : 1,
    };
  };
  return { axes: [axis(0), axis(1), axis(2)] };
}

/** From steps along right, front and top to the voxel in the file. */
export function voxelOf({ axes }: Orientation, place: Triple): Triple {
  const voxel: [number, number, number] = [0, 0, 0];
  for (const world of three) {
    const { voxelAxis, flipped, size } = axes[world];
    voxel[voxelAxis] = flipped ? size - 1 - place[world] : place[world];
  }
  return voxel;
}

export function placeOf({ axes }: Orientation, voxel: Triple): Triple {
  return three.map((world) => {
    const { voxelAxis, flipped, size } = axes[world];
    return flipped ? size - 1 - voxel[voxelAxis] : voxel[voxelAxis];
  }) as unknown as Triple;
}

export function millimetres({ affine }: Pick<Volume, 'affine'>, [x, y, z]: Triple): Triple {
  return affine.map(([a, b, c, d]) => a * x + b * y + c * z + d) as unknown as Triple;
}

/** The voxel at a place in millimetres, inside or outside the image. */
export function voxelAtMm({ affine }: Pick<Volume, 'affine'>, mm: Triple): Triple {
  const [[a, b, c, tx], [d, e, f, ty], [g, h, i, tz]] = affine;
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const [x, y, z] = [mm[0] - tx, mm[1] - ty, mm[2] - tz];
  return [
    ((e * i - f * h) * x + (c * h - b * i) * y + (b * f - c * e) * z) / determinant,
    ((f * g - d * i) * x + (a * i - c * g) * y + (c * d - a * f) * z) / determinant,
    ((d * h - e * g) * x + (b * g - a * h) * y + (a * e - b * d) * z) / determinant,
  ].map((value) => Math.round(value) + 0) as unknown as Triple;
}
