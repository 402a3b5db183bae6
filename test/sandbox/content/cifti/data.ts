import { endianness } from 'node:os';
import { mix32 } from '../hash';
import { ByteStream } from '../random';
import type { Segment } from '../segment';
import { randomOf, type Source } from '../source';

/** What the numbers of a matrix look like. */
export type ValueStyle = 'signal' | 'scalar' | 'label' | 'correlation';

/** Rows begin at one of so many places of a table of noise. */
const NOISE = 16_384;
const VALUE = 4;
/** An import costs a property access at each call when it is loaded as CommonJS, which shows in tight loops. */
const mix = mix32;
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
  const fill = fillerFor(options);
  return {
    length: options.rows * options.columns * VALUE,
    read: (offset, length) => {
      const first = Math.floor(offset / VALUE);
      const values = new Float32Array(Math.ceil((offset + length) / VALUE) - first);
      fill(values, first);
      return new Uint8Array(values.buffer, offset - first * VALUE, length);
    },
  };
}

/** Writes the values from element `first` on. */
type Filler = (out: Float32Array, first: number) => void;

function fillerFor(options: {
  readonly source: Source;
  readonly columns: number;
  readonly style: ValueStyle;
  readonly labels: number;
}): Filler {
  const { source, columns, style, labels } = options;
  const salt = randomOf(source).next();
  switch (style) {
    case 'label':
      return byElement(columns, (row) => 1 + (mix(salt + Math.floor(row / LABEL_RUN)) % labels));
    case 'correlation':
      return byElement(columns, (row, column) => correlation(salt, row, column));
    case 'signal':
    case 'scalar': {
      const [level, spread] = style === 'signal' ? [9000, 4000] : [0, 3];
      const noise = noiseTable(source, style === 'signal' ? 60 : 1);
      return levelsAndNoise({ columns, salt, level, spread, noise });
    }
  }
}

function byElement(columns: number, value: (row: number, column: number) => number): Filler {
  return (out, first) => {
    let row = Math.floor(first / columns);
    let column = first - row * columns;
    for (let at = 0; at < out.length; at++) {
      out[at] = value(row, column);
      if (++column === columns) {
        row++;
        column = 0;
      }
    }
  };
}

/** Each row has a level of its own and begins at another place of the noise. */
function levelsAndNoise(options: {
  readonly columns: number;
  readonly salt: number;
  readonly level: number;
  readonly spread: number;
  readonly noise: Float32Array;
}): Filler {
  const { columns, salt, level, spread, noise } = options;
  return (out, first) => {
    let row = Math.floor(first / columns);
    let column = first - row * columns;
    for (let at = 0; at < out.length; row++, column = 0) {
      const draw = mix(salt ^ Math.imul(row + 1, 0x9e3779b1));
      const base = level + (draw / 0x1_0000_0000 - 0.5) * spread;
      const end = Math.min(out.length, at + columns - column);
      for (let place = (draw & (NOISE - 1)) + column; at < end; at++, place++) {
        out[at] = base + (noise[place & (NOISE - 1)] ?? 0);
      }
    }
  };
}

/** The same for (row, column) and (column, row), and 1 for a row with itself. */
function correlation(salt: number, row: number, column: number): number {
  if (row === column) return 1;
  const [low, high] = row < column ? [row, column] : [column, row];
  return mix(salt ^ (Math.imul(low, 0x9e3779b1) + high)) / 0x1_0000_0000 - 0.4;
}

function noiseTable(source: Source, amplitude: number): Float32Array {
  const bytes = new ByteStream(source.seed, source.key).read(0, NOISE * 2);
  const noise = new Float32Array(NOISE);
  for (let at = 0; at < NOISE; at++) noise[at] = (bytes.readInt16LE(at * 2) / 32_768) * amplitude;
  return noise;
}
