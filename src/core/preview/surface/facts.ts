import type { Fact, FactId } from '../model';

export function byteOrder(littleEndian: boolean): string {
  return littleEndian ? 'little-endian' : 'big-endian';
}

/** Facts of those that are known. */
export function facts(
  known: readonly (readonly [id: FactId, value: string | number | undefined])[],
): readonly Fact[] {
  return known.flatMap(([id, value]) =>
    value === undefined || value === '' ? [] : [{ id, value: String(value) }],
  );
}
