import type { Triple } from '../look';

export interface Ray {
  readonly origin: Triple;
  readonly direction: Triple;
}

export interface Hit {
  /** Of the vertex that is nearest to where the ray goes in. */
  readonly vertex: number;
  /** How far along the ray. */
  readonly distance: number;
}

/** Where a ray first meets a mesh. (Möller and Trumbore, 1997) */
export function pick(positions: Float32Array, triangles: Uint32Array, ray: Ray): Hit | undefined {
  const [ox, oy, oz] = ray.origin;
  const [dx, dy, dz] = ray.direction;
  let nearest = Infinity;
  let vertex = -1;
  for (let at = 0; at < triangles.length; at += 3) {
    const a = 3 * (triangles[at] as number);
    const b = 3 * (triangles[at + 1] as number);
    const c = 3 * (triangles[at + 2] as number);
    const [ax, ay, az] = [positions[a] as number, positions[a + 1] as number, positions[a + 2] as number];
    const e1x = (positions[b] as number) - ax;
    const e1y = (positions[b + 1] as number) - ay;
    const e1z = (positions[b + 2] as number) - az;
    const e2x = (positions[c] as number) - ax;
    const e2y = (positions[c + 1] as number) - ay;
    const e2z = (positions[c + 2] as number) - az;
    const px = dy * e2z - dz * e2y;
    const py = dz * e2x - dx * e2z;
    const pz = dx * e2y - dy * e2x;
    const determinant = e1x * px + e1y * py + e1z * pz;
    if (Math.abs(determinant) < 1e-12) continue;
    const [tx, ty, tz] = [ox - ax, oy - ay, oz - az];
    const u = (tx * px + ty * py + tz * pz) / determinant;
    if (u < 0 || u > 1) continue;
    const qx = ty * e1z - tz * e1y;
    const qy = tz * e1x - tx * e1z;
    const qz = tx * e1y - ty * e1x;
    const v = (dx * qx + dy * qy + dz * qz) / determinant;
    if (v < 0 || u + v > 1) continue;
    const distance = (e2x * qx + e2y * qy + e2z * qz) / determinant;
    if (distance < 0 || distance >= nearest) continue;
    nearest = distance;
    const w = 1 - u - v;
    const corner = w >= u && w >= v ? 0 : u >= v ? 1 : 2;
    vertex = triangles[at + corner] as number;
  }
  return vertex < 0 ? undefined : { vertex, distance: nearest };
}
