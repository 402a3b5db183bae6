import type { ReactNode } from 'react';
import type { TablePreview } from '../../../src/shared/preview';
import type { Sort } from './api';

interface HeaderCellProps {
  readonly column: TablePreview['columns'][number] | undefined;
  readonly index: number;
  readonly start: number;
  readonly size: number;
  readonly sort: Sort | undefined;
  readonly onSort: (sort: Sort | undefined) => void;
}

/** A column's name; a press sorts by it, the next one the other way round, a third one not at all. */
export function HeaderCell({ column, index, start, size, sort, onSort }: HeaderCellProps): ReactNode {
  const state = sort?.column === index ? (sort.descending ? 'descending' : 'ascending') : 'none';
  const next = (): Sort | undefined => {
    if (state === 'descending') return undefined;
    return { column: index, descending: state === 'ascending' };
  };
  return (
    <div
      role="columnheader"
      aria-colindex={index + 2}
      aria-sort={state}
      className={column?.numeric === true ? 'grid-header numeric' : 'grid-header'}
      style={{ insetInlineStart: start, inlineSize: size }}
    >
      <button
        type="button"
        title={column?.name}
        onClick={() => {
          onSort(next());
        }}
      >
        <span className="grid-name">{column?.name}</span>
        {column?.unit !== undefined && <span className="quiet"> {column.unit}</span>}
        <span className="grid-arrow" aria-hidden="true">
          {state === 'ascending' ? '▲' : state === 'descending' ? '▼' : ''}
        </span>
      </button>
    </div>
  );
}
