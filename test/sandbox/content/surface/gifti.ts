import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { matrixData } from '../cifti/data';
import { MESH_VERTICES, meshOf, sideOf } from '../meshes';
import { filled, inMemory, sizeOf, type Body, type Segment } from '../segment';
import type { Source } from '../source';
import { base64Of } from './base64';
import { arrayFrame, GIFTI_LABELS, giftiEnd, giftiStart } from './giftiXml';
import { sphere } from './mesh';
import { coordinates, measures, vertexLabels } from './shape';

const VALUE = 4;
/** Coordinates and measures are rounded to these steps, the finest first, until the compressed data fit. */
const GRAINS: readonly number[] = [1 / 256, 1 / 64, 1 / 16, 1 / 4, 1];
const pack = promisify(deflate);

/**
 * A GIFTI file of the mesh that its name says: surfaces, labels and single maps with compressed data, series with
 * data that aren't compressed, so that a range costs only that range. White space before the end fills up.
 * Nothing when the size can't hold a valid file.
 */
export async function giftiBody(source: Source): Promise<Body | undefined> {
  const vertices = MESH_VERTICES[meshOf(source)][sideOf(source)];
  return seriesBody(source, vertices) ?? (await packedBody(source, vertices));
}

/** As many uncompressed maps as there is room for. */
function seriesBody(source: Source, vertices: number): Body | undefined {
  if (/\.(surf|label)\.gii$/.test(source.name)) return undefined;
  const frame = arrayFrame(source, { intent: 'TIME_SERIES', dims: [vertices], encoding: 'Base64Binary' });
  const arrayLength = frame[0].length + Math.ceil((vertices * VALUE) / 3) * 4 + frame[1].length;
  const room = source.size - giftiStart(source, 99_999).length - giftiEnd.length;
  const arrays = Math.floor(room / arrayLength);
  if (arrays < 1) return undefined;
  // The matrix has the maps as its rows: each array is one row, and has noise of its own.
  const data = matrixData({ source, rows: arrays, columns: vertices, style: 'signal', labels: 1 });
  const segments = Array.from({ length: arrays }, (_, index) => index).flatMap((index) => [
    inMemory(Buffer.from(frame[0], 'latin1')),
    base64Of(rowOf(data, index, vertices * VALUE)),
    inMemory(Buffer.from(frame[1], 'latin1')),
  ]);
  return closed(source, arrays, segments, arrays * 1000);
}

function rowOf(data: Segment, row: number, length: number): Segment {
  return { length, read: (offset, count) => data.read(row * length + offset, count) };
}

async function packedBody(source: Source, vertices: number): Promise<Body | undefined> {
  for (const grain of GRAINS) {
    const segments = await packedArrays(source, vertices, grain);
    const needed = sizeOf(segments) + giftiStart(source, segments.length / 3).length + giftiEnd.length;
    if (needed <= source.size) return closed(source, segments.length / 3, segments, needed);
  }
  return undefined;
}

async function packedArrays(source: Source, vertices: number, grain: number): Promise<readonly Segment[]> {
  const mesh = sphere(vertices);
  const encoding = 'GZipBase64Binary';
  if (source.name.endsWith('.surf.gii')) {
    const { triangles } = mesh;
    return [
      ...(await packed(
        arrayFrame(source, { intent: 'POINTSET', dims: [vertices, 3], encoding }),
        coordinates(source, mesh, grain),
      )),
      ...(await packed(
        arrayFrame(source, { intent: 'TRIANGLE', dims: [triangles.length / 3, 3], encoding }),
        triangles,
      )),
    ];
  }
  if (source.name.endsWith('.label.gii')) {
    const labels = vertexLabels(source, vertices, GIFTI_LABELS);
    return packed(arrayFrame(source, { intent: 'LABEL', dims: [vertices], encoding }), labels);
  }
  const values = /\.(atlas)?roi\./.test(source.name)
    ? inCortex(source, vertices)
    : measures(source, mesh, grain);
  return packed(arrayFrame(source, { intent: 'SHAPE', dims: [vertices], encoding }), values);
}

/** 1 in the cortex, 0 in the medial wall. */
function inCortex(source: Source, vertices: number): Float32Array {
  return Float32Array.from(vertexLabels(source, vertices, 9), (label) => (label === 0 ? 0 : 1));
}

async function packed(
  [before, after]: readonly [string, string],
  values: Float32Array | Int32Array,
): Promise<readonly Segment[]> {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  const text = (await pack(bytes, { level: 6 })).toString('base64');
  return [before, text, after].map((part) => inMemory(Buffer.from(part, 'latin1')));
}

function closed(source: Source, arrays: number, segments: readonly Segment[], held: number): Body {
  const start = inMemory(Buffer.from(giftiStart(source, arrays), 'latin1'));
  const end = inMemory(Buffer.from(giftiEnd, 'latin1'));
  const rest = source.size - start.length - sizeOf(segments) - end.length;
  return { segments: [start, ...segments, filled(rest, 0x20), end], held };
}
