import { crc32 } from 'node:zlib';

/*
 * CRC-32 is linear over GF(2): what a run of zero bytes does to it is a 32 × 32 bit matrix. With such matrices the
 * CRC of a long body follows from those of its pieces (as in zlib's crc32_combine).
 */

/** A linear map of 32 bits: the image of each bit. */
type Operator = Uint32Array;

const POLYNOMIAL = 0xedb88320;

function apply(operator: Operator, value: number): number {
  let sum = 0;
  for (let bit = 0, rest = value >>> 0; rest !== 0; bit++, rest >>>= 1) {
    if ((rest & 1) !== 0) sum ^= operator[bit] ?? 0;
  }
  return sum >>> 0;
}

function compose(outer: Operator, inner: Operator): Operator {
  return inner.map((image) => apply(outer, image));
}

function identity(): Operator {
  return Uint32Array.from({ length: 32 }, (_, bit) => 2 ** bit);
}

/** What one zero bit does. */
function zeroBit(): Operator {
  return Uint32Array.from({ length: 32 }, (_, bit) => (bit === 0 ? POLYNOMIAL : 2 ** (bit - 1)));
}

/** What `length` zero bytes do. */
function zeroBytes(length: number): Operator {
  let power = zeroBit();
  for (let doubling = 0; doubling < 3; doubling++) power = compose(power, power);
  let result = identity();
  for (let rest = length; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = compose(power, result);
    power = compose(power, power);
  }
  return result;
}

/** Joins CRCs: given that of a first piece and that of a second one of `length` bytes, that of both together. */
export function joiner(length: number): (first: number, second: number) => number {
  const shift = zeroBytes(length);
  return (first, second) => (apply(shift, first) ^ second) >>> 0;
}

/** The linear part of the CRC: with no initial value and no final inversion. XOR of bodies is XOR of these. */
function linearCrc(bytes: Uint8Array): number {
  return ~crc32(bytes, 0xffff_ffff) >>> 0;
}

/** The linear CRC of a pattern of `period` bytes that is repeated over `length` bytes and cut off at the end. */
export function repeatedCrc(period: number, length: number): (pattern: Uint8Array) => number {
  const steps: { readonly shift: Operator; readonly odd: boolean }[] = [];
  for (let count = Math.floor(length / period); count > 0; count = Math.floor(count / 2)) {
    steps.unshift({ shift: zeroBytes(Math.floor(count / 2) * period), odd: count % 2 === 1 });
  }
  const once = zeroBytes(period);
  const cut = length % period;
  const overCut = zeroBytes(cut);
  return (pattern) => {
    const single = linearCrc(pattern);
    let sum = 0;
    for (const { shift, odd } of steps) {
      sum ^= apply(shift, sum);
      if (odd) sum = apply(once, sum) ^ single;
    }
    return (apply(overCut, sum) ^ linearCrc(pattern.subarray(0, cut))) >>> 0;
  };
}
