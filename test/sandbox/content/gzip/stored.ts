import { crc32 } from 'node:zlib';
import { filled, inMemory, type Body, type Segment } from '../segment';
import { joiner } from './crc';

/** Data to be put into gzip: made from any place on, with a CRC that need not be got by reading all of it. */
export interface Payload extends Segment {
  crc(): Promise<number>;
}

const BLOCK = 65_520;
const BLOCK_FRAME = 5;
const HEADER = 10;
const TRAILER = 8;
const HAS_COMMENT = 0x10;

/** The most bytes that a gzip file of `size` bytes can hold in stored blocks, beside a remark of 16 characters. */
export function storedCapacity(size: number): number {
  const room = Math.max(0, size - HEADER - 17 - TRAILER);
  return Math.max(0, room - BLOCK_FRAME * Math.ceil(room / (BLOCK + BLOCK_FRAME)));
}

/**
 * A gzip file of exactly `size` bytes whose blocks are stored, not compressed, so that every range of it can be made
 * alone. The comment in its header begins with the remark and takes what is left over.
 * `held`: bytes of memory that the payload keeps.
 */
export function gzipStored(size: number, remark: string, payload: Payload, held: number): Body {
  const blocks = Math.ceil(payload.length / BLOCK);
  const rest = size - HEADER - 1 - TRAILER - payload.length - blocks * BLOCK_FRAME;
  if (rest < 0) throw new RangeError(`${String(payload.length)} bytes don't fit into ${String(size)}.`);
  const header = Buffer.from([0x1f, 0x8b, 8, HAS_COMMENT, 0, 0, 0, 0, 0, 3]);
  const comment = Buffer.from(remark.slice(0, rest), 'latin1');
  return {
    segments: [
      inMemory(Buffer.concat([header, comment])),
      filled(rest - comment.length, 0x2e),
      inMemory(Buffer.alloc(1)),
      storedBlocks(payload, blocks),
      trailer(payload),
    ],
    held,
  };
}

function storedBlocks(payload: Payload, blocks: number): Segment {
  const framed = BLOCK + BLOCK_FRAME;
  return {
    length: payload.length + blocks * BLOCK_FRAME,
    read: async (offset, length) => {
      const out = Buffer.allocUnsafe(length);
      for (let at = offset; at < offset + length;) {
        const block = Math.floor(at / framed);
        const within = at - block * framed;
        const held = Math.min(BLOCK, payload.length - block * BLOCK);
        const count = Math.min(
          offset + length - at,
          (within < BLOCK_FRAME ? BLOCK_FRAME : BLOCK_FRAME + held) - within,
        );
        const piece =
          within < BLOCK_FRAME
            ? blockFrame(held, block === blocks - 1).subarray(within, within + count)
            : await payload.read(block * BLOCK + within - BLOCK_FRAME, count);
        out.set(piece, at - offset);
        at += count;
      }
      return out;
    },
  };
}

function blockFrame(length: number, last: boolean): Buffer {
  const frame = Buffer.alloc(BLOCK_FRAME);
  frame[0] = last ? 1 : 0;
  frame.writeUInt16LE(length, 1);
  frame.writeUInt16LE(length ^ 0xffff, 3);
  return frame;
}

function trailer(payload: Payload): Segment {
  return {
    length: TRAILER,
    read: async (offset, length) => {
      const bytes = Buffer.alloc(TRAILER);
      bytes.writeUInt32LE(await payload.crc(), 0);
      bytes.writeUInt32LE(payload.length % 0x1_0000_0000, 4);
      return bytes.subarray(offset, offset + length);
    },
  };
}

/** Bytes in memory, then another payload. */
export function headed(head: Uint8Array, rest: Payload): Payload {
  return {
    length: head.length + rest.length,
    read: async (offset, length) => {
      if (offset >= head.length) return rest.read(offset - head.length, length);
      const first = head.subarray(offset, offset + length);
      if (first.length === length) return first;
      return Buffer.concat([first, await rest.read(0, length - first.length)]);
    },
    crc: async () => joiner(rest.length)(crc32(head), await rest.crc()),
  };
}
