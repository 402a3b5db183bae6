/** A closed surface around the origin: unit vectors to its vertices, and triangles that face outwards. */
export interface Mesh {
  /** x, y, z of each vertex. */
  readonly directions: Float32Array;
  /** Three vertices a triangle; there are twice as many triangles as vertices, less four. */
  readonly triangles: Int32Array;
}

const made = new Map<number, Mesh>();
const KEPT = 3;

/** A sphere of exactly so many vertices (at least 5). The last few are kept, because many files share them. */
export function sphere(vertices: number): Mesh {
  const kept = made.get(vertices);
  if (kept !== undefined) return kept;
  const mesh = makeSphere(vertices);
  made.set(vertices, mesh);
  for (const key of made.keys()) if (made.size > KEPT) made.delete(key);
  return mesh;
}

/** Rings of equal numbers of vertices between two poles; what doesn't come out even splits triangles at a pole. */
function makeSphere(vertices: number): Mesh {
  const rings = Math.max(1, Math.floor(Math.sqrt((vertices - 2) / 2.5)));
  const around = Math.max(3, Math.floor((vertices - 2) / rings));
  const even = rings * around + 2;
  const directions = new Float32Array(vertices * 3);
  const triangles = new Int32Array((2 * vertices - 4) * 3);
  placeRings(directions, rings, around);
  const used = joinRings(triangles, rings, around);
  splitTriangles(directions, triangles, even, used);
  return { directions, triangles };
}

function placeRings(directions: Float32Array, rings: number, around: number): void {
  directions.set([0, 0, 1], 0);
  for (let ring = 0; ring < rings; ring++) {
    const polar = (Math.PI * (ring + 1)) / (rings + 1);
    for (let step = 0; step < around; step++) {
      const angle = (2 * Math.PI * (step + (ring % 2) / 2)) / around;
      const at = (1 + ring * around + step) * 3;
      directions.set(
        [Math.sin(polar) * Math.cos(angle), Math.sin(polar) * Math.sin(angle), Math.cos(polar)],
        at,
      );
    }
  }
  directions.set([0, 0, -1], (1 + rings * around) * 3);
}

/** Returns how many numbers were written. */
function joinRings(triangles: Int32Array, rings: number, around: number): number {
  const vertex = (ring: number, step: number): number => 1 + ring * around + (step % around);
  const south = 1 + rings * around;
  let at = 0;
  const add = (a: number, b: number, c: number): void => {
    triangles.set([a, b, c], at);
    at += 3;
  };
  for (let step = 0; step < around; step++) add(0, vertex(0, step), vertex(0, step + 1));
  for (let ring = 0; ring + 1 < rings; ring++) {
    for (let step = 0; step < around; step++) {
      const [a, b] = [vertex(ring, step), vertex(ring, step + 1)];
      const shift = ring % 2;
      const [c, d] = [vertex(ring + 1, step + shift), vertex(ring + 1, step + 1 + shift)];
      if (shift === 1) {
        add(a, c, b);
        add(a, vertex(ring + 1, step), c);
      } else {
        add(a, c, b);
        add(b, c, d);
      }
    }
  }
  for (let step = 0; step < around; step++) add(south, vertex(rings - 1, step + 1), vertex(rings - 1, step));
  return at;
}

/** Puts each vertex from `first` on into the middle of a triangle, which thereby becomes three. */
function splitTriangles(directions: Float32Array, triangles: Int32Array, first: number, used: number): void {
  const count = directions.length / 3;
  let end = used;
  for (let vertex = first, at = 0; vertex < count; vertex++, at += 3) {
    const [a = 0, b = 0, c = 0] = triangles.subarray(at, at + 3);
    const middle = [0, 1, 2].map(
      (axis) =>
        (directions[a * 3 + axis] ?? 0) + (directions[b * 3 + axis] ?? 0) + (directions[c * 3 + axis] ?? 0),
    );
    const length = Math.hypot(...middle);
    directions.set(
      middle.map((value) => value / length),
      vertex * 3,
    );
    triangles.set([a, b, vertex], at);
    triangles.set([b, c, vertex, c, a, vertex], end);
    end += 6;
  }
}
