/** A range of bytes: its first one, and the one after its last. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** How many parts of `partSize` bytes a file of `size` bytes has; a file without bytes has none. */
export function partCount(size: number, partSize: number): number {
  return Math.ceil(size / partSize);
}

/**
 * Keeps the books of a file that arrives in parts, several at a time: which part is next, how far each has
 * come, and up to which byte the file is whole without a gap. A part that is given back keeps what it has.
 */
export class PartBook {
  /** Bytes that each part has, in order from its start. */
  private readonly arrived: Float64Array;
  private readonly taken: Uint8Array;
  private firstFree = 0;
  /** All parts before this one are whole. */
  private firstOpen = 0;
  private total = 0;

  /** @param done indices of parts that are whole already */
  constructor(
    readonly size: number,
    readonly partSize: number,
    done: Iterable<number> = [],
  ) {
    const count = partCount(size, partSize);
    this.arrived = new Float64Array(count);
    this.taken = new Uint8Array(count);
    for (const index of done) {
      if (!Number.isInteger(index) || index < 0 || index >= count || this.taken[index] === 1) continue;
      this.taken[index] = 1;
      this.add(index, this.lengthOf(index));
    }
  }

  get count(): number {
    return this.arrived.length;
  }

  get bytesDone(): number {
    return this.total;
  }

  get whole(): boolean {
    return this.total === this.size;
  }

  /** Whether `take` would give a part. */
  get hasFree(): boolean {
    while (this.firstFree < this.count && this.taken[this.firstFree] === 1) this.firstFree++;
    return this.firstFree < this.count;
  }

  /** Every byte before this one has arrived. */
  get wholeUpTo(): number {
    while (this.firstOpen < this.count && this.partWhole(this.firstOpen)) this.firstOpen++;
    if (this.firstOpen >= this.count) return this.size;
    return this.firstOpen * this.partSize + (this.arrived[this.firstOpen] ?? 0);
  }

  /** The first part that nobody has, to be fetched by the caller alone until it is whole or given back. */
  take(): number | undefined {
    if (!this.hasFree) return undefined;
    const index = this.firstFree;
    this.taken[index] = 1;
    return index;
  }

  giveBack(index: number): void {
    if (this.partWhole(index)) return;
    this.taken[index] = 0;
    this.firstFree = Math.min(this.firstFree, index);
  }

  /** What is still missing of a part. */
  missing(index: number): ByteRange {
    const start = index * this.partSize;
    return { start: start + (this.arrived[index] ?? 0), end: start + this.lengthOf(index) };
  }

  /** Takes note of bytes that were written, right after those that the part has. */
  add(index: number, bytes: number): void {
    this.arrived[index] = (this.arrived[index] ?? 0) + bytes;
    this.total += bytes;
  }

  partWhole(index: number): boolean {
    return this.arrived[index] === this.lengthOf(index);
  }

  /** Nothing of it counts any more. No part may be in the hands of anyone. */
  reset(): void {
    this.arrived.fill(0);
    this.taken.fill(0);
    this.firstFree = 0;
    this.firstOpen = 0;
    this.total = 0;
  }

  private lengthOf(index: number): number {
    return Math.min(this.partSize, this.size - index * this.partSize);
  }
}
