import { isAbsolute, relative, sep } from 'node:path';
import * as vscode from 'vscode';

/** The folder of the workspace that a path is in, or is itself. */
export function workspaceFolderAround(path: string): vscode.WorkspaceFolder | undefined {
  return vscode.workspace.workspaceFolders?.find((folder) => {
    if (folder.uri.scheme !== 'file') return false;
    const inside = relative(folder.uri.fsPath, path);
    return !isAbsolute(inside) && inside.split(sep)[0] !== '..';
  });
}
