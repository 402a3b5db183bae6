import { homedir } from 'node:os';
import { isAbsolute, join, normalize } from 'node:path';
import * as vscode from 'vscode';
import { openSettings } from '../messages/openSettings';
import type { Services } from '../services';

/** The folder that was last chosen by hand in this workspace. */
const chosenKey = 'hcp.downloads.chosenFolder';

type Deps = Pick<Services, 'context' | 'settings'>;

/**
 * The absolute folder to download to: of the setting, else the one chosen by hand before, else the only
 * workspace folder, else asked for. Undefined when the person gave up.
 */
export async function targetFolder(deps: Deps): Promise<string | undefined> {
  const { downloadFolder } = deps.settings;
  if (downloadFolder !== undefined) return fromSetting(downloadFolder);
  const known = knownTarget(deps);
  if (known !== undefined) return known;
  const folders = localFolders();
  return folders.length === 0 ? chooseFolder(deps) : pickFolder(deps, folders);
}

/** The folder of the setting or the one chosen by hand before; undefined when there is none. */
export function chosenFolder({ settings, context }: Deps): string | undefined {
  const { downloadFolder } = settings;
  const absolute = downloadFolder === undefined ? undefined : expanded(downloadFolder);
  return absolute ?? context.workspaceState.get<string>(chosenKey);
}

/** The folder that `targetFolder` would answer without asking; undefined when it would ask. */
export function knownTarget(deps: Deps): string | undefined {
  if (deps.settings.downloadFolder !== undefined) return expanded(deps.settings.downloadFolder);
  const [only, ...others] = localFolders();
  return chosenFolder(deps) ?? (others.length === 0 ? only?.uri.fsPath : undefined);
}

/** Workspace folders that are on this machine's disk. */
export function localFolders(): readonly vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file');
}

async function fromSetting(setting: string): Promise<string | undefined> {
  const folder = expanded(setting);
  if (folder !== undefined) return folder;
  const open = vscode.l10n.t('Open Settings');
  const answer = await vscode.window.showErrorMessage(
    vscode.l10n.t('The download folder “{0}” in the settings is not an absolute path. Correct it.', setting),
    open,
  );
  if (answer === open) {
    const shown = openSettings('hcp.download.folder');
    await vscode.commands.executeCommand(shown.command, ...shown.arguments);
  }
  return undefined;
}

/** Undefined when it is not absolute. */
function expanded(setting: string): string | undefined {
  const folder = /^~[/\\]/.test(setting) ? join(homedir(), setting.slice(2)) : setting;
  return isAbsolute(folder) ? normalize(folder) : undefined;
}

async function pickFolder(
  deps: Deps,
  folders: readonly vscode.WorkspaceFolder[],
): Promise<string | undefined> {
  const items = folders.map(({ name, uri }) => ({
    label: name,
    description: uri.fsPath,
    folder: uri.fsPath,
  }));
  const other = { label: vscode.l10n.t('Choose Folder…'), description: '', folder: undefined };
  const answer = await vscode.window.showQuickPick([...items, other], {
    title: vscode.l10n.t('Download to Workspace'),
    placeHolder: vscode.l10n.t('Which folder shall the data go to?'),
  });
  if (!answer) return undefined;
  return answer.folder ?? chooseFolder(deps);
}

/** Asks for any folder, and remembers it for this workspace. */
export async function chooseFolder({ context }: Deps): Promise<string | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Folder for Downloads'),
      openLabel: vscode.l10n.t('Download Here'),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  if (uri?.scheme !== 'file') return undefined;
  await context.workspaceState.update(chosenKey, uri.fsPath);
  return uri.fsPath;
}
