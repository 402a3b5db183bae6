import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { format } from '../../kit/format';
import type { Sort, TableProps } from './api';
import { columnWidths } from './columnWidths';
import { HeaderCell } from './HeaderCell';
import { useRows } from './useRows';

const rowHeight = 22;
/** Rows and columns that are made beyond those in sight. */
const overscan = { rows: 12, columns: 3 } as const;

/** The rows: only those in sight are on the page. */
export function Grid(props: TableProps): ReactNode {
  const { preview, strings, requestRows, onDrawn } = props;
  const [sort, setSort] = useState<Sort>();
  const [sample, setSample] = useState<readonly (readonly string[])[]>([]);
  const scroller = useRef<HTMLDivElement>(null);
  const widths = columnWidths(preview.columns, sample);
  const numbers = String(preview.rows).length * 8 + 20;

  const rows = useVirtualizer({
    count: preview.rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: overscan.rows,
    scrollPaddingStart: rowHeight,
  });
  const columns = useVirtualizer({
    horizontal: true,
    count: preview.columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (column) => widths[column] ?? 0,
    overscan: overscan.columns,
    paddingStart: numbers,
  });
  useEffect(() => {
    columns.measure();
  }, [columns, sample]);

  const [shownRows, shownColumns] = [rows.getVirtualItems(), columns.getVirtualItems()];
  const { cellsOf, problem, retry } = useRows(
    requestRows,
    sort,
    shownRows[0]?.index ?? 0,
    (shownRows.at(-1)?.index ?? -1) + 1,
  );

  const first = cellsOf(0);
  useEffect(() => {
    if (first === undefined || sample.length > 0) return;
    setSample(Array.from({ length: 100 }, (_, row) => cellsOf(row) ?? []));
    onDrawn('table');
  }, [first, sample, cellsOf, onDrawn]);

  return (
    <>
      {problem !== undefined && (
        <p className="table-problem" role="alert">
          {strings.tableFailed}: {problem}{' '}
          <button type="button" className="link-button" onClick={retry}>
            {strings.tableRetry}
          </button>
        </p>
      )}
      <div
        ref={scroller}
        className="grid"
        role="table"
        tabIndex={0}
        aria-label={`${strings.tableTitle}, ${format(strings.tableSize, String(preview.rows), String(preview.columns.length))}`}
        aria-rowcount={preview.rows + 1}
        aria-colcount={preview.columns.length + 1}
      >
        <div role="rowgroup" className="grid-head" style={{ inlineSize: columns.getTotalSize() }}>
          <div role="row" aria-rowindex={1} style={{ blockSize: rowHeight }}>
            <div
              role="columnheader"
              aria-colindex={1}
              className="grid-corner"
              style={{ inlineSize: numbers }}
            >
              <span className="visually-hidden">{strings.tableRow}</span>
            </div>
            {shownColumns.map(({ index, start, size }) => (
              <HeaderCell
                key={index}
                column={preview.columns[index]}
                index={index}
                start={start}
                size={size}
                sort={sort}
                onSort={setSort}
              />
            ))}
          </div>
        </div>
        <div
          role="rowgroup"
          className="grid-body"
          style={{ blockSize: rows.getTotalSize(), inlineSize: columns.getTotalSize() }}
        >
          {shownRows.map((row) => (
            <div
              key={row.key}
              role="row"
              aria-rowindex={row.index + 2}
              className={row.index % 2 === 1 ? 'grid-row odd' : 'grid-row'}
              style={{ blockSize: rowHeight, transform: `translateY(${String(row.start)}px)` }}
            >
              <div role="rowheader" aria-colindex={1} className="grid-number" style={{ inlineSize: numbers }}>
                {row.index + 1}
              </div>
              {shownColumns.map(({ index, start, size }) => (
                <div
                  key={index}
                  role="cell"
                  aria-colindex={index + 2}
                  className={preview.columns[index]?.numeric === true ? 'grid-cell numeric' : 'grid-cell'}
                  style={{ insetInlineStart: start, inlineSize: size }}
                >
                  {cellsOf(row.index)?.[index]}
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
    </>
  );
}
