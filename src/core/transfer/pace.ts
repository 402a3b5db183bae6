/** Two kinds of work that want different numbers of connections. */
export type Lane =
  /** Waits for answers more than for bytes. */
  | 'small'
  /** Waits for bytes. */
  | 'large';

/** Objects up to this size wait for answers rather than for bytes. */
export const smallUpTo = 1024 * 1024;

/** Objects a second that are asked for, where the link answers slowly; S3 allows 5,500 a prefix and second. */
const wantedAnswers = 4_000;
/** Connections that are worth having on any link. */
export const startLimit = 16;
/** More do not help with large objects on any link that was measured. */
const mostLarge = 64;
/** A rise of the throughput that makes more connections worth it. */
const worthIt = 1.1;
const interval = 1_000;
/** Time constants of the way back after the bucket asked to slow down. */
const recovery = 1.25;

/**
 * How many connections are worth having. Small objects need about answers a second × time to the first byte
 * (Little's law), which one answer is enough to tell; large ones get more for as long as more bring more. Every
 * refusal because of load halves both, for all jobs.
 */
export class Pace {
  private large = startLimit;
  private bestRate = 0;
  private bytes = 0;
  private since: number;
  private growing = true;
  private wait: number | undefined;
  /** Part of the limits that may be used; below 1 after the bucket asked to slow down. */
  private share = 1;
  private holdUntil = 0;
  private lastSlowDown = -Infinity;

  /**
   * @param cap the most connections in all
   * @param now milliseconds, never going back
   */
  constructor(
    public cap: number,
    private readonly now: () => number,
  ) {
    this.since = now();
  }

  limit(lane: Lane): number {
    if (this.now() < this.holdUntil) return 0;
    const wanted = lane === 'large' ? this.large : this.wantedSmall;
    return Math.max(1, Math.floor(Math.min(wanted, this.cap) * this.share));
  }

  /** Milliseconds until anything may begin again. */
  get hold(): number {
    return Math.max(0, this.holdUntil - this.now());
  }

  /**
   * Takes note of how long the first byte of an answer took, in milliseconds.
   * @returns whether the limits may be others now
   */
  answered(milliseconds: number): boolean {
    // The quickest ever counts: a queue on a busy server, our own included, is no reason to ask for more at a time.
    if (this.wait !== undefined && milliseconds >= this.wait) return false;
    this.wait = milliseconds;
    return true;
  }

  /** The network is another one: what was learnt of it does not count any more. */
  forget(): void {
    this.wait = undefined;
    this.large = startLimit;
    this.bestRate = 0;
    this.growing = true;
  }

  received(bytes: number): void {
    this.bytes += bytes;
  }

  /** To be called several times a second. @param saturated whether large work waits for a connection */
  tick(saturated: boolean): void {
    const now = this.now();
    const elapsed = now - this.since;
    if (elapsed < interval) return;
    const rate = (this.bytes * 1000) / elapsed;
    this.since = now;
    this.bytes = 0;
    this.share = Math.min(1, this.share * recovery);
    if (!saturated || this.share < 1) return;
    if (rate > this.bestRate * worthIt) {
      this.bestRate = rate;
      if (this.growing) this.large = Math.min(mostLarge, this.large * 2);
    } else if (this.growing && this.large > startLimit) {
      this.large = this.large / 2;
      this.growing = false;
    }
  }

  /** The bucket asked to slow down. @param seconds that it wants to be left alone */
  slowDown(seconds = 0): void {
    const now = this.now();
    this.holdUntil = Math.max(this.holdUntil, now + seconds * 1000);
    // The refusals of one moment are one refusal.
    if (now - this.lastSlowDown < interval) return;
    this.lastSlowDown = now;
    this.share = Math.max(1 / 64, this.share / 2);
  }

  private get wantedSmall(): number {
    if (this.wait === undefined) return startLimit;
    return Math.max(startLimit, Math.ceil((wantedAnswers * this.wait) / 1000));
  }
}
