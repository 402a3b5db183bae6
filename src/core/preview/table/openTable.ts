import { Undrawable, type Opened } from '../model';
import { sampleSize } from '../looksBinary';
import { isText } from '../readable/language';
import { readStart, readTextStart } from '../readable/textStart';
import type { Chart, TableColumn, TableViewer } from '../viewer';
import { chartOf } from './chart';
import { isDiffusionName, readDiffusion } from './diffusion';
import { diffusionTable } from './diffusionTable';
import { formOf, type TableForm } from './form';
import { isEventFile, knownTable } from './knownTables';
import { FORM_BYTES, MAX_TABLE_BYTES } from './limits';
import { parseTable } from './parseTable';
import { tableFacts } from './tableFacts';
import type { TableRows } from './tableRows';
import { pagesOf } from './pages';

/**
 * Reads a table, and what chart fits it. Of a large file the first 16 MB.
 * @throws Undrawable `notTheFormat` when the text is no table; HcpError
 */
export async function openTable(opened: Opened): Promise<TableViewer> {
  const { path } = opened.source;
  if (isDiffusionName(nameOf(path))) {
    const diffusion = await readDiffusion(opened);
    return viewer(diffusionTable(diffusion), true, { kind: 'shells', diffusion });
  }
  if (!isText(await readStart(opened, sampleSize))) throw new Undrawable('notTheFormat', 'no text');
  const start = await readTextStart(opened, FORM_BYTES);
  const form = formOf(nameOf(path), start.text, start.complete);
  if (!form) throw new Undrawable('notTheFormat', 'not laid out as a table');
  const { text, complete, encoding } = start.complete ? start : await readTextStart(opened, MAX_TABLE_BYTES);
  const rows = await parseTable(text, form, opened.signal);
  const columns = columnsOf(path, rows, form);
  return viewer({ rows, columns, form, encoding }, complete, chartOf(path, columns, rows.count));
}

/** A table that was read. */
export interface ReadTable {
  readonly rows: TableRows;
  readonly columns: readonly TableColumn[];
  readonly form: Pick<TableForm, 'format' | 'description'>;
  readonly encoding: string;
}

export function columnsOf(
  path: string,
  rows: TableRows,
  { names, units }: TableForm,
): readonly TableColumn[] {
  if (names.length > 0) return rows.described(names, units);
  if (isEventFile(path) && rows.width === 3)
    return rows.described(['onset', 'duration', 'amplitude'], ['s', 's']);
  const groups = knownTable(path, rows.width)?.groups ?? [];
  return rows.described(
    groups.flatMap((group) => group.names ?? []),
    groups.flatMap(({ unit, columns = rows.width }) => new Array<string>(columns).fill(unit)),
  );
}

function viewer(table: ReadTable, whole: boolean, chart: Chart | undefined): TableViewer {
  const { rows, columns } = table;
  const complete = whole && !rows.cut;
  return {
    kind: 'table',
    facts: tableFacts(table, complete),
    columns,
    rows: rows.count,
    complete,
    chart,
    page: pagesOf(rows, columns.length),
    column: (index) => rows.numbersOf(index),
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
