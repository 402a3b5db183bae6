import type { TablePreview } from '../../../src/shared/preview';

/** Pixels: of a character, about, and of what is around the text of a cell. */
const character = 7.6;
const padding = 22;
const arrow = 14;
const bounds = { least: 64, most: 360 } as const;

/** How wide each column is for its name and for the first rows, in pixels. */
export function columnWidths(
  columns: TablePreview['columns'],
  sample: readonly (readonly string[])[],
): readonly number[] {
  return columns.map(({ name, unit = '' }, column) => {
    const head = (name.length + unit.length + 1) * character + arrow;
    const longest = Math.max(0, ...sample.map((row) => row[column]?.length ?? 0)) * character;
    return Math.round(Math.min(bounds.most, Math.max(bounds.least, head, longest) + padding));
  });
}
