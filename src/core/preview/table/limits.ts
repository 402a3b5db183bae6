/** Bounds on what is read of a table and kept in memory, whatever the file holds. */

/** Bytes from the start of the file. A physio log of HCP has 4 MB. */
export const MAX_TABLE_BYTES = 16 * 1024 * 1024;
/** Bytes from the start of the file that tell whether it is a table, and of what form. */
export const FORM_BYTES = 64 * 1024;
export const MAX_ROWS = 1_000_000;
export const MAX_COLUMNS = 10_000;
export const MAX_CELLS = 4_000_000;
/** Characters of a line; the rest of a longer one is left out. */
export const MAX_LINE = 1_000_000;
/** Characters of a cell; the rest of a longer one is left out. */
export const MAX_CELL = 1000;
/** Rows of one page. */
export const MAX_PAGE = 1000;
/** Columns beyond which lines of all of them would say nothing. */
export const MAX_DRAWN_COLUMNS = 64;
