/** The values that a colour map covers. */
export type ValueWindow = readonly [low: number, high: number];

/** A window that has a width: of an image with one value only, from nothing to that value. */
export function usableWindow([low, high]: ValueWindow): ValueWindow {
  if (high > low) return [low, high];
  if (low > 0) return [0, low];
  return low < 0 ? [low, 0] : [0, 1];
}
