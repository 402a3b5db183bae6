import type { Label } from '../viewer';

/** Key and colour of a `<Label>` of GIFTI or CIFTI, whose colours run from 0 to 1. */
export function labelOf(attributes: Readonly<Record<string, string>>): Omit<Label, 'name'> {
  const channel = (name: string): number => {
    const value = Number(attributes[name] ?? 1);
    return Math.round(255 * Math.min(1, Math.max(0, Number.isFinite(value) ? value : 1)));
  };
  const value = Number(attributes['Key'] ?? attributes['Index'] ?? 0);
  return {
    value: Number.isFinite(value) ? value : 0,
    color: [channel('Red'), channel('Green'), channel('Blue'), channel('Alpha')],
  };
}
