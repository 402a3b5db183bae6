/** Where a pair can come from that the person has. */
export type KeySource = 'paste' | 'profile' | 'file';

export function isKeySource(value: unknown): value is KeySource {
  return value === 'paste' || value === 'profile' || value === 'file';
}
