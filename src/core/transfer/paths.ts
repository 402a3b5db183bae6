import { join } from 'node:path';
import { HcpError } from '../errors';

/** Why a key can't be written under its own name. Kept in the facts of `disk.unsafeName` as `reason`. */
export type UnsafeReason =
  /** Empty segments, `.` and `..`, a leading slash. */
  | 'segment'
  /** Control characters, or a character that Windows forbids or reads as a separator. */
  | 'character'
  /** A device name of Windows, with or without an extension. */
  | 'reserved'
  /** Windows drops dots and spaces at the end of a name, so two names would become one. */
  | 'trailing'
  /** A folder that tools beside the data act upon: any `.git`, and a hidden top folder such as `.vscode`. */
  | 'hidden'
  | 'nameTooLong'
  /** Differs from another name of the same folder by case or Unicode form only, or is both file and folder. */
  | 'collision'
  /** A link, or something else that is no folder, stands on the way. */
  | 'link';

/** Most file systems allow 255 bytes (ext4, XFS) or 255 UTF-16 units (NTFS, APFS); bytes are the stricter rule. */
export const longestName = 255;
/** PATH_MAX of macOS, 1,024 with the closing NUL; Linux has 4,096, Windows 32,767 for Node's own calls. */
export const longestPath = 1023;

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const forbidden = /[\u0000-\u001f\u007f<>:"|?*\\]/;
const deviceName = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)/i;
const gitFolder = /^(\.git|git~\d+)$/i;

/** The error of a key that is refused, with the key and the reason as facts. */
export function unsafeName(key: string, reason: UnsafeReason): HcpError {
  return new HcpError('disk.unsafeName', { key, reason });
}

/**
 * The segments of a key below the target folder, or the reason why it may not be written there. A key is
 * hostile input. The rules of Linux, macOS and Windows hold on each of them, so that a folder can be moved
 * or shared between them; nothing is ever renamed. One final slash (a folder marker) is taken off.
 */
export function segmentsOf(key: string): readonly string[] | HcpError {
  const segments = key.replace(/\/$/, '').split('/');
  for (const [index, segment] of segments.entries()) {
    const reason = unsafeReason(segment) ?? (index === 0 && segment.startsWith('.') ? 'hidden' : undefined);
    if (reason) return unsafeName(key, reason);
  }
  return segments;
}

function unsafeReason(segment: string): UnsafeReason | undefined {
  if (segment === '' || segment === '.' || segment === '..') return 'segment';
  if (forbidden.test(segment) || !isWellFormed(segment)) return 'character';
  if (/[. ]$/.test(segment)) return 'trailing';
  if (deviceName.test(segment)) return 'reserved';
  if (gitFolder.test(segment)) return 'hidden';
  if (Buffer.byteLength(segment) > longestName) return 'nameTooLong';
  return undefined;
}

/** Half a surrogate pair can't be written as UTF-8: two such keys would become one name. */
function isWellFormed(text: string): boolean {
  return Buffer.from(text, 'utf8').toString('utf8') === text;
}

/** The absolute path of checked segments. @returns `disk.nameTooLong` when it is too long for some system */
export function pathBelow(target: string, segments: readonly string[]): string | HcpError {
  const path = join(target, ...segments);
  return Buffer.byteLength(path) > longestPath ? new HcpError('disk.nameTooLong', { path }) : path;
}

/**
 * A hidden name beside the final one for a file that is not whole yet: `.<name>.<id>.hcp-part`, its middle
 * shortened so that it is no longer than a name may be.
 */
export function partName(name: string, id: string): string {
  const suffix = `.${id}.hcp-part`;
  let kept = name;
  while (Buffer.byteLength(kept) > longestName - suffix.length - 1) kept = [...kept].slice(0, -1).join('');
  return `.${kept}${suffix}`;
}
