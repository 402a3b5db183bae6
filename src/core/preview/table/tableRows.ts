import type { TableColumn } from '../viewer';
import { MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_ROWS } from './limits';
import { isMissing, toNumber } from './numbers';

/** Between the cells of a kept row. */
const mark = '\u001f';

interface Numbers {
  values: Float64Array;
  numbers: number;
  words: number;
}

/**
 * The rows of a table, kept small: one string a row, and the numbers of each column. Takes rows until it is
 * full.
 */
export class TableRows {
  private readonly texts: string[] = [];
  private readonly columns: Numbers[] = [];
  private cells = 0;
  private cutOff = false;

  get count(): number {
    return this.texts.length;
  }

  get width(): number {
    return this.columns.length;
  }

  /** Whether rows or cells were left out. */
  get cut(): boolean {
    return this.cutOff;
  }

  /** To be called when a part of a row was left out before it came here. */
  noteCut(): void {
    this.cutOff = true;
  }

  /** False when it is full: then the row was not taken. */
  add(given: readonly string[]): boolean {
    const cells = given.length > MAX_COLUMNS ? given.slice(0, MAX_COLUMNS) : given;
    if (cells !== given) this.cutOff = true;
    if (this.count >= MAX_ROWS || this.cells + cells.length > MAX_CELLS) {
      this.cutOff = true;
      return false;
    }
    const row = this.count;
    const kept = cells.map((cell) => tidy(cell));
    kept.forEach((cell, column) => {
      this.take(row, column, cell);
    });
    this.texts.push(kept.join(mark));
    this.cells += cells.length;
    return true;
  }

  cellsOf(row: number): readonly string[] {
    const text = this.texts[row];
    return text === undefined ? [] : text.split(mark);
  }

  cellOf(row: number, column: number): string {
    return this.cellsOf(row)[column] ?? '';
  }

  /** A copy, NaN where a cell is no number. */
  numbersOf(column: number): Float64Array {
    const copy = new Float64Array(this.count).fill(NaN);
    const values = this.columns[column]?.values;
    if (values) copy.set(values.subarray(0, this.count));
    return copy;
  }

  /** Whether each cell of a column is a number or empty, and one is a number. */
  isNumeric(column: number): boolean {
    const numbers = this.columns[column];
    return numbers !== undefined && numbers.words === 0 && numbers.numbers > 0;
  }

  /** The columns, with the names and units that are known; the others are counted from 1. */
  described(
    names: readonly string[] = [],
    units: readonly (string | undefined)[] = [],
  ): readonly TableColumn[] {
    return Array.from({ length: Math.max(this.width, names.length) }, (_, column) => {
      const unit = units[column];
      return {
        name: tidy(names[column] ?? '') || String(column + 1),
        ...(unit !== undefined && unit !== '' && { unit }),
        numeric: this.isNumeric(column),
      };
    });
  }

  private take(row: number, column: number, cell: string): void {
    const numbers = (this.columns[column] ??= { values: new Float64Array(0), numbers: 0, words: 0 });
    const value = toNumber(cell);
    if (row >= numbers.values.length) numbers.values = grown(numbers.values, row);
    numbers.values[row] = value;
    if (!Number.isNaN(value)) numbers.numbers++;
    else if (!isMissing(cell)) numbers.words++;
  }
}

function grown(values: Float64Array, row: number): Float64Array {
  const larger = new Float64Array(Math.max(16, Math.ceil((row + 1) * 1.5))).fill(NaN);
  larger.set(values);
  return larger;
}

function tidy(cell: string): string {
  const short = cell.length > MAX_CELL ? `${cell.slice(0, MAX_CELL)}…` : cell;
  const trimmed = short.trim();
  return trimmed.includes(mark) ? trimmed.replaceAll(mark, ' ') : trimmed;
}
