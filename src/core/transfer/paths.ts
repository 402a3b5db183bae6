import { join } from 'node:path';
import { HcpError } from '../errors';
import { cut, longestName, safeName } from './safeName';

/** PATH_MAX of macOS, 1,024 with the closing NUL; Linux has 4,096, Windows 32,767 for Node's own calls. */
export const longestPath = 1023;

/** Where a key goes below the target. */
export interface SafePath {
  readonly segments: readonly string[];
  /** Some segment has another name than in the key. */
  readonly renamed: boolean;
}

/**
 * The error of a path that leads elsewhere, because a link, or something else that is no folder, stands on the way.
 * @param key or the path below the target
 */
export function unsafeName(key: string, reason: 'link'): HcpError {
  return new HcpError('disk.unsafeName', { key, reason });
}

/** The segments of a key as they are in the key. The last slash of a folder's key is no segment. */
export function rawSegments(key: string, kind: 'file' | 'folder'): readonly string[] {
  return (kind === 'folder' ? key.replace(/\/$/, '') : key).split('/');
}

/**
 * The segments of a key below the target folder. A key is hostile input: what can't safely be written under its
 * own name gets another one, see `safeName`. Names that fall together are told apart by `Collisions`.
 * @param kind a key that ends in a slash is a folder unless it has bytes
 */
export function segmentsOf(key: string, kind: 'file' | 'folder' = kindOf(key)): SafePath {
  const raw = rawSegments(key, kind);
  const segments = raw.map((segment, depth) => safeName(segment, depth === 0));
  return { segments, renamed: segments.some((segment, depth) => segment !== raw[depth]) };
}

function kindOf(key: string): 'file' | 'folder' {
  return key.endsWith('/') ? 'folder' : 'file';
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
  return `.${cut(name, longestName - suffix.length - 1)}${suffix}`;
}
