import type { PreviewRequests, TablePreview, TableRows } from '../../../src/shared/preview';
import type { TableStrings } from './strings';

/** A sorted column. */
export type Sort = NonNullable<PreviewRequests['rows']['params']['sort']>;

/** What `TableView` needs; it fills the height that it is given. */
export interface TableProps {
  readonly preview: TablePreview;
  readonly strings: TableStrings;
  /** Language tag for numbers, e.g. `de`. */
  readonly language: string;
  /** @throws RequestFailure */
  readonly requestRows: (
    params: PreviewRequests['rows']['params'],
    signal: AbortSignal,
  ) => Promise<TableRows>;
  /** Float64 per row. @throws RequestFailure */
  readonly requestColumns: (
    columns: readonly number[],
    signal: AbortSignal,
  ) => Promise<readonly ArrayBuffer[]>;
  /** After the first rows: `table`; after a chart: `lines`, `events`, `bars` or `shells`; with the problem if not. */
  readonly onDrawn: (what: string, problem?: string) => void;
}
