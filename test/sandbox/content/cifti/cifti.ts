import { meshOf } from '../meshes';
import { filled, inMemory, type Body } from '../segment';
import type { Source } from '../source';
import { matrixData, type ValueStyle } from './data';
import { ciftiHeader, INTENTS, XML_OFFSET, type CiftiKind } from './header';
import { along, frameXml, LABELS } from './maps';
import {
  CORTEX_32K,
  fullSpace,
  sizeOfSpace,
  spaceXml,
  spaceXmlLength,
  withoutVertices,
  type DenseSpace,
} from './models';
import { PARCELS, parcelsXml } from './parcels';

const VALUE = 4;
/** The data of a CIFTI file begin at a multiple of 16. */
const ALIGNMENT = 16;

/** The rows of a matrix: how many, and the XML that says what they are. */
interface Rows {
  readonly count: number;
  readonly xmlLength: number;
  readonly xml: () => Buffer;
}

/** The kind of CIFTI file that a name speaks of. */
export function ciftiKind(name: string): CiftiKind | undefined {
  const kind = /\.([a-z]+)\.nii$/.exec(name)?.[1];
  return kind !== undefined && kind in INTENTS ? (kind as CiftiKind) : undefined;
}

/**
 * A CIFTI-2 file. The brainordinates are those of HCP where they fit (mostly they do, to the byte); the number of
 * maps follows from the size, and white space in the XML takes the rest. Nothing when the size can't be met.
 */
export function ciftiBody(source: Source, kind: CiftiKind): Body | undefined {
  const layout = isSquare(kind) ? squareLayout(source, kind) : tallLayout(source, kind);
  if (layout === undefined) return undefined;
  const { rows, columns } = layout;
  const { before, after } = frameXml(kind, columns);
  const xmlLength = source.size - XML_OFFSET - rows.count * columns * VALUE;
  const rowXml = rows.xml();
  const padding = xmlLength - before.length - rowXml.length - after.length;
  const header = ciftiHeader({
    kind,
    rows: rows.count,
    columns,
    xmlLength,
    remark: `HCP sandbox ${source.mark}`,
  });
  const data = matrixData({ source, rows: rows.count, columns, style: styleOf(kind), labels: LABELS });
  return {
    segments: [
      inMemory(header),
      inMemory(before),
      inMemory(rowXml),
      filled(padding, 0x20),
      inMemory(after),
      data,
    ],
    held: 300_000,
  };
}

interface Layout {
  readonly rows: Rows;
  readonly columns: number;
}

/** Rows that differ from the columns: the most maps for which there is room. */
function tallLayout(source: Source, kind: CiftiKind): Layout | undefined {
  for (const rows of rowChoices(source, kind)) {
    const most = Math.floor((source.size - XML_OFFSET - rows.xmlLength) / (rows.count * VALUE));
    for (let columns = most; columns > 0 && columns > most - ALIGNMENT; columns--) {
      if (fits(source, kind, { rows, columns })) return { rows, columns };
    }
  }
  return undefined;
}

function squareLayout(source: Source, kind: CiftiKind): Layout | undefined {
  for (const rows of rowChoices(source, kind)) {
    const layout = { rows, columns: rows.count };
    if (fits(source, kind, layout)) return layout;
  }
  return undefined;
}

function fits(source: Source, kind: CiftiKind, { rows, columns }: Layout): boolean {
  const { before, after } = frameXml(kind, columns);
  const xmlLength = source.size - XML_OFFSET - rows.count * columns * VALUE;
  const offset = XML_OFFSET + xmlLength;
  return offset % ALIGNMENT === 0 && xmlLength >= before.length + rows.xmlLength + after.length;
}

/** The rows to try, best first. */
function* rowChoices(source: Source, kind: CiftiKind): Generator<Rows> {
  if (kind.startsWith('p')) {
    yield { count: PARCELS, xmlLength: parcelsXml().length, xml: parcelsXml };
  } else if (kind === 'sdseries') {
    for (let count = 76; count > 0; count--) yield scalarRows(count);
  } else {
    const withVoxels = isGrayordinates(source);
    const full = fullSpace(withVoxels ? '32k' : meshOf(source), withVoxels);
    yield denseRows(full);
    if (full.mesh === '32k') yield denseRows({ ...full, vertices: CORTEX_32K });
    const limit = full.vertices.left;
    for (let fewer = 1; fewer < limit; fewer += fewer < 64 ? 1 : 3)
      yield denseRows(withoutVertices(full, fewer));
  }
}

function denseRows(space: DenseSpace): Rows {
  return { count: sizeOfSpace(space), xmlLength: spaceXmlLength(space), xml: () => spaceXml(space) };
}

function scalarRows(count: number): Rows {
  const xml = Buffer.from(along.scalars(count), 'latin1');
  return { count, xmlLength: xml.length, xml: () => xml };
}

/** Files of results on "grayordinates" have voxels too; files of a mesh's own folder or of MEG have none. */
function isGrayordinates(source: Source): boolean {
  return !/fsaverage_LR32k\/|\.native\.|164k|32k_fs_LR|^MEG\//.test(source.path);
}

function isSquare(kind: CiftiKind): boolean {
  return kind === 'dconn' || kind === 'pconn';
}

function styleOf(kind: CiftiKind): ValueStyle {
  switch (kind) {
    case 'dconn':
    case 'pconn':
      return 'correlation';
    case 'dlabel':
      return 'label';
    case 'dtseries':
    case 'ptseries':
      return 'signal';
    case 'dscalar':
    case 'pscalar':
    case 'sdseries':
      return 'scalar';
  }
}
