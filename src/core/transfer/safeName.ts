import { createHash } from 'node:crypto';

/** Most file systems allow 255 bytes (ext4, XFS) or 255 UTF-16 units (NTFS, APFS); bytes are the stricter rule. */
export const longestName = 255;
/** Bytes of an extension that is kept behind the hash. */
const longestExtension = 40;

/**
 * Control characters and half surrogate pairs (which UTF-8 can't hold), what Windows forbids or reads as a
 * separator, and characters that are not seen: they hide what a name is, and HFS+ leaves them out.
 */
const forbidden = /[\p{Cc}\p{Cs}<>:"/|?*\\\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
const trailing = /[. ]+$/;
const deviceName = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)/i;
/** Tools beside the data act upon such a folder. */
const gitFolder = /^\.git$/i;
/** What Windows may call another file or folder as well, this program's own among them: `GIT~1`, `HCP~1`, `LONGNA~1.GZ`. */
const shortName = /^[^.]{1,8}~\d+(\.[^.]{0,3})?$/;
/** What a name from here, or of a file that is not whole yet, looks like. */
const taken = /~[0-9a-f]{8,}(\.|$)|\.hcp-part$/i;
/** At the top of a target: hidden folders (of this program, of editors and tools), and files of this program. */
const takenAtTop = /^(\.|hcp-)/i;

/**
 * The name of a key's segment on disk: its own, unless some system can't hold it, reads it as something else, or
 * it could be taken for another file. Rules of Linux, macOS and Windows at the same time, so that a folder can be
 * moved or shared between them. Different segments get different names, and the same one always the same.
 */
export function safeName(segment: string, top: boolean): string {
  return isSafe(segment, top) ? segment : hashedName(segment, top, 8);
}

/** A safe name that is not the segment's own: `~` and a hash of it, of so many digits, stand before its extension. */
export function hashedName(segment: string, top: boolean, digits: number): string {
  const hash = createHash('sha256').update(bytesOf(segment)).digest('hex').slice(0, digits);
  const visible = segment
    .replace(forbidden, '_')
    .replace(trailing, '')
    .replace(top ? /^\./ : /^\.(?=git$)/i, '_')
    .replace(/^(hcp)-/i, '$1_')
    .replace(/\.(hcp-part)$/i, '_$1');
  return join(visible, `~${hash}`);
}

/** Half surrogate pairs are all the same in UTF-8. */
function bytesOf(text: string): Buffer {
  const bytes = Buffer.from(text);
  return bytes.toString() === text ? bytes : Buffer.from(text, 'utf16le');
}

/** Names that break no rule, found by one look; device names and those of this program are left to the rules. */
const plain = /^(?!con|prn|aux|nul|com|lpt|hcp)[a-z0-9_](?:[a-z0-9_.-]{0,99}[a-z0-9_])?$/i;
const ownEnding = /hcp-part$/i;

function isSafe(segment: string, top: boolean): boolean {
  if (plain.test(segment) && !ownEnding.test(segment)) return true;
  if (segment === '' || trailing.test(segment) || segment.search(forbidden) !== -1) return false;
  if (deviceName.test(segment) || gitFolder.test(segment) || taken.test(segment)) return false;
  if (shortName.test(segment)) return false;
  if (top && takenAtTop.test(segment)) return false;
  return Buffer.byteLength(segment) <= longestName;
}

function join(name: string, mark: string): string {
  // A dot at the beginning begins no extension.
  const first = name.indexOf('.', 1);
  const last = name.lastIndexOf('.');
  const at = [first, last].find((dot) => dot > 0 && Buffer.byteLength(name.slice(dot)) <= longestExtension);
  const extension = at === undefined ? '' : name.slice(at);
  const stem = name.slice(0, name.length - extension.length);
  const flat = stem.slice(0, 1) + stem.slice(1).replaceAll('.', '_');
  return `${cut(flat, longestName - mark.length - Buffer.byteLength(extension)) || '_'}${mark}${extension}`;
}

/** The beginning of a text, in at most this many bytes and whole characters. */
export function cut(text: string, bytes: number): string {
  let length = 0;
  let kept = '';
  for (const character of text) {
    length += Buffer.byteLength(character);
    if (length > bytes) break;
    kept += character;
  }
  return kept;
}
