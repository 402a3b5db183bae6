import { setImmediate as turn } from 'node:timers/promises';
import { throwIfCancelled } from '../../errors';
import { eachRow } from './delimited';
import type { TableForm } from './form';
import { linesOf, wordsOf } from './lines';
import { TableRows } from './tableRows';

/** Rows between two looks at whether anyone still waits. */
const rowsPerTurn = 20_000;

/** The rows of a text in a known form. */
export async function parseTable(text: string, form: TableForm, signal: AbortSignal): Promise<TableRows> {
  throwIfCancelled(signal);
  if (form.between === 'spaces') return parseSpaced(text, form, signal);
  const rows = new TableRows();
  let toSkip = form.skip ?? 0;
  eachRow(text.slice(form.start), form.between, (cells) => toSkip-- > 0 || rows.add(cells));
  return rows;
}

async function parseSpaced(text: string, form: TableForm, signal: AbortSignal): Promise<TableRows> {
  const rows = new TableRows();
  let lines = 0;
  for (const line of linesOf(text, form.start)) {
    if (++lines % rowsPerTurn === 0) {
      await turn();
      throwIfCancelled(signal);
    }
    if (form.comment?.test(line.text) === true) continue;
    if (line.cut) rows.noteCut();
    const words = wordsOf(line.text);
    if (words.length > 0 && !rows.add(words)) break;
  }
  return rows;
}
