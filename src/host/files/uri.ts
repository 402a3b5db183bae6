import * as vscode from 'vscode';
import { fileScheme } from '../ids';

/** `hcp:/HCP_1200/100307/…`: the key and nothing else, so that no secret can be in it. A prefix has no final slash. */
export function keyUri(keyOrPrefix: string): vscode.Uri {
  const path = keyOrPrefix.endsWith('/') ? keyOrPrefix.slice(0, -1) : keyOrPrefix;
  return vscode.Uri.from({ scheme: fileScheme, path: `/${path}` });
}

/** The key that a URI of this scheme stands for; empty for the bucket itself. */
export function uriKey(uri: vscode.Uri): string {
  return uri.path.replace(/^\/|\/$/g, '');
}
