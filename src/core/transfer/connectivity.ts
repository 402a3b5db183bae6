/** Failures in a row after which the bucket counts as out of reach. */
const offlineAfter = 3;

/** Whether the bucket answers at all, as all jobs together see it. */
export class Connectivity {
  private failures = 0;
  private heard: number;
  private clockRefused: number | undefined;

  /** @param now milliseconds, never going back */
  constructor(private readonly now: () => number) {
    this.heard = now();
  }

  /** The bucket has answered, or bytes have arrived. */
  ok(): void {
    this.failures = 0;
    this.clockRefused = undefined;
    this.heard = this.now();
  }

  failed(): void {
    this.failures++;
  }

  /** This machine's clock is off. @returns for how many milliseconds the bucket has said so, and nothing else */
  clockOff(): number {
    this.clockRefused ??= this.now();
    return this.now() - this.clockRefused;
  }

  get offline(): boolean {
    return this.failures >= offlineAfter;
  }

  /** When the bucket was heard of last. */
  get lastHeard(): number {
    return this.heard;
  }

  /** Milliseconds since then. */
  get silence(): number {
    return this.now() - this.heard;
  }
}
