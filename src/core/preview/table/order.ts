import type { TableRows } from './tableRows';

/** The rows in the order of a column, those without a value last; equal ones stay as they are. */
export function orderOf(rows: TableRows, column: number, descending: boolean): Uint32Array {
  const numeric = rows.isNumeric(column);
  return numeric ? byNumber(rows.numbersOf(column), descending) : byText(rows, column, descending);
}

function byNumber(values: Float64Array, descending: boolean): Uint32Array {
  const known: number[] = [];
  const missing: number[] = [];
  values.forEach((value, row) => (Number.isNaN(value) ? missing : known).push(row));
  const sign = descending ? -1 : 1;
  known.sort((a, b) => sign * ((values[a] ?? 0) - (values[b] ?? 0)));
  return Uint32Array.from([...known, ...missing]);
}

function byText(rows: TableRows, column: number, descending: boolean): Uint32Array {
  const texts = Array.from({ length: rows.count }, (_, row) => rows.cellOf(row, column).toLowerCase());
  const known: number[] = [];
  const missing: number[] = [];
  texts.forEach((text, row) => (text === '' ? missing : known).push(row));
  const sign = descending ? -1 : 1;
  known.sort((a, b) => sign * compare(texts[a] ?? '', texts[b] ?? ''));
  return Uint32Array.from([...known, ...missing]);
}

/** By code units: a collator takes several times as long, and the cells are names of machines' making. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
