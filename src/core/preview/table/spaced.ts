import type { TableForm } from './form';
import { wholeLines, wordsOf, type Line } from './lines';
import { isMissing, toNumber } from './numbers';

/** Lines that tell whether it is a table. */
const sample = 500;
/** Lines of words above the rows. */
const maxPreamble = 5;
const comment = /^\s*[#%]/;

interface Row {
  readonly start: number;
  readonly words: readonly string[];
}

/**
 * A table with white space between cells: rows of the same number of words, most of whose columns are numbers.
 * Above them may be comments, names of the columns, and a few lines of words.
 */
export function spacedForm(text: string, complete: boolean): TableForm | undefined {
  const lines = wholeLines(text, complete, sample);
  if (lines.some(({ cut }) => cut)) return undefined;
  const rows = lines.filter(isRow).map(({ text: line, start }) => ({ start, words: wordsOf(line) }));
  const first = firstOfTable(rows);
  const data = rows.slice(first);
  if (first > maxPreamble || !isTable(data)) return undefined;
  return {
    format: 'text',
    between: 'spaces',
    start: data[0]?.start ?? 0,
    comment,
    names: namesAbove(rows[first - 1], lines, data),
  };
}

function isRow({ text }: Line): boolean {
  return text.trim() !== '' && !comment.test(text);
}

/** The rows that are at the end the same in width, from the first with a number on; what is above is preamble. */
function firstOfTable(rows: readonly Row[]): number {
  const width = rows.at(-1)?.words.length;
  const preamble = rows.findLastIndex(
    ({ words }) =>
      words.length !== width || words.every((word) => Number.isNaN(toNumber(word)) && !isMissing(word)),
  );
  return preamble + 1;
}

function isTable(rows: readonly Row[]): boolean {
  const [first] = rows;
  if (!first || rows.length < 2) return first !== undefined && isEvent(first);
  const numeric = first.words.filter((_, column) =>
    rows.every(({ words }) => isNumber(words[column] ?? '')),
  ).length;
  if (numeric === 0) return false;
  return numeric * 2 >= first.words.length;
}

/** Three numbers make a table even in one row: an event's onset, duration and amplitude. */
function isEvent({ words }: Row): boolean {
  return words.length === 3 && words.every(isNumber);
}

function isNumber(word: string): boolean {
  return isMissing(word) || !Number.isNaN(toNumber(word));
}

/** The words of the line above the rows, or of the last comment above them, where there are as many. */
function namesAbove(
  above: Row | undefined,
  lines: readonly Line[],
  [first]: readonly Row[],
): readonly string[] {
  const width = first?.words.length;
  if (above?.words.length === width && above) return above.words;
  const remark = lines.findLast(({ text, start }) => start < (first?.start ?? 0) && comment.test(text));
  const words = remark ? wordsOf(remark.text.replace(comment, '')) : [];
  return words.length === width ? words : [];
}
