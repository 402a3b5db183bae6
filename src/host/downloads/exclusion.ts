import { join, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { knownReleases } from '../../core/catalog/releases';
import { bookkeeping } from '../../core/transfer/journalFolder';
import { manifestTableName } from '../../core/transfer/manifestTable';
import { addRules, isInWorkTree } from './gitignore';
import { exists } from './onDisk';

/**
 * Keeps VS Code and git away from the release folders at the target, and from what downloads keep beside them:
 * `HCP_1200/**` and its like in `files.watcherExclude` and `search.exclude` of the folder's settings,
 * `/HCP_1200/` in `.gitignore` when it lies in a git work tree. The rules hold at the target only, so that a
 * folder of the person's own that is called `HCP` is not hidden. All known releases are named at once: the next
 * download finds it done. Git shows no data and, where the two files did not exist, no new file either (see
 * `withRules`); an existing `.gitignore` shows as changed, because its owner should see and commit that.
 * @throws the error of VS Code's configuration or of Node's file system
 */
export async function excludeData(
  folder: vscode.WorkspaceFolder,
  target: string,
  sources: readonly string[],
): Promise<void> {
  const place = relative(folder.uri.fsPath, target).split(sep).filter(Boolean);
  const paths = [...releaseFolders(sources), bookkeeping].map((name) => [...place, name]);
  const hadSettings = await exists(join(folder.uri.fsPath, '.vscode', 'settings.json'));
  const globs = Object.fromEntries(paths.map((path) => [`${path.map(escapeGlob).join('/')}/**`, true]));
  await mergeSetting(folder, 'files.watcherExclude', globs);
  await mergeSetting(folder, 'search.exclude', globs);
  if (!(await isInWorkTree(folder.uri.fsPath))) return;
  const rules = [
    ...paths.map((path) => `/${path.map(escapeRule).join('/')}/`),
    `/${[...place, manifestTableName].map(escapeRule).join('/')}`,
  ];
  await addRules(folder.uri.fsPath, rules, hadSettings ? [] : ['/.vscode/settings.json']);
}

/** The top folders that the bucket's layout makes at the target. */
function releaseFolders(sources: readonly string[]): readonly string[] {
  const prefixes = [...knownReleases.map(({ prefix }) => prefix), ...sources];
  return [
    ...new Set(prefixes.filter((key) => key.includes('/')).map((key) => key.slice(0, key.indexOf('/')))),
  ];
}

/** VS Code's globs have no escape character, but a class of one character is that character. */
function escapeGlob(name: string): string {
  return name.replace(/[*?[\]{}]/g, '[$&]');
}

function escapeRule(name: string): string {
  return name.replace(/[\\*?[\]!#]|\s$/g, '\\$&');
}

async function mergeSetting(
  folder: vscode.WorkspaceFolder,
  id: 'files.watcherExclude' | 'search.exclude',
  added: Readonly<Record<string, boolean>>,
): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(undefined, folder.uri);
  const found = configuration.inspect<Readonly<Record<string, unknown>>>(id);
  const several = vscode.workspace.workspaceFile !== undefined;
  const present = (several ? found?.workspaceFolderValue : found?.workspaceValue) ?? {};
  // What is there wins: someone who set `false` for a release meant it.
  if (Object.keys(added).every((glob) => glob in present)) return;
  const { Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
  await configuration.update(id, { ...added, ...present }, several ? WorkspaceFolder : Workspace);
}
