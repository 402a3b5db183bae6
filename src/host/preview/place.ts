import type * as vscode from 'vscode';
import { uriKey } from '../files/uri';
import { fileScheme } from '../ids';

/** Where a previewed file is: an object of the bucket, or a file on the disk of the extension's machine. */
export type Place =
  { readonly kind: 'bucket'; readonly path: string } | { readonly kind: 'disk'; readonly path: string };

/** Paths are as `ByteSource.path`: with `/` between their parts, on Windows too. */
export function placeOf(uri: vscode.Uri): Place {
  return uri.scheme === fileScheme
    ? { kind: 'bucket', path: uriKey(uri) }
    : { kind: 'disk', path: uri.fsPath.replaceAll('\\', '/') };
}

/** The last part of a path. */
export function nameOf({ path }: Place): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
