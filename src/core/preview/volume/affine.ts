import type { Affine } from './header';

/** The matrix of a unit quaternion b, c, d and the sizes of a voxel (NIfTI-1, method 2). */
export function quaternionAffine(
  [b, c, d]: readonly [number, number, number],
  offset: readonly [number, number, number],
  size: readonly [number, number, number],
  qfac: number,
): Affine {
  const a = Math.sqrt(Math.max(0, 1 - (b * b + c * c + d * d)));
  const [dx, dy] = size;
  const dz = size[2] * (qfac < 0 ? -1 : 1);
  return [
    [(a * a + b * b - c * c - d * d) * dx, 2 * (b * c - a * d) * dy, 2 * (b * d + a * c) * dz, offset[0]],
    [2 * (b * c + a * d) * dx, (a * a + c * c - b * b - d * d) * dy, 2 * (c * d - a * b) * dz, offset[1]],
    [2 * (b * d - a * c) * dx, 2 * (c * d + a * b) * dy, (a * a + d * d - c * c - b * b) * dz, offset[2]],
  ];
}

/** Sizes only, centred, with x to the left: what readers take when a header says nothing (as nibabel does). */
export function centredAffine(size: readonly [number, number, number], dims: readonly number[]): Affine {
  const [dx, dy, dz] = size;
  const middle = (axis: number): number => ((dims[axis] ?? 1) - 1) / 2;
  return [
    [-dx, 0, 0, dx * middle(0)],
    [0, dy, 0, -dy * middle(1)],
    [0, 0, dz, -dz * middle(2)],
  ];
}

/** MGH gives direction cosines and the coordinates of the middle voxel. */
export function cosinesAffine(
  columns: readonly (readonly [number, number, number])[],
  centre: readonly [number, number, number],
  size: readonly [number, number, number],
  dims: readonly number[],
): Affine {
  const row = (axis: 0 | 1 | 2): Affine[0] => {
    const scaled = columns.map((column, at) => column[axis] * (size[at] ?? 1));
    const [x = 0, y = 0, z = 0] = scaled;
    const shift = scaled.reduce((sum, part, at) => sum + (part * (dims[at] ?? 1)) / 2, 0);
    return [x, y, z, centre[axis] - shift];
  };
  return [row(0), row(1), row(2)];
}

/**
 * Where each voxel axis points, e.g. `RAS`: each axis takes the direction of space that it goes along most, and
 * none is taken twice. `?` for an axis without direction.
 */
export function orientationOf(affine: Affine): string {
  const strength = (axis: number, space: number): number => Math.abs(affine[space]?.[axis] ?? 0);
  const norm = (axis: number): number => Math.hypot(...[0, 1, 2].map((space) => affine[space]?.[axis] ?? 0));
  const pairs = [0, 1, 2].flatMap((axis) =>
    [0, 1, 2].map((space) => ({ axis, space, share: strength(axis, space) / (norm(axis) || 1) })),
  );
  const letters = ['?', '?', '?'];
  const taken = new Set<number>();
  for (const { axis, space, share } of pairs.sort((one, other) => other.share - one.share)) {
    if (letters[axis] !== '?' || taken.has(space) || share === 0) continue;
    taken.add(space);
    const names = ['LR', 'PA', 'IS'][space] ?? '??';
    letters[axis] = names.charAt((affine[space]?.[axis] ?? 0) < 0 ? 0 : 1);
  }
  return letters.join('');
}
