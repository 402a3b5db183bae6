import { createCipheriv } from 'node:crypto';
import { digestOf } from './hash';

const BLOCK = 16;

/** Pseudo-random bytes with random access: AES-128 in counter mode, keyed by seed and label. */
export class ByteStream {
  readonly #key: Buffer;

  constructor(...label: readonly string[]) {
    this.#key = digestOf('bytes', ...label).subarray(0, BLOCK);
  }

  /** The bytes [offset, offset + length). */
  read(offset: number, length: number): Buffer {
    const skip = offset % BLOCK;
    const counter = Buffer.alloc(BLOCK);
    counter.writeBigUInt64BE(BigInt(Math.floor(offset / BLOCK)), 8);
    const cipher = createCipheriv('aes-128-ctr', this.#key, counter);
    return cipher.update(Buffer.alloc(skip + length)).subarray(skip);
  }
}

/** A small generator (sfc32) for numbers in text and for parameters of pictures and volumes. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(...label: readonly string[]) {
    const digest = digestOf('numbers', ...label);
    this.#a = digest.readInt32LE(0);
    this.#b = digest.readInt32LE(4);
    this.#c = digest.readInt32LE(8);
  }

  /** An unsigned 32-bit integer. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter++) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** A number in [0, 1). */
  unit(): number {
    return this.next() / 0x1_0000_0000;
  }

  /** An integer in [0, limit). */
  below(limit: number): number {
    return Math.floor(this.unit() * limit);
  }

  between(low: number, high: number): number {
    return low + this.unit() * (high - low);
  }

  /** Roughly normal, mean 0 and standard deviation 1 (the sum of four uniform numbers). */
  normal(): number {
    return (this.unit() + this.unit() + this.unit() + this.unit() - 2) * Math.sqrt(3);
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new RangeError('Nothing to pick from.');
    return choice;
  }
}
