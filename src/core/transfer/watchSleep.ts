const every = 2_000;
/** A timer that comes so much later than it should have been asleep with the machine. */
const asleep = 15_000;

/**
 * Notices that the machine has slept: connections from before are dead then, and would only be found out by
 * waiting. Goes by the wall clock, which counts during sleep, and may jump for other reasons: a clock that was
 * set costs a few connections, nothing else.
 * @returns ends it
 */
export function watchSleep(onWake: () => void): () => void {
  let last = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (Math.abs(now - last) > asleep) onWake();
    last = now;
  }, every);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
