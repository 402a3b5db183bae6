import { setImmediate } from 'node:timers/promises';

const SLICE_MS = 12;

/** Lets other work of the process through now and then: a first listing makes and hashes thousands of bodies. */
export class Breather {
  #sliceEnd = 0;
  #turn: Promise<void> | undefined;

  /** Returns at once while the slice of time lasts, else after a turn of the event loop, which all callers share. */
  async pause(): Promise<void> {
    while (performance.now() > this.#sliceEnd) {
      this.#turn ??= this.#nextTurn();
      await this.#turn;
    }
  }

  async #nextTurn(): Promise<void> {
    await setImmediate();
    this.#sliceEnd = performance.now() + SLICE_MS;
    this.#turn = undefined;
  }
}
