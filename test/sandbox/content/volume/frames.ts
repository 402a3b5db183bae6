import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { joiner, repeatedCrc } from '../gzip/crc';
import type { Payload } from '../gzip/stored';
import { ByteStream } from '../random';
import type { Source } from '../source';
import type { Grid, RowPainter } from './head';

const VOXEL = 2;
/** Each frame is the first one with a pattern of so many bytes laid over it (XOR). */
const PATTERN = 64;
/** The pattern changes only the lowest bits of a voxel: it looks like noise. */
const PATTERN_BITS = 0x0f;
const CRC_STEP = 1024 * 1024;

/** A first frame up to this size is kept while a series is read. */
const KEPT_FRAME = 24 * 1024 * 1024;

/** The voxels of all frames. The CRC takes one pass over the first frame, however many there are. */
export function frameData(options: {
  readonly source: Source;
  readonly grid: Grid;
  readonly frames: number;
  readonly paint: RowPainter;
  readonly bigEndian: boolean;
}): Payload & { readonly held: number } {
  const { grid, frames } = options;
  const frameSize = grid.nx * grid.ny * grid.nz * VOXEL;
  const kept = frames > 1 && frameSize <= KEPT_FRAME;
  const fill = kept ? keeping(frameSize, rowFiller(options)) : rowFiller(options);
  const pattern = patterns(options);
  let crc: Promise<number> | undefined;
  return {
    length: frameSize * frames,
    held: kept ? frameSize : grid.nx * VOXEL,
    read: (offset, length) => {
      const out = new Uint8Array(length);
      for (let at = 0; at < length;) {
        const frame = Math.floor((offset + at) / frameSize);
        const within = offset + at - frame * frameSize;
        const piece = out.subarray(at, Math.min(length, at + frameSize - within));
        fill(piece, within);
        if (frames > 1) layOver(piece, within, pattern(frame));
        at += piece.length;
      }
      return out;
    },
    crc: () => (crc ??= allFramesCrc(frameSize, frames, fill, pattern)),
  };
}

function keeping(frameSize: number, fill: Filler): Filler {
  let frame: Uint8Array | undefined;
  return (out, offset) => {
    if (frame === undefined) {
      frame = new Uint8Array(frameSize);
      fill(frame, 0);
    }
    out.set(frame.subarray(offset, offset + out.length));
  };
}

/** Writes the bytes of the first frame from `offset` on. */
type Filler = (out: Uint8Array, offset: number) => void;

function rowFiller(options: {
  readonly grid: Grid;
  readonly paint: RowPainter;
  readonly bigEndian: boolean;
}): Filler {
  const { grid, paint, bigEndian } = options;
  const row = new Int16Array(grid.nx);
  const bytes = Buffer.from(row.buffer);
  return (out, offset) => {
    for (let at = 0; at < out.length;) {
      const index = Math.floor((offset + at) / bytes.length);
      const within = offset + at - index * bytes.length;
      paint(row, index % grid.ny, Math.floor(index / grid.ny));
      if (bigEndian) bytes.swap16();
      const count = Math.min(bytes.length - within, out.length - at);
      out.set(bytes.subarray(within, within + count), at);
      at += count;
    }
  };
}

function patterns(options: {
  readonly source: Source;
  readonly bigEndian: boolean;
}): (frame: number) => Uint8Array {
  const stream = new ByteStream(options.source.seed, options.source.key, 'frames');
  const low = options.bigEndian ? 1 : 0;
  return (frame) =>
    stream.read(frame * PATTERN, PATTERN).map((byte, at) => (at % VOXEL === low ? byte & PATTERN_BITS : 0));
}

/** XOR with the pattern, four bytes at a time where the memory is aligned. */
function layOver(out: Uint8Array, offset: number, pattern: Uint8Array): void {
  const lead = Math.min(out.length, -out.byteOffset & 3);
  const words = new Uint32Array(out.buffer, out.byteOffset + lead, (out.length - lead) >>> 2);
  const turned = Uint8Array.from(pattern, (_, at) => pattern[(offset + lead + at) & (PATTERN - 1)] ?? 0);
  const turnedWords = new Uint32Array(turned.buffer);
  for (let at = 0; at < words.length; at++) words[at] = (words[at] ?? 0) ^ (turnedWords[at & 15] ?? 0);
  const byteWise = (from: number, to: number): void => {
    for (let at = from; at < to; at++)
      out[at] = (out[at] ?? 0) ^ (pattern[(offset + at) & (PATTERN - 1)] ?? 0);
  };
  byteWise(0, lead);
  byteWise(lead + words.length * 4, out.length);
}

async function allFramesCrc(
  frameSize: number,
  frames: number,
  fill: Filler,
  pattern: (frame: number) => Uint8Array,
): Promise<number> {
  let first = 0;
  for (let at = 0; at < frameSize; at += CRC_STEP) {
    const piece = new Uint8Array(Math.min(CRC_STEP, frameSize - at));
    fill(piece, at);
    first = crc32(piece, first);
    await setImmediate();
  }
  if (frames === 1) return first;
  const overlay = repeatedCrc(PATTERN, frameSize);
  const join = joiner(frameSize);
  let crc = 0;
  for (let frame = 0; frame < frames; frame++) crc = join(crc, (first ^ overlay(pattern(frame))) >>> 0);
  return crc;
}
