/** Bytes per second over the last seconds. */
export class RateMeter {
  private readonly samples: { readonly time: number; readonly total: number }[];

  /**
   * @param now milliseconds, never going back
   * @param window milliseconds that the rate is taken over
   */
  constructor(
    private readonly now: () => number,
    private readonly window = 10_000,
  ) {
    this.samples = [{ time: now(), total: 0 }];
  }

  /** Takes note of the total so far; to be called at a steady pace. */
  sample(total: number): void {
    const time = this.now();
    this.samples.push({ time, total });
    // One sample older than the window stays, to measure from.
    while ((this.samples[1]?.time ?? time) <= time - this.window) this.samples.shift();
  }

  /** Zero until there are two samples. */
  get bytesPerSecond(): number {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (!first || !last || last.time === first.time) return 0;
    return Math.max(0, ((last.total - first.total) * 1000) / (last.time - first.time));
  }
}
