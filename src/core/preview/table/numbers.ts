const missing = /^[-+]?(nan|inf|infinity|na|n\/a|null|none|-|\.)$/i;
const number = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i;

/** Whether a cell holds no value: empty, or one of the words for it that programs write. */
export function isMissing(cell: string): boolean {
  return cell === '' || missing.test(cell);
}

/** A cell as a number; NaN when it is none. */
export function toNumber(cell: string): number {
  return number.test(cell) ? Number(cell) : NaN;
}
