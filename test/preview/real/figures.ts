import type { Figures } from './expected';

/** The same sums as `numbers` in make.py. */
export function figuresOf(values: ArrayLike<number>): Figures {
  let [finite, min, max, sum, placed] = [0, Infinity, -Infinity, 0, 0];
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place]!;
    if (!Number.isFinite(value)) continue;
    finite += 1;
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    placed += value * (place % 1009);
  }
  const count = values.length;
  if (finite === 0) return { count, finite, placed: 0 };
  return { count, finite, min, max, mean: sum / finite, placed: placed / finite };
}

/** What differs, in words; a reader may have kept float32 where the other one has float64. */
export function differences(what: string, found: Figures, expected: Figures): readonly string[] {
  const scale = Math.max(Math.abs(expected.min ?? 0), Math.abs(expected.max ?? 0), 1e-30);
  const close = (name: keyof Figures, tolerance: number): readonly string[] => {
    const [mine, theirs] = [found[name], expected[name]];
    if (mine === theirs) return [];
    if (mine !== undefined && theirs !== undefined && Math.abs(mine - theirs) <= tolerance) return [];
    return [`${what}: ${name} is ${String(mine)}, not ${String(theirs)}`];
  };
  return [
    ...close('count', 0),
    ...close('finite', 0),
    ...close('min', scale * 1e-6),
    ...close('max', scale * 1e-6),
    ...close('mean', scale * 1e-6),
    ...close('placed', scale * 1e-6 * 1009),
  ];
}
