import { endianness } from 'node:os';
import { mix32 } from '../hash';
import { ByteStream } from '../random';
import type { Segment } from '../segment';
import { randomOf, type Source } from '../source';

/** What the numbers of a matrix look like. */
export type ValueStyle = 'signal' | 'scalar' | 'label' | 'correlation';

const NOISE = 65_536;
const VALUE = 4;
/** Neighbouring brainordinates so many at a time share a label. */
const LABEL_RUN = 48;

if (endianness() !== 'LE')
  throw new Error('The sandbox writes numbers as they are in memory, which must be little-endian.');

/** The matrix of a CIFTI file: 32-bit floats, each row (a brainordinate or a parcel) after the other. */
export function matrixData(options: {
  readonly source: Source;
  readonly rows: number;
  readonly columns: number;
  readonly style: ValueStyle;
  /** Labels run from 1 to this number. */
  readonly labels: number;
}): Segment {
  const { rows, columns } = options;
  const value = rowMaker(options);
  return {
    length: rows * columns * VALUE,
    read: (offset, length) => {
      const first = Math.floor(offset / VALUE);
      const last = Math.ceil((offset + length) / VALUE);
      const values = new Float32Array(last - first);
      for (let at = first; at < last;) {
        const row = Math.floor(at / columns);
        const end = Math.min(last, (row + 1) * columns);
        value(values.subarray(at - first, end - first), row, at - row * columns);
        at = end;
      }
      return new Uint8Array(values.buffer, offset - first * VALUE, length);
    },
  };
}

/** Writes the values of a row from a column on. */
type RowMaker = (out: Float32Array, row: number, column: number) => void;

function rowMaker(options: {
  readonly source: Source;
  readonly style: ValueStyle;
  readonly labels: number;
}): RowMaker {
  const { source, style, labels } = options;
  const salt = randomOf(source).next();
  const start = (row: number): number => mix32(salt ^ Math.imul(row + 1, 0x9e3779b1));
  switch (style) {
    case 'label':
      return (out, row) => out.fill(1 + (mix32(salt + Math.floor(row / LABEL_RUN)) % labels));
    case 'correlation':
      return (out, row, column) => {
        for (let at = 0; at < out.length; at++) out[at] = correlation(salt, row, column + at);
      };
    case 'signal':
    case 'scalar': {
      const [level, spread] = style === 'signal' ? [9000, 4000] : [0, 3];
      const noise = noiseTable(source, style === 'signal' ? 60 : 1);
      return (out, row, column) => {
        const seed = start(row);
        const base = level + (seed / 0x1_0000_0000 - 0.5) * spread;
        for (let at = 0; at < out.length; at++)
          out[at] = base + (noise[(seed + column + at) & (NOISE - 1)] ?? 0);
      };
    }
  }
}

/** The same for (row, column) and (column, row), and 1 for a row with itself. */
function correlation(salt: number, row: number, column: number): number {
  if (row === column) return 1;
  const [low, high] = row < column ? [row, column] : [column, row];
  return mix32(salt ^ (Math.imul(low, 0x9e3779b1) + high)) / 0x1_0000_0000 - 0.4;
}

function noiseTable(source: Source, amplitude: number): Float32Array {
  const bytes = new ByteStream(source.seed, source.key).read(0, NOISE * 2);
  return Float32Array.from({ length: NOISE }, (_, at) => (bytes.readInt16LE(at * 2) / 32_768) * amplitude);
}
