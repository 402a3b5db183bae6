import type { Triple } from '../look';

const rings = 10;
const around = 16;

/** A small ball, to mark a place. */
export function ball(
  [x, y, z]: Triple,
  radius: number,
): { readonly positions: Float32Array; readonly triangles: Uint32Array } {
  const positions: number[] = [];
  const triangles: number[] = [];
  for (let ring = 0; ring <= rings; ring++) {
    const up = (Math.PI * ring) / rings;
    for (let step = 0; step < around; step++) {
      const turn = (2 * Math.PI * step) / around;
      positions.push(
        x + radius * Math.sin(up) * Math.cos(turn),
        y + radius * Math.sin(up) * Math.sin(turn),
        z + radius * Math.cos(up),
      );
      if (ring === rings) continue;
      const [here, next] = [ring * around + step, ring * around + ((step + 1) % around)];
      triangles.push(here, here + around, next, next, here + around, next + around);
    }
  }
  return { positions: new Float32Array(positions), triangles: new Uint32Array(triangles) };
}
