import { mix32 } from '../hash';
import { MESH_VERTICES, sideOf } from '../meshes';
import { wholeBody, type Body } from '../segment';
import { randomOf, type Source } from '../source';
import { regionName } from '../text/freesurfer';
import { sphere } from './mesh';
import { coordinates } from './shape';

const CURVATURE_HEAD = 15;
const CURVATURE_MAGIC = 0xff_ff_ff;
const SURFACE_MAGIC = 0xff_ff_fe;
const COMMAND_LINE_TAG = 3;
const TAG_FRAME = 12;
const FINEST = 1 / 1024;

/** The binary files of FreeSurfer's `surf` and `label` folders; nothing for a path that isn't one. */
export function freesurferBody(source: Source): Body | undefined {
  if (source.name.endsWith('.annot')) return annotation(source);
  if (!/^T1w\/\d{6}\/surf\//.test(source.path)) return undefined;
  if ((source.size - CURVATURE_HEAD) % 4 === 0 && !isSurface(source.name)) return curvature(source);
  return surface(source);
}

function isSurface(name: string): boolean {
  return (
    /^[lr]h\.(inflated|orig|pial|qsphere|smoothwm|sphere|white)(\.|$)/.test(name) &&
    !/\.([HK]|crv)$/.test(name)
  );
}

/** One number for each vertex. The size says how many vertices there are. */
function curvature(source: Source): Body {
  const vertices = (source.size - CURVATURE_HEAD) / 4;
  const random = randomOf(source);
  const [level, spread] = /thickness/.test(source.name) ? [2.6, 0.4] : [0, 0.2];
  const body = Buffer.alloc(source.size);
  body.writeUIntBE(CURVATURE_MAGIC, 0, 3);
  [vertices, 2 * vertices - 4, 1].forEach((value, index) => body.writeInt32BE(value, 3 + index * 4));
  for (let at = CURVATURE_HEAD; at < body.length; at += 4)
    body.writeFloatBE(level + spread * random.normal(), at);
  return wholeBody(body);
}

/** A triangle surface. A command line at the end, as FreeSurfer's tools leave it, takes what is left over. */
function surface(source: Source): Body {
  const comment = `created by the HCP sandbox ${source.mark}\n\n`;
  const vertices = surfaceVertices(source, comment.length);
  const mesh = sphere(vertices);
  const body = Buffer.alloc(source.size, 0x20);
  body.writeUIntBE(SURFACE_MAGIC, 0, 3);
  let at = 3 + body.write(comment, 3, 'latin1');
  at = body.writeInt32BE(vertices, at);
  at = body.writeInt32BE(mesh.triangles.length / 3, at);
  for (const values of [coordinates(source, mesh, FINEST), mesh.triangles]) {
    const bytes = Buffer.from(values.slice().buffer).swap32();
    at += bytes.copy(body, at);
  }
  const rest = source.size - at;
  if (rest >= TAG_FRAME) {
    body.writeInt32BE(COMMAND_LINE_TAG, at);
    body.writeBigInt64BE(BigInt(rest - TAG_FRAME), at + 4);
  }
  return wholeBody(body);
}

/** Those of the subject's own mesh where they fit, else as many as do. */
function surfaceVertices(source: Source, commentLength: number): number {
  const most = Math.floor((source.size - 11 - commentLength + 48) / 36);
  const native = MESH_VERTICES.native[sideOf(source)];
  return native <= most && most - native < native / 100 ? native : most;
}

/** A label for each vertex, then the colour table; the name of its file takes what is left over. */
function annotation(source: Source): Body {
  const vertices = MESH_VERTICES.native[sideOf(source)];
  const random = randomOf(source);
  const room = source.size - 4 - 8 * vertices - 24;
  const entries: Buffer[] = [];
  const colours: number[] = [];
  for (let left = room; ;) {
    const rgb = [random.below(256), random.below(256), random.below(256)] as const;
    const entry = tableEntry(entries.length, rgb);
    if (entry.length > left) break;
    entries.push(entry);
    colours.push(rgb[0] + (rgb[1] << 8) + (rgb[2] << 16));
    left -= entry.length;
  }
  const table = Buffer.concat(entries);
  const body = Buffer.alloc(source.size);
  let at = body.writeInt32BE(vertices, 0);
  for (let vertex = 0; vertex < vertices; vertex++) {
    at = body.writeInt32BE(vertex, at);
    at = body.writeInt32BE(colours[mix32(vertex >> 6) % colours.length] ?? 0, at);
  }
  const nameLength = room - table.length;
  for (const value of [1, -2, entries.length, nameLength]) at = body.writeInt32BE(value, at);
  body.write(`${source.mark}.ctab`.slice(0, nameLength), at, 'latin1');
  at = body.writeInt32BE(entries.length, at + nameLength);
  table.copy(body, at);
  return wholeBody(body);
}

function tableEntry(index: number, rgb: readonly [number, number, number]): Buffer {
  const name = `${regionName(index)}\0`;
  const entry = Buffer.alloc(24 + name.length);
  entry.writeInt32BE(index, 0);
  entry.writeInt32BE(name.length, 4);
  entry.write(name, 8, 'latin1');
  [...rgb, 0].forEach((value, channel) => entry.writeInt32BE(value, 8 + name.length + channel * 4));
  return entry;
}
