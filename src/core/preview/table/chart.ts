import type { Chart, TableColumn } from '../viewer';
import { isEventFile, knownTable, type KnownTable } from './knownTables';
import { MAX_DRAWN_COLUMNS } from './limits';

/** Fewer points make no line. */
const fewestPoints = 8;
/** More bars can't be told apart. */
const mostBars = 400;

/** The measures of FreeSurfer's tables that a person looks for first. */
const measures = ['Volume_mm3', 'GrayVol', 'ThickAvg', 'SurfArea', 'NumVert', 'NVoxels', 'Mean'] as const;

/** The chart that fits a table; undefined when none does. */
export function chartOf(path: string, columns: readonly TableColumn[], rows: number): Chart | undefined {
  if (isEventFile(path) && columns.length === 3 && columns.every(({ numeric }) => numeric))
    return { kind: 'events', onset: 0, duration: 1, amplitude: 2 };
  if (path.toLowerCase().endsWith('.stats')) return barsOf(columns, rows);
  if (rows < fewestPoints) return undefined;
  const known = knownTable(path, columns.length);
  return known ? knownLines(known, columns) : plainLines(columns);
}

function knownLines({ groups, x }: KnownTable, columns: readonly TableColumn[]): Chart | undefined {
  if (!x) return undefined;
  let next = 0;
  return {
    kind: 'lines',
    groups: groups.map(({ title, unit, columns: count = columns.length - next }) => {
      const first = next;
      next += count;
      return { title, unit, columns: numericFrom(columns, first, next) };
    }),
    x: { ...x, start: 0 },
  };
}

function plainLines(columns: readonly TableColumn[]): Chart | undefined {
  const isMatrix = columns.every(({ numeric }) => numeric);
  if (!isMatrix || columns.length > MAX_DRAWN_COLUMNS) return undefined;
  return {
    kind: 'lines',
    groups: [{ title: 'values', unit: '', columns: numericFrom(columns, 0, columns.length) }],
    x: { label: 'row', unit: '', start: 1, step: 1 },
  };
}

function barsOf(columns: readonly TableColumn[], rows: number): Chart | undefined {
  const label = columns.findIndex(({ name }) => name === 'StructName');
  const known = measures.map((measure) => columns.findIndex(({ name }) => name === measure));
  const value = known.find((column) => columns[column]?.numeric === true);
  if (label < 0 || value === undefined || rows === 0 || rows > mostBars) return undefined;
  return { kind: 'bars', label, value };
}

function numericFrom(columns: readonly TableColumn[], first: number, end: number): readonly number[] {
  return Array.from({ length: end - first }, (_, at) => first + at).filter(
    (column) => columns[column]?.numeric === true,
  );
}
