import { hash } from 'node:crypto';

/** The most slots that are in use, of ten. */
const fullAt = 7;

/** A text in 64 bits: with 20 million of them two meet once in 100,000 tables. */
export interface KeyHash {
  readonly high: number;
  readonly low: number;
}

export function hashOf(bytes: Uint8Array): KeyHash {
  const digest = hash('sha256', bytes, 'buffer');
  // Two zeros mean an empty slot.
  return { high: digest.readUInt32LE(0), low: digest.readUInt32LE(4) || 1 };
}

/** A set of texts in eight bytes a slot: a set of strings would cost a hundred and more. */
export class HashedSet {
  private high: Uint32Array;
  private low: Uint32Array;
  private used = 0;

  /** @param expected number of keys; the set grows beyond it */
  constructor(expected = 16) {
    const slots = Math.ceil((expected * 10) / fullAt) + 1;
    this.high = new Uint32Array(slots);
    this.low = new Uint32Array(slots);
  }

  /** Slots are numbered from 0 to below this. */
  get slots(): number {
    return this.low.length;
  }

  /** Adds a key. @returns its slot, which stays the same until the set grows */
  add(key: KeyHash): number {
    if (this.used * 10 >= this.slots * fullAt) this.grow();
    const slot = this.slotOf(key);
    if (this.low[slot] === 0) {
      this.high[slot] = key.high;
      this.low[slot] = key.low;
      this.used++;
    }
    return slot;
  }

  /** The slot of a key, undefined when it is not in the set. */
  find(key: KeyHash): number | undefined {
    const slot = this.slotOf(key);
    return this.low[slot] === 0 ? undefined : slot;
  }

  /** Where the key is, or would be. */
  private slotOf({ high, low }: KeyHash): number {
    let slot = high % this.slots;
    while (this.low[slot] !== 0 && (this.low[slot] !== low || this.high[slot] !== high)) {
      slot = slot + 1 === this.slots ? 0 : slot + 1;
    }
    return slot;
  }

  private grow(): void {
    const { high, low } = this;
    const slots = low.length * 2;
    this.high = new Uint32Array(slots);
    this.low = new Uint32Array(slots);
    for (let old = 0; old < low.length; old++) {
      if (low[old] === 0) continue;
      const key = { high: high[old] ?? 0, low: low[old] ?? 0 };
      const slot = this.slotOf(key);
      this.high[slot] = key.high;
      this.low[slot] = key.low;
    }
  }
}
