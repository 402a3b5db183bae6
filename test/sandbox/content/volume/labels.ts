import { mix32 } from '../hash';
import { randomOf, type Source } from '../source';
import { centred, type Grid, type RowPainter } from './head';

/** Numbers of FreeSurfer's colour table: subcortical ones, and 34 cortical regions for each side. */
const SUBCORTICAL: readonly number[] = [2, 4, 10, 11, 12, 13, 16, 17, 18, 26, 28];
const CORTICAL_REGIONS = 34;
const BRAIN = 0.77;
const CORE = 0.4;
/** An import costs a property access at each call when it is loaded as CommonJS, which shows in tight loops. */
const mix = mix32;
/** Voxels along one edge of a region's building block. */
const CELL = 8;

/** Whole-number labels inside the brain, 0 outside; the left half has other numbers than the right one. */
export function labelPainter(grid: Grid, source: Source): RowPainter {
  const random = randomOf(source);
  const salt = random.next();
  return (row, y, z) => {
    const v = centred(y, grid.ny);
    const w = centred(z, grid.nz);
    const plane = mix(salt ^ Math.imul(Math.floor(y / CELL) * 4096 + Math.floor(z / CELL), 0x9e3779b1));
    for (let x = 0; x < row.length; x++) {
      const u = centred(x, row.length);
      const distance = Math.sqrt(u * u + v * v + w * w);
      row[x] = distance > BRAIN ? 0 : labelAt(distance, u < 0, mix(plane + Math.floor(x / CELL)));
    }
  };
}

function labelAt(distance: number, left: boolean, draw: number): number {
  if (distance < CORE) return (SUBCORTICAL[draw % SUBCORTICAL.length] ?? 2) + (left ? 0 : 39);
  return (left ? 1001 : 2001) + (draw % CORTICAL_REGIONS);
}

/** 1 inside and 0 outside. The edge is frayed by a voxel here and there, else all masks would be the same. */
export function maskPainter(grid: Grid, source: Source): RowPainter {
  const random = randomOf(source);
  const salt = random.next();
  return (row, y, z) => {
    const v = centred(y, grid.ny);
    const w = centred(z, grid.nz);
    const fray = (mix(salt ^ Math.imul(y + z * grid.ny, 0x9e3779b1)) % 3) - 1;
    const reach = (Math.sqrt(Math.max(0, BRAIN * BRAIN - v * v - w * w)) * row.length) / 2;
    const start = row.length / 2 - reach + (reach > 2 ? fray : 0);
    for (let x = 0; x < row.length; x++) row[x] = x >= start && x < row.length / 2 + reach ? 1 : 0;
  };
}
