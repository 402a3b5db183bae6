import { Undrawable } from '../../model';
import { MAX_TRIANGLES, MAX_VERTICES } from '../limits';
import { toFloats, toIndices } from '../numbers';

/** What a binary file of FreeSurfer holds; all of its numbers are big-endian. */
export type FreesurferFile =
  | { readonly kind: 'mesh'; readonly positions: Float32Array; readonly triangles: Uint32Array }
  | { readonly kind: 'values'; readonly values: Float32Array };

/** What its first bytes and its size tell. */
export interface FreesurferHead {
  readonly format: Format;
  readonly vertices: number;
  readonly faces: number;
  /** Where the coordinates or values begin. */
  readonly start: number;
}

/**
 * The formats as FreeSurfer's `mrisurf` and nibabel's `freesurfer.io` read them. `curvature` and `quad` share a
 * magic number; their sizes tell them apart.
 */
type Format = 'triangle' | 'quad' | 'floatQuad' | 'curvature' | 'oldCurvature';

const MAGIC_TRIANGLE = 0xfffffe;
const MAGIC_QUAD_OR_CURVATURE = 0xffffff;
const MAGIC_FLOAT_QUAD = 0xfffffd;
/** The comment of a triangle file ends within so many bytes. */
const MOST_COMMENT = 4096;

/** Whether the bytes begin as a surface or a map of FreeSurfer does, old maps without a magic number aside. */
export function isFreesurfer(start: Uint8Array): boolean {
  return start.length > 3 && start[0] === 0xff && start[1] === 0xff && (start[2] ?? 0) >= 0xfd;
}

/** `start`: the first bytes, 8 kB or all of them. */
export function freesurferHead(start: Uint8Array, size: number): FreesurferHead {
  if (start.length < 15) throw new Undrawable('truncated', `${String(size)} bytes`);
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const three = (at: number): number => view.getUint16(at) * 256 + view.getUint8(at + 2);
  const magic = three(0);
  if (magic === MAGIC_TRIANGLE) return triangleHead(start, view, size);
  if (magic === MAGIC_QUAD_OR_CURVATURE) {
    const [vertices, faces, perVertex] = [view.getInt32(3), view.getInt32(7), view.getInt32(11)];
    if (perVertex === 1 && vertices >= 0 && size >= 15 + 4 * vertices)
      return checked({ format: 'curvature', vertices, faces, start: 15 }, 4 * vertices, size);
  }
  const quad = { vertices: three(3), faces: three(6), start: 9 };
  if (magic === MAGIC_QUAD_OR_CURVATURE)
    return checked({ format: 'quad', ...quad }, 6 * quad.vertices + 12 * quad.faces, size);
  if (magic === MAGIC_FLOAT_QUAD)
    return checked({ format: 'floatQuad', ...quad }, 12 * quad.vertices + 12 * quad.faces, size);
  // The old maps have no magic number: only their size says what they are.
  if (size === 6 + 2 * magic) return { format: 'oldCurvature', vertices: magic, faces: three(3), start: 6 };
  throw new Undrawable('notTheFormat', `begins with ${magic.toString(16)}`);
}

function triangleHead(start: Uint8Array, view: DataView, size: number): FreesurferHead {
  // A line of comment, an empty one, then the counts.
  const end = start.findIndex(
    (byte, at) => at < MOST_COMMENT && at > 3 && byte === 0x0a && start[at - 1] === 0x0a,
  );
  if (end < 0) throw new Undrawable('damaged', 'the comment has no end');
  if (end + 9 > start.length) throw new Undrawable('truncated', `${String(size)} bytes`);
  const [vertices, faces] = [view.getInt32(end + 1), view.getInt32(end + 5)];
  return checked({ format: 'triangle', vertices, faces, start: end + 9 }, 12 * vertices + 12 * faces, size);
}

function checked(head: FreesurferHead, length: number, size: number): FreesurferHead {
  const { vertices, faces, start } = head;
  if (vertices < 1 || faces < 0)
    throw new Undrawable('damaged', `${String(vertices)} vertices, ${String(faces)} faces`);
  if (vertices > MAX_VERTICES || faces > MAX_TRIANGLES)
    throw new Undrawable('tooLarge', `${String(vertices)} vertices, ${String(faces)} faces`);
  if (start + length > size)
    throw new Undrawable('truncated', `needs ${String(start + length)} of ${String(size)} bytes`);
  return head;
}

export function freesurferFile(bytes: Uint8Array): FreesurferFile {
  const head = freesurferHead(bytes, bytes.length);
  const { format, vertices, faces, start } = head;
  const part = (from: number, length: number): Uint8Array => bytes.subarray(from, from + length);
  switch (format) {
    case 'triangle': {
      const corners = start + 12 * vertices;
      return {
        kind: 'mesh',
        positions: toFloats(part(start, 12 * vertices), 'float32', false),
        triangles: toIndices(part(corners, 12 * faces), 'int32', false, vertices),
      };
    }
    case 'floatQuad': {
      const positions = toFloats(part(start, 12 * vertices), 'float32', false);
      return { kind: 'mesh', positions, triangles: halved(bytes, start + 12 * vertices, head) };
    }
    case 'quad': {
      // Hundredths of a millimetre.
      const positions = toFloats(part(start, 6 * vertices), 'int16', false).map((value) => value / 100);
      return { kind: 'mesh', positions, triangles: halved(bytes, start + 6 * vertices, head) };
    }
    case 'curvature':
      return { kind: 'values', values: toFloats(part(start, 4 * vertices), 'float32', false) };
    case 'oldCurvature': {
      const values = toFloats(part(start, 2 * vertices), 'int16', false).map((value) => value / 100);
      return { kind: 'values', values };
    }
  }
}

/** Quadrangles, three bytes an index, each as two triangles. FreeSurfer cuts even and odd ones differently. */
function halved(bytes: Uint8Array, start: number, { vertices, faces }: FreesurferHead): Uint32Array {
  const triangles = new Uint32Array(6 * faces);
  const corner = (face: number, which: number): number => {
    const at = start + 12 * face + 3 * which;
    const index = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    if (index >= vertices) throw new Undrawable('damaged', `index ${String(index)}, of ${String(vertices)}`);
    return index;
  };
  for (let face = 0; face < faces; face++) {
    const [a, b, c, d] = [corner(face, 0), corner(face, 1), corner(face, 2), corner(face, 3)];
    triangles.set(a % 2 === 0 ? [a, b, d, c, d, b] : [a, b, c, a, c, d], 6 * face);
  }
  return triangles;
}
