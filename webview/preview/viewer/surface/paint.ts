import type { LabelView } from '../../../../src/shared/preview';
import type { PaintLook } from '../look';
import { colorTable, levelOf } from '../colors';

/** Gray of gyri and of sulci, where they are told apart; else that of all. */
const gyrus = 190;
const sulcus = 112;
const plain = 178;

/** What is painted on one hemisphere. */
export interface Paint {
  readonly values: Float32Array;
  readonly labels: readonly LabelView[] | undefined;
  readonly look: PaintLook;
}

/** Colours of the vertices, four bytes each: the folds in gray, and over them what is painted. */
export function vertexColors(
  count: number,
  shading: Float32Array | undefined,
  paint: Paint | undefined,
): Uint8Array {
  const colors = new Uint8Array(count * 4);
  shade(colors, shading);
  if (paint !== undefined) cover(colors, paint);
  return colors;
}

/** Sulcal depth and curvature are below zero in the sulci in HCP's files: those become dark, over a narrow edge. */
function shade(colors: Uint8Array, shading: Float32Array | undefined): void {
  const edge = shading === undefined ? 1 : spread(shading) * 0.5;
  for (let vertex = 0; vertex < colors.length / 4; vertex++) {
    const depth = (shading?.[vertex] ?? 0) / edge;
    const share = depth >= 1 ? 1 : depth <= -1 ? 0 : (depth + 1) / 2;
    const gray = shading === undefined ? plain : Math.round(sulcus + (gyrus - sulcus) * (share || 0));
    colors.fill(gray, 4 * vertex, 4 * vertex + 3);
    colors[4 * vertex + 3] = 255;
  }
}

/** The mean distance from zero. */
function spread(values: Float32Array): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isFinite(value)) {
      sum += Math.abs(value);
      count += 1;
    }
  }
  return sum > 0 ? sum / count : 1;
}

function cover(colors: Uint8Array, { values, labels, look }: Paint): void {
  const { opacity } = look;
  const mix = (vertex: number, red: number, green: number, blue: number, share: number): void => {
    const at = 4 * vertex;
    colors[at] = (colors[at] ?? 0) * (1 - share) + red * share;
    colors[at + 1] = (colors[at + 1] ?? 0) * (1 - share) + green * share;
    colors[at + 2] = (colors[at + 2] ?? 0) * (1 - share) + blue * share;
  };
  const count = Math.min(values.length, colors.length / 4);
  if (labels !== undefined) {
    const byValue = new Map(labels.map(({ value, color }) => [value, color]));
    for (let vertex = 0; vertex < count; vertex++) {
      const color = byValue.get(values[vertex] ?? NaN);
      if (color) mix(vertex, color[0], color[1], color[2], (opacity * color[3]) / 255);
    }
    return;
  }
  const table = colorTable(look.colorMap);
  for (let vertex = 0; vertex < count; vertex++) {
    const value = values[vertex] ?? NaN;
    if (Number.isNaN(value) || Math.abs(value) < look.threshold) continue;
    const at = 3 * levelOf(value, look.window);
    mix(vertex, table[at] ?? 0, table[at + 1] ?? 0, table[at + 2] ?? 0, opacity);
  }
}
