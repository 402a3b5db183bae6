import type { TableViewer } from '../viewer';
import { MAX_PAGE } from './limits';
import { orderOf } from './order';
import type { TableRows } from './tableRows';

/** Pages of rows, in their own order or sorted by a column; the last order is kept. */
export function pagesOf(rows: TableRows, width: number): TableViewer['page'] {
  let kept: { readonly id: string; readonly order: Uint32Array } | undefined;
  const sorted = (column: number, descending: boolean): Uint32Array => {
    const id = `${String(column)} ${String(descending)}`;
    if (kept?.id !== id) kept = { id, order: orderOf(rows, column, descending) };
    return kept.order;
  };
  return ({ first, count, sort }) => {
    const order = sort && sort.column < width ? sorted(sort.column, sort.descending) : undefined;
    const from = Math.min(rows.count, Math.max(0, Math.trunc(first)));
    const end = Math.min(rows.count, from + Math.min(MAX_PAGE, Math.max(0, Math.trunc(count))));
    return Array.from({ length: end - from }, (_, at) => {
      const cells = rows.cellsOf(order?.[from + at] ?? from + at);
      return Array.from({ length: width }, (_cell, column) => cells[column] ?? '');
    });
  };
}
