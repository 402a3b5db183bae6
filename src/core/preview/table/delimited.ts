import { parse } from 'papaparse';
import type { TableForm } from './form';
import { MAX_LINE } from './limits';
import { isMissing, toNumber } from './numbers';

const delimiters = [',', '\t', ';', '|'] as const;
type Delimiter = (typeof delimiters)[number];

/** Lines that tell what is between the cells. */
const sample = 50;

/** A table with a character between cells; undefined when nothing separates cells, or there is no row. */
export function delimitedForm(
  name: string,
  text: string,
  complete: boolean,
  given?: Delimiter,
): TableForm | undefined {
  const head = complete ? text : wholeRows(text);
  const between = given ?? (/\.(tsv|tab)$|_tab\.txt$/.test(name) ? '\t' : guessed(head));
  const rows = firstRows(head, between);
  const title = hasTitle(rows) ? 1 : 0;
  const [first = [], ...others] = rows.slice(title);
  if (others.length === 0 && !isData(first)) return undefined;
  if (first.length < 2 && !/\.(csv|tsv|tab)$/.test(name)) return undefined;
  if (given !== undefined && others.some((row) => row.length !== first.length)) return undefined;
  const names = isData(first) ? [] : first;
  const skip = title + (names.length > 0 ? 1 : 0);
  return { format: formats[between], between, start: 0, skip, comment: undefined, names };
}

const formats: Readonly<Record<Delimiter, string>> = {
  ',': 'CSV',
  '\t': 'TSV',
  ';': 'CSV (;)',
  '|': 'CSV (|)',
};

/** Each row of a delimited text, until `take` says that there is no room for more. */
export function eachRow(text: string, delimiter: string, take: (cells: readonly string[]) => boolean): void {
  parse<string[]>(text, {
    delimiter,
    skipEmptyLines: 'greedy',
    step: ({ data }, parser) => {
      if (!take(data)) parser.abort();
    },
  });
}

function guessed(text: string): Delimiter {
  const { meta } = parse<string[]>(text, {
    preview: sample,
    skipEmptyLines: 'greedy',
    delimitersToGuess: [...delimiters],
  });
  return delimiters.find((delimiter) => delimiter === meta.delimiter) ?? ',';
}

function firstRows(text: string, delimiter: string): readonly (readonly string[])[] {
  return parse<string[]>(text, { delimiter, preview: sample, skipEmptyLines: 'greedy' }).data;
}

/** E-Prime puts the path of the experiment above its table. */
function hasTitle([first = [], second = []]: readonly (readonly string[])[]): boolean {
  return first.filter((cell) => cell !== '').length === 1 && second.length > 2;
}

function isData(row: readonly string[]): boolean {
  return (
    row.some((cell) => !Number.isNaN(toNumber(cell.trim()))) || row.every((cell) => isMissing(cell.trim()))
  );
}

function wholeRows(text: string): string {
  const end = text.lastIndexOf('\n');
  return text.slice(0, Math.min(end < 0 ? text.length : end + 1, MAX_LINE));
}
