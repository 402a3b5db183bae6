import { mix32 } from '../hash';
import { ByteStream } from '../random';
import { randomOf, type Source } from '../source';

/** The voxels of a volume along its three axes. */
export interface Grid {
  readonly nx: number;
  readonly ny: number;
  readonly nz: number;
}

/** Writes the voxels of row (y, z) as 16-bit numbers in the machine's order. */
export type RowPainter = (row: Int16Array, y: number, z: number) => void;

interface Shell {
  /** Radius as a share of half the field of view. */
  readonly radius: number;
  readonly value: number;
  /** How far folds push the surface in and out. */
  readonly fold: number;
}

/** Scalp, skull, fluid, grey and white matter, ventricles: intensities as in a T1-weighted picture. */
const T1: readonly Shell[] = [
  { radius: 0.92, value: 620, fold: 0 },
  { radius: 0.85, value: 90, fold: 0 },
  { radius: 0.8, value: 160, fold: 0 },
  { radius: 0.77, value: 470, fold: 0.015 },
  { radius: 0.66, value: 760, fold: 0.09 },
  { radius: 0.2, value: 150, fold: 0.05 },
];
/** The same in a T2-weighted picture, where fluid is bright. */
const T2_VALUES: readonly number[] = [420, 60, 980, 610, 380, 960];

/** Rows begin at one of so many places of a table of noise. */
const NOISE = 16_384;
/** The lower five bits of a voxel are noise. */
const NOISE_BITS = 31;

/** A head-like set of shells with noise; every row has noise of its own, so that no two stretches are alike. */
export function headPainter(grid: Grid, source: Source): RowPainter {
  const random = randomOf(source);
  const fluidBright = /T2w|SPC|BOLD|[rt]fMRI|DWI|Diffusion|FieldMap/.test(source.name);
  const shells = T1.map((shell, index) => ({
    ...shell,
    value: (fluidBright ? T2_VALUES[index] : undefined) ?? shell.value,
    phaseY: random.between(0, 6),
    phaseZ: random.between(0, 6),
    waves: random.between(14, 22),
  }));
  const noise = noiseTable(source, NOISE + grid.nx);
  const salt = random.next();
  return (row, y, z) => {
    const v = centred(y, grid.ny);
    const w = centred(z, grid.nz);
    const start = mix32(salt ^ Math.imul(y + z * grid.ny, 0x9e3779b1)) % NOISE;
    row.set(noise.subarray(start, start + row.length));
    let [from, to, under] = [0, row.length, 0];
    for (const shell of shells) {
      const fold =
        shell.fold * Math.sin(v * shell.waves + shell.phaseY) * Math.sin(w * shell.waves + shell.phaseZ);
      const reach = halfChord(shell.radius + fold, v * v + w * w) * (row.length / 2);
      const [start, end] = [Math.ceil(row.length / 2 - reach), Math.floor(row.length / 2 + reach)];
      if (start >= end) break;
      raise(row, from, start, under);
      raise(row, end, to, under);
      [from, to, under] = [start, end, shell.value];
    }
    raise(row, from, to, under);
  };
}

function noiseTable(source: Source, length: number): Int16Array {
  const bytes = new ByteStream(source.seed, source.key).read(0, length);
  const noise = new Int16Array(length);
  for (let at = 0; at < length; at++) noise[at] = (bytes[at] ?? 0) & NOISE_BITS;
  return noise;
}

/** Half the length of the line that a sphere cuts out of a row at this squared distance from the middle. */
function halfChord(radius: number, distance: number): number {
  return Math.sqrt(Math.max(0, radius * radius - distance));
}

function raise(row: Int16Array, from: number, to: number, value: number): void {
  if (value === 0) return;
  for (let x = from; x < to; x++) row[x] = (row[x] ?? 0) + value;
}

/** The place of a voxel's middle, from -1 to 1. */
export function centred(index: number, count: number): number {
  return ((index + 0.5) / count) * 2 - 1;
}
