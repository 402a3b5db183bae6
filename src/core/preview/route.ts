import type { FileKind } from './kind';
import { isText } from './readable/language';

/** Which room reads a file. `other` has no picture, only what its first bytes tell. */
export type Room = 'volume' | 'surface' | 'links' | 'table' | 'readable' | 'other';

/** How many bytes from the start of a file are enough for `roomsOf`. */
export const routeSample = 4096;

/**
 * The rooms that may be able to show a file, likeliest first: by its name as HCP gives it, except where its
 * first bytes say that it is something else.
 */
export function roomsOf(name: string, kind: FileKind, start: Uint8Array): readonly Room[] {
  const known = roomsByName(name, kind);
  if (isCifti(start)) return ['surface'];
  if (known[0] === 'volume' || known[0] === 'surface') return known;
  const magic = roomByMagic(start);
  if (magic) return [magic];
  // A picture has a head of its own, whatever its name.
  return isText(start) || known[0] === 'other' ? known : ['readable', 'other'];
}

function roomsByName(name: string, { kind, label }: FileKind): readonly Room[] {
  switch (kind) {
    case 'volume':
      return ['volume'];
    case 'surface':
    case 'gifti':
    case 'cifti':
      return ['surface'];
    case 'freesurfer':
      return label === 'FreeSurfer warp' ? ['other'] : ['surface', 'table', 'readable'];
    case 'table':
    case 'matlab':
    case 'meg':
    case 'other':
      return ['table', 'readable', 'other'];
    case 'xml':
      return /\.(scene|spec)$/i.test(name) ? ['links', 'readable'] : ['readable'];
    case 'text':
      // A label of FreeSurfer is a text, and can be painted.
      return /^[lr]h\..*\.label$/i.test(name) ? ['surface', 'table', 'readable'] : ['table', 'readable'];
    case 'json':
    case 'html':
    case 'image':
      return ['readable', 'other'];
    case 'document':
    case 'archive':
      return ['other'];
  }
}

/** A file of a name that says nothing may still be an image: renamed, or from another project. */
function roomByMagic(start: Uint8Array): Room | undefined {
  if (niftiIntent(start) !== undefined) return 'volume';
  const [first, second, third] = start;
  if (first === 0xff && second === 0xff && (third === 0xfe || third === 0xff)) return 'surface';
  const text = new TextDecoder().decode(start.subarray(0, 1024));
  return /<GIFTI[\s>]/.test(text) ? 'surface' : undefined;
}

/** NIfTI-2 keeps the intents 3000 to 3099 for CIFTI. */
function isCifti(start: Uint8Array): boolean {
  const intent = niftiIntent(start);
  return intent !== undefined && intent >= 3000 && intent <= 3099;
}

const headerSizes = { nifti1: 348, nifti2: 540 } as const;

/** The intent code of an uncompressed NIfTI header of either version and byte order; undefined when it is none. */
function niftiIntent(start: Uint8Array): number | undefined {
  if (start.byteLength < headerSizes.nifti1) return undefined;
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  for (const littleEndian of [true, false]) {
    const size = view.getInt32(0, littleEndian);
    if (size === headerSizes.nifti1) return view.getInt16(68, littleEndian);
    if (size === headerSizes.nifti2 && start.byteLength >= headerSizes.nifti2)
      return view.getInt32(504, littleEndian);
  }
  return undefined;
}
