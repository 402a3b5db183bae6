import { delimitedForm } from './delimited';
import { spacedForm } from './spaced';
import { statsForm } from './stats';
import { vestForm } from './vest';

/** How the text of a table is laid out. */
export interface TableForm {
  /** As the card says it. */
  readonly format: string;
  /** What is between cells: white space, or one character with quotes around cells that hold it. */
  readonly between: 'spaces' | ',' | ';' | '\t' | '|';
  /** Where the first row begins, in characters. */
  readonly start: number;
  /** Rows from there on that hold a title or names. */
  readonly skip?: number;
  /** Lines that begin so are no rows. */
  readonly comment: RegExp | undefined;
  /** As the file gives them; empty when it gives none. */
  readonly names: readonly string[];
  readonly units?: readonly (string | undefined)[];
  /** What the file says of itself. */
  readonly description?: string | undefined;
}

/** Settings, transforms and reports may hold lines of numbers. */
const noTable = /\.(fsf|xfm|lta|log|md|touch|json|xml|html?)$/;

/**
 * The form of a text that is a table, by its name and by its first lines; undefined for what is none, e.g. prose
 * or a single word a line.
 * @param complete whether that is the whole text
 */
export function formOf(name: string, text: string, complete: boolean): TableForm | undefined {
  const lower = name.toLowerCase();
  if (noTable.test(lower)) return undefined;
  if (/\.(csv|tsv|tab)$|_tab\.txt$/.test(lower)) return delimitedForm(lower, text, complete);
  if (lower.endsWith('.stats')) return statsForm(text);
  if (/^\/(NumWaves|NumPoints|ContrastName1|Matrix)\b/.test(text)) return vestForm(text);
  return spacedForm(text, complete) ?? tabbedForm(lower, text, complete);
}

/** A text with tabs in each line may hold cells of several words. */
function tabbedForm(name: string, text: string, complete: boolean): TableForm | undefined {
  return text.includes('\t') ? delimitedForm(name, text, complete, '\t') : undefined;
}
