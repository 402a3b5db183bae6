import { ByteStream } from '../random';
import { inMemory, type Body } from '../segment';
import type { Source } from '../source';

const HEADER = 128;
const TAG = 8;

/** Types of data elements and the class of an array of bytes (MAT-File Format, tables 1-1 and 1-3). */
const [INT8, UINT8, INT32, UINT32, MATRIX] = [1, 2, 5, 6, 14];
const UINT8_CLASS = 9;

/** What the files of each MEG step hold, by the end of their names. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/headmodel/, 'headmodel'],
  [/sourcemodel/, 'sourcemodel2d'],
  [/icaclass/, 'comp_class'],
  [/preproc/, 'data'],
  [/avg/, 'average'],
];

/**
 * A file of MATLAB 5 with one array of bytes in a row, as long as there is room. Nothing where the size can't
 * hold one.
 */
export function matlabBody(source: Source): Body | undefined {
  const name = NAMES.find(([pattern]) => pattern.test(source.name))?.[1] ?? 'variable';
  const label = element(INT8, Buffer.from(name));
  const head = HEADER + TAG + (TAG + 8) * 2 + label.length + TAG;
  const length = source.size - head;
  if (length < 1) return undefined;
  const flags = Buffer.alloc(8);
  flags.writeUInt32LE(UINT8_CLASS);
  const dimensions = Buffer.alloc(8);
  dimensions.writeInt32LE(1);
  dimensions.writeInt32LE(length, 4);
  const start = Buffer.concat([
    fileHead(source),
    tag(MATRIX, source.size - HEADER - TAG),
    element(UINT32, flags),
    element(INT32, dimensions),
    label,
    tag(UINT8, length),
  ]);
  const stream = new ByteStream(source.seed, source.key);
  return {
    segments: [inMemory(start), { length, read: (offset, count) => stream.read(offset, count) }],
    held: start.length,
  };
}

function fileHead(source: Source): Buffer {
  const head = Buffer.alloc(HEADER, ' ');
  head.write(`MATLAB 5.0 MAT-file, Platform: GLNXA64, Created on: Thu May  1 10:00:00 2014 ${source.mark}`);
  head.fill(0, 116, 124);
  head.writeUInt16LE(0x01_00, 124);
  head.write('IM', 126);
  return head;
}

function element(type: number, data: Buffer): Buffer {
  return Buffer.concat([tag(type, data.length), data, Buffer.alloc((8 - (data.length % 8)) % 8)]);
}

function tag(type: number, length: number): Buffer {
  const bytes = Buffer.alloc(TAG);
  bytes.writeUInt32LE(type);
  bytes.writeUInt32LE(length, 4);
  return bytes;
}
