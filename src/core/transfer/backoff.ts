const first = 500;
const longest = 15_000;

/**
 * Milliseconds before the next try: doubled with each, half of it by chance, so that many files do not come
 * back at the same moment ("equal jitter").
 * @param tries that have failed, at least 1
 */
export function pauseAfter(tries: number): number {
  const whole = Math.min(longest, first * 2 ** (tries - 1));
  return whole / 2 + (Math.random() * whole) / 2;
}

/** Resolves after so many milliseconds, or at once when the signal is aborted. */
export function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}
