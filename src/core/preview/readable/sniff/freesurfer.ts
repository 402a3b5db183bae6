import { gunzipSync, constants } from 'node:zlib';
import type { Sniff } from './sniffs';

/** Files of FreeSurfer that are not drawn: the warp, and the annotation where no surface is beside it. */
export const sniffFreesurfer: Sniff = ({ name, bytes, size }) => {
  const lower = name.toLowerCase();
  if (lower.endsWith('.m3z')) return warpFacts(bytes);
  return lower.endsWith('.annot') ? annotationFacts(bytes, size) : undefined;
};

/** Version, then the size of the grid and its spacing, big-endian in gzip (FreeSurfer's gcamorph.c, GCAMwrite). */
function warpFacts(bytes: Buffer): ReturnType<Sniff> {
  const start = unpackedStart(bytes);
  if (!start || start.length < 20) return undefined;
  const [width, height, depth, spacing] = [4, 8, 12, 16].map((at) => start.readInt32BE(at));
  const isLikely =
    start.readFloatBE(0) === 1 && [width, height, depth].every((one = 0) => one > 0 && one < 4096);
  if (!isLikely) return undefined;
  return [
    { id: 'format', value: 'FreeSurfer GCA morph (gzip)' },
    { id: 'dimensions', value: [width, height, depth].map(String).join(' × ') },
    ...(spacing === undefined || spacing < 1 ? [] : [{ id: 'voxelSize', value: String(spacing) } as const]),
  ];
}

function unpackedStart(bytes: Buffer): Buffer | undefined {
  try {
    const piece = bytes.subarray(0, 4096);
    return gunzipSync(piece, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 16 * 1024 * 1024 });
  } catch {
    return undefined;
  }
}

/** The number of vertices, then a pair of numbers for each, big-endian (FreeSurfer's wiki, LabelsClutsAnnotationFiles). */
function annotationFacts(bytes: Buffer, size: number): ReturnType<Sniff> {
  if (bytes.length < 4) return undefined;
  const vertices = bytes.readInt32BE(0);
  if (vertices < 1 || 4 + vertices * 8 > size) return undefined;
  return [
    { id: 'format', value: 'FreeSurfer annotation' },
    { id: 'vertices', value: String(vertices) },
  ];
}
