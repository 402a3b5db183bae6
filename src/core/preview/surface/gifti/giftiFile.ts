import type { ByteSource } from '../../byteSource';
import { Undrawable } from '../../model';
import type { Hemisphere } from '../../viewer';
import { nameOf, readWhole } from '../bytes';
import { MAX_TRIANGLES, MAX_VERTICES } from '../limits';
import { floatsOf, indicesOf } from './giftiData';
import { GiftiParser, type ArrayHead, type GiftiHead, type RawArray } from './giftiParser';

export interface GiftiFile {
  readonly head: GiftiHead;
  readonly arrays: readonly RawArray[];
}

/** So many characters go to the parser at a time. */
const PIECE = 1024 * 1024;

/** A GIFTI file that fits into memory, its arrays still encoded. */
export async function readGifti(source: ByteSource, signal: AbortSignal): Promise<GiftiFile> {
  return parseGifti(await readWhole(source, signal));
}

export function parseGifti(bytes: Uint8Array): GiftiFile {
  const parser = new GiftiParser();
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < text.length; at += PIECE) {
    parser.write(text.toString('latin1', at, at + PIECE));
    if (!parser.isGifti) break;
  }
  if (!parser.isGifti) throw new Undrawable('notTheFormat', 'no GIFTI element');
  if (!parser.isWhole) throw new Undrawable('truncated', 'the GIFTI element is not closed');
  return { head: parser.head, arrays: parser.arrays };
}

/** Corners and triangles of a surface, checked against each other. */
export async function meshOf(
  file: GiftiFile,
): Promise<{ readonly positions: Float32Array; readonly triangles: Uint32Array } | undefined> {
  const points = file.arrays.find(({ head }) => head.intent === 'POINTSET');
  const corners = file.arrays.find(({ head }) => head.intent === 'TRIANGLE');
  if (!points || !corners) return undefined;
  checkShape(points.head, MAX_VERTICES);
  checkShape(corners.head, MAX_TRIANGLES);
  const [positions, triangles] = await Promise.all([
    floatsOf(points),
    indicesOf(corners, points.head.dims[0] ?? 0),
  ]);
  return { positions, triangles };
}

function checkShape({ dims, intent }: ArrayHead, most: number): void {
  const [rows = 0, columns] = dims;
  if (dims.length !== 2 || columns !== 3 || rows === 0)
    throw new Undrawable('damaged', `${intent} is ${dims.join(' x ')}`);
  if (rows > most) throw new Undrawable('tooLarge', `${intent} has ${String(rows)} rows`);
}

const structures: Readonly<Record<string, Hemisphere>> = { CortexLeft: 'left', CortexRight: 'right' };

/** Which hemisphere the file says that it is of, or else its name. */
export function hemisphereOf(file: Pick<GiftiFile, 'head' | 'arrays'>, path: string): Hemisphere {
  for (const metadata of [file.head.metadata, ...file.arrays.map((array) => array.metadata)]) {
    const structure = metadata.get('AnatomicalStructurePrimary');
    if (structure !== undefined && structures[structure]) return structures[structure];
  }
  return hemisphereOfName(path);
}

/** By `.L.`, `_R.`, `lh.` and the like. */
export function hemisphereOfName(path: string): Hemisphere {
  const name = nameOf(path);
  if (/^lh\.|[._]L[._]|[._-]hemi-L[._]/.test(name)) return 'left';
  if (/^rh\.|[._]R[._]|[._-]hemi-R[._]/.test(name)) return 'right';
  return 'other';
}
