import { numbersOf, type ShownValues } from './values';

/**
 * Labels as whole numbers: FSL writes them as floats, which a viewer draws as shades instead of as labels. The
 * same values where there are others than whole ones.
 */
export function labelValues(values: ShownValues): ShownValues {
  if (values.type !== 'float32') return values;
  const numbers = numbersOf(values) ?? [];
  let least = 0;
  let most = 0;
  for (const value of numbers) {
    if (!Number.isInteger(value)) return values;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (least >= -(2 ** 15) && most < 2 ** 15) {
    return { type: 'int16', bytes: new Uint8Array(new Int16Array(numbers).buffer) };
  }
  if (least < -(2 ** 31) || most >= 2 ** 31) return values;
  return { type: 'int32', bytes: new Uint8Array(new Int32Array(numbers).buffer) };
}
