import type { ByteSource } from '../../byteSource';
import { Undrawable } from '../../model';
import { latin1, readExactly } from '../bytes';
import type { Axis } from './axis';
import { ciftiHeader, FIRST_READ, type CiftiHeader } from './ciftiHeader';
import { CiftiXml } from './ciftiXml';

/** A CIFTI-2 file but for its numbers. */
export interface CiftiFile {
  readonly header: CiftiHeader;
  /** What each column is. */
  readonly alongRow: Axis;
  /** What each row is. */
  readonly alongColumn: Axis;
  readonly structures: readonly string[];
  readonly voxels: number;
}

/** Two requests: the first bytes, and what they leave of the XML. */
export async function readCifti(source: ByteSource, signal: AbortSignal): Promise<CiftiFile> {
  const first = await readExactly(source, 0, Math.min(Math.max(1, source.size), FIRST_READ), signal);
  const header = await ciftiHeader(source, first, signal);
  const xml = new CiftiXml();
  xml.write(latin1(first.subarray(header.xmlStart, header.xmlEnd)));
  if (header.xmlEnd > first.length) {
    const start = Math.max(header.xmlStart, first.length);
    xml.write(latin1(await readExactly(source, start, header.xmlEnd, signal)));
  }
  if (xml.version === undefined) throw new Undrawable('notTheFormat', 'no CIFTI element');
  if (!xml.isWhole) throw new Undrawable('truncated', 'the CIFTI element is not closed');
  return {
    header,
    alongRow: axisOf(xml, 0, header.columns),
    alongColumn: axisOf(xml, 1, header.rows),
    structures: [...xml.structures],
    voxels: xml.voxels,
  };
}

function axisOf(xml: CiftiXml, dimension: number, length: number): Axis {
  const axis = xml.maps.find(({ dimensions }) => dimensions.includes(dimension))?.axis;
  if (!axis) throw new Undrawable('damaged', `nothing describes dimension ${String(dimension)}`);
  if (axis.length !== length)
    throw new Undrawable('damaged', `${axis.type} of ${String(axis.length)}, not ${String(length)}`);
  return axis;
}
