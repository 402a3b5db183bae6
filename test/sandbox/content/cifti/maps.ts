import type { CiftiKind } from './header';

/** Labels in a label table, beside the one for "none". */
export const LABELS = 34;

type IndexType = 'BRAIN_MODELS' | 'PARCELS' | 'SERIES' | 'SCALARS' | 'LABELS';

/** What stands along a dimension, other than brainordinates and parcels. */
export const along = {
  scalars: (count: number): string =>
    Array.from(
      { length: count },
      (_, map) => `<NamedMap><MapName>map ${String(map + 1)}</MapName></NamedMap>`,
    ).join(''),
  labels: (count: number): string =>
    Array.from(
      { length: count },
      (_, map) => `<NamedMap><MapName>map ${String(map + 1)}</MapName>${labelTable()}</NamedMap>`,
    ).join(''),
} as const;

/** The XML before and after what describes the rows. */
export function frameXml(
  kind: CiftiKind,
  columns: number,
): { readonly before: Buffer; readonly after: Buffer } {
  const start = '<CIFTI Version="2"><Matrix>';
  const end = '</Matrix></CIFTI>';
  const opened = opening('1', rowType(kind));
  const before = isBoth(kind)
    ? `${start}${opening('0,1', rowType(kind))}`
    : `${start}${columnMap(kind, columns)}${opened}`;
  return { before: Buffer.from(before, 'latin1'), after: Buffer.from(`</MatrixIndicesMap>${end}`, 'latin1') };
}

function isBoth(kind: CiftiKind): boolean {
  return kind === 'dconn' || kind === 'pconn';
}

function rowType(kind: CiftiKind): IndexType {
  if (kind === 'sdseries') return 'SCALARS';
  return kind.startsWith('p') ? 'PARCELS' : 'BRAIN_MODELS';
}

function columnMap(kind: CiftiKind, columns: number): string {
  if (kind.endsWith('series')) {
    const attributes = `NumberOfSeriesPoints="${String(columns)}" SeriesExponent="0" SeriesStart="0" SeriesStep="0.72" SeriesUnit="SECOND"`;
    return `${opening('0', 'SERIES', attributes)}</MatrixIndicesMap>`;
  }
  if (kind === 'dlabel') return `${opening('0', 'LABELS')}${along.labels(columns)}</MatrixIndicesMap>`;
  return `${opening('0', 'SCALARS')}${along.scalars(columns)}</MatrixIndicesMap>`;
}

function opening(dimension: string, type: IndexType, attributes = ''): string {
  const more = attributes === '' ? '' : ` ${attributes}`;
  return `<MatrixIndicesMap AppliesToMatrixDimension="${dimension}" IndicesMapToDataType="CIFTI_INDEX_TYPE_${type}"${more}>`;
}

function labelTable(): string {
  const label = (key: number, name: string, alpha: number): string => {
    const colour = (step: number): string => ((((key * step) % 17) + 1) / 18).toFixed(3);
    return `<Label Key="${String(key)}" Red="${colour(3)}" Green="${colour(5)}" Blue="${colour(7)}" Alpha="${String(alpha)}">${name}</Label>`;
  };
  const named = Array.from({ length: LABELS }, (_, index) =>
    label(index + 1, `region ${String(index + 1)}`, 1),
  );
  return `<LabelTable>${label(0, '???', 0)}${named.join('')}</LabelTable>`;
}
