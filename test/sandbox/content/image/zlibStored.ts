const BLOCK = 65_535;
const BLOCK_FRAME = 5;
const ADLER_MODULUS = 65_521;
/** So many bytes can be summed before the sums could leave the safe range. */
const ADLER_RUN = 5552;

/** The size of `length` bytes in a zlib stream of stored blocks. */
export function storedZlibSize(length: number): number {
  return 2 + Math.max(1, Math.ceil(length / BLOCK)) * BLOCK_FRAME + length + 4;
}

/** A zlib stream that holds the bytes as they are. */
export function storedZlib(bytes: Uint8Array): Buffer {
  const out = Buffer.alloc(storedZlibSize(bytes.length));
  out.writeUInt16BE(0x7801, 0);
  let at = 2;
  for (let start = 0; start === 0 || start < bytes.length; start += BLOCK) {
    const length = Math.min(BLOCK, bytes.length - start);
    out[at] = start + length >= bytes.length ? 1 : 0;
    out.writeUInt16LE(length, at + 1);
    out.writeUInt16LE(length ^ 0xffff, at + 3);
    out.set(bytes.subarray(start, start + length), at + BLOCK_FRAME);
    at += BLOCK_FRAME + length;
  }
  out.writeUInt32BE(adler32(bytes), at);
  return out;
}

function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (let start = 0; start < bytes.length; start += ADLER_RUN) {
    const end = Math.min(bytes.length, start + ADLER_RUN);
    for (let at = start; at < end; at++) {
      low += bytes[at] ?? 0;
      high += low;
    }
    low %= ADLER_MODULUS;
    high %= ADLER_MODULUS;
  }
  return ((high << 16) | low) >>> 0;
}
