import type { Fact, FactId } from '../model';
import type { ReadTable } from './openTable';

/** What is known of a table; the number of rows only where all were read. */
export function tableFacts({ rows, columns, form, encoding }: ReadTable, complete: boolean): readonly Fact[] {
  const known: readonly (readonly [FactId, string | undefined])[] = [
    ['format', form.format],
    ['rows', complete ? String(rows.count) : undefined],
    ['columns', String(columns.length)],
    ['encoding', encoding === 'UTF-8' ? undefined : encoding],
    ['description', form.description?.slice(0, 500)],
  ];
  return known.flatMap(([id, value]) => (value === undefined || value === '' ? [] : [{ id, value }]));
}
