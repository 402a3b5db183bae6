/** Keeps all jobs together below a number of bytes a second. */
export class Throttle {
  /** When the bytes so far are paid for, in milliseconds. */
  private paidUntil = 0;

  /**
   * @param bytesPerSecond undefined for no limit
   * @param now milliseconds, never going back
   */
  constructor(
    private bytesPerSecond: number | undefined,
    private readonly now: () => number,
  ) {}

  /** What came under the former limit is paid for. */
  setLimit(bytesPerSecond: number | undefined): void {
    this.bytesPerSecond = bytesPerSecond;
    this.paidUntil = 0;
  }

  /** Takes note of bytes that have arrived. @returns how many milliseconds to wait before the next */
  take(bytes: number): number {
    if (this.bytesPerSecond === undefined) return 0;
    const now = this.now();
    this.paidUntil = Math.max(this.paidUntil, now) + (bytes * 1000) / this.bytesPerSecond;
    return this.paidUntil - now;
  }
}
