import type { TableForm } from './form';
import { linesOf, wordsOf } from './lines';

const maxHeaderLines = 2000;

/**
 * FreeSurfer's table of regions: a header of comments, which names the columns (`# ColHeaders`) and their units
 * (`# TableCol 4 Units mm^3`). Undefined where the columns have no names: then it is no table.
 */
export function statsForm(text: string): TableForm | undefined {
  let names: readonly string[] = [];
  let description: string | undefined;
  const units: (string | undefined)[] = [];
  let count = 0;
  for (const { text: line, start } of linesOf(text)) {
    if (!line.startsWith('#') || count++ > maxHeaderLines) {
      if (names.length === 0) return undefined;
      return {
        format: 'FreeSurfer stats',
        between: 'spaces',
        start,
        comment: /^#/,
        names,
        units,
        description,
      };
    }
    const [, word, ...rest] = wordsOf(line);
    if (word === 'ColHeaders') names = rest;
    if (word === 'TableCol') noteUnit(units, rest);
    if (word === 'Table' || word === 'Title') description ??= [word, ...rest].join(' ');
  }
  return undefined;
}

function noteUnit(units: (string | undefined)[], [number, what, unit]: readonly string[]): void {
  const column = Number(number) - 1;
  if (what !== 'Units' || !Number.isInteger(column) || column < 0 || column > 100) return;
  if (unit !== undefined && !/^(none|unitless|NA|name|index|id)$/i.test(unit)) units[column] = unit;
}
