import type { Hemisphere, Label, PaintedMap } from '../viewer';

/** Values a vertex of some hemispheres. */
export type HemisphereValues = PaintedMap['values'];

const LOW = 0.02;
const HIGH = 0.98;

export function painted(values: HemisphereValues, labels: readonly Label[] | undefined): PaintedMap {
  return { values, window: windowOf(values), labels };
}

/** 2nd and 98th percentile of the finite values; 0 to 1 when there are none. */
function windowOf(values: HemisphereValues): PaintedMap['window'] {
  const all = new Float32Array(values.reduce((sum, part) => sum + part.values.length, 0));
  let count = 0;
  for (const part of values) {
    for (const value of part.values) if (Number.isFinite(value)) all[count++] = value;
  }
  if (count === 0) return [0, 1];
  const sorted = all.subarray(0, count).sort();
  const at = (share: number): number => sorted[Math.round(share * (count - 1))] ?? 0;
  return [at(LOW), at(HIGH)];
}

/** Values of nothing, to be filled in. */
export function withoutValues(length: number): Float32Array {
  return new Float32Array(length).fill(NaN);
}

const hemispheres: Readonly<Record<string, Hemisphere>> = { CORTEX_LEFT: 'left', CORTEX_RIGHT: 'right' };

/** The hemisphere that a CIFTI structure is the cortex of; undefined for every other part of the brain. */
export function hemisphereOfStructure(structure: string): Hemisphere | undefined {
  return hemispheres[structure];
}
