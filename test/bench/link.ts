/** A way to the server, as a proxy makes it. Without figures it is as fast as the machine. */
export interface Link {
  /** Milliseconds from the client to the server and back. */
  readonly roundTrip: number;
  /** Bytes per second, each way, of one connection. */
  readonly perConnection: number;
  /** Bytes per second, each way, of all connections together. */
  readonly inAll: number;
}

/** A long way to S3: 50 ms, 80 Mbit/s a connection, 1 Gbit/s in all. */
export const farLink: Link = { roundTrip: 50, perConnection: 10_000_000, inAll: 125_000_000 };

/** Where bytes are due, one after the other. */
export class Pace {
  #free = 0;

  constructor(private readonly bytesPerSecond: number) {}

  /** Takes the next slot for so many bytes; says when (milliseconds) the last of them has passed. */
  take(bytes: number, now: number): number {
    this.#free = Math.max(this.#free, now) + (bytes / this.bytesPerSecond) * 1000;
    return this.#free;
  }
}

/** Runs callbacks at given times, to the millisecond, with one timer for all. */
export class Agenda {
  readonly #due = new Map<number, (() => void)[]>();
  #timer: NodeJS.Timeout | undefined;
  #reached = Math.floor(performance.now());

  /** @param time of `performance.now()`; a time that has passed means the next tick */
  at(time: number, callback: () => void): void {
    const slot = Math.max(Math.ceil(time), this.#reached + 1);
    const callbacks = this.#due.get(slot);
    if (callbacks) callbacks.push(callback);
    else this.#due.set(slot, [callback]);
    this.#timer ??= setInterval(() => {
      this.#tick();
    }, 1);
  }

  #tick(): void {
    const now = Math.floor(performance.now());
    for (let slot = this.#reached + 1; slot <= now; slot += 1) {
      const callbacks = this.#due.get(slot);
      this.#due.delete(slot);
      this.#reached = slot;
      for (const callback of callbacks ?? []) callback();
    }
    if (this.#due.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    // Nothing is due: the time until the next entry need not be walked through.
    this.#reached = Math.floor(performance.now());
  }
}
