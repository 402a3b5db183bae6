import { hash32 } from '../hash';
import { sideOf } from '../meshes';
import { randomOf, type Source } from '../source';
import type { Mesh } from './mesh';

/** Half axes in mm, and how deep folds are. */
interface Form {
  readonly axes: readonly [number, number, number];
  readonly folds: number;
}

const FORMS: readonly (readonly [RegExp, Form])[] = [
  [/sphere/, { axes: [100, 100, 100], folds: 0 }],
  [/very_inflated/, { axes: [46, 88, 62], folds: 0 }],
  [/inflated/, { axes: [40, 80, 56], folds: 0.01 }],
  [/flat/, { axes: [120, 120, 0], folds: 0 }],
  [/pial/, { axes: [33, 70, 50], folds: 0.06 }],
  [/white|orig|smoothwm/, { axes: [29, 66, 46], folds: 0.09 }],
];
const MIDDLE: Form = { axes: [31, 68, 48], folds: 0.075 };
/** The middle of a hemisphere lies so many mm beside that of the head. */
const ASIDE = 34;

/** Coordinates in mm of a mesh's vertices in the form that the file's name says, as multiples of `grain`. */
export function coordinates(source: Source, mesh: Mesh, grain: number): Float32Array {
  const form = FORMS.find(([pattern]) => pattern.test(source.name))?.[1] ?? MIDDLE;
  const random = randomOf(source);
  const [phase, waves] = [random.between(0, 6), random.between(9, 12)];
  const shift = form.axes[0] === 100 || form.axes[2] === 0 ? 0 : sideOf(source) === 'left' ? -ASIDE : ASIDE;
  const out = new Float32Array(mesh.directions.length);
  for (let at = 0; at < out.length; at += 3) {
    const [x = 0, y = 0, z = 0] = mesh.directions.subarray(at, at + 3);
    const fold =
      1 + form.folds * Math.sin(waves * x + phase) * Math.sin(waves * y - phase) * Math.sin(waves * z);
    out[at] = rounded(x * form.axes[0] * fold + shift, grain);
    out[at + 1] = rounded(y * form.axes[1] * fold, grain);
    out[at + 2] = rounded(z * form.axes[2] * fold, grain);
  }
  // A sphere is the same for everybody, so one vertex in some tells the files apart.
  for (let vertex = hash32(source.mark) % 97; vertex * 3 < out.length; vertex += 97) {
    const scale = 1 + random.between(-0.004, 0.004);
    for (let at = vertex * 3; at < vertex * 3 + 3; at++) out[at] = rounded((out[at] ?? 0) * scale, grain);
  }
  return out;
}

/** A smooth measure with noise at each vertex (thickness, curvature and the like), as multiples of `grain`. */
export function measures(source: Source, mesh: Mesh, grain: number): Float32Array {
  const random = randomOf(source);
  const [phase, waves] = [random.between(0, 6), random.between(5, 12)];
  const [level, spread] = /thickness/i.test(source.name) ? [2.6, 0.8] : [0, 1];
  return Float32Array.from({ length: mesh.directions.length / 3 }, (_, vertex) => {
    const [x = 0, y = 0, z = 0] = mesh.directions.subarray(vertex * 3, vertex * 3 + 3);
    const wave = Math.sin(waves * x + phase) * Math.sin(waves * y) * Math.cos(waves * z - phase);
    return rounded(level + spread * wave + 0.1 * random.normal(), grain);
  });
}

/** Whole-number labels from 0 (outside the cortex) to `count`, alike for neighbouring vertices. */
export function vertexLabels(source: Source, vertices: number, count: number): Int32Array {
  const random = randomOf(source);
  const labels = new Int32Array(vertices);
  for (let at = 0; at < vertices;) {
    const end = at + 40 + random.below(Math.max(40, vertices / 300));
    labels.fill(random.below(count + 1), at, end);
    at = end;
  }
  return labels;
}

function rounded(value: number, grain: number): number {
  return Math.round(value / grain) * grain;
}
