import * as vscode from 'vscode';
import { causes } from '../messages/causes';
import type { Services } from '../services';
import { excludeData } from './exclusion';
import { chooseFolder } from './targetFolder';
import { workspaceFolderAround } from './workspaceFolder';

const answerKey = 'hcp.downloads.dataInWorkspace';
type Remembered = 'exclude' | 'leave';

type Deps = Pick<Services, 'context' | 'settings'>;

export interface Placement {
  readonly target: string;
  /** The workspace folder that the data goes into and that is to be kept clean. */
  readonly exclude: vscode.WorkspaceFolder | undefined;
}

/**
 * Before the first download into a workspace folder: asks whether git, search and file watching shall be kept
 * away from thousands of data files, or whether they go outside. The answer is remembered for the workspace.
 * Undefined when the person gave up. Nothing is changed yet: `keepClean` does it when the download begins.
 */
export async function placeData(deps: Deps, target: string): Promise<Placement | undefined> {
  const folder = workspaceFolderAround(target);
  if (!folder) return { target, exclude: undefined };
  const { workspaceState } = deps.context;
  const remembered = workspaceState.get<Remembered>(answerKey);
  if (remembered !== undefined) return { target, exclude: remembered === 'exclude' ? folder : undefined };

  const exclude = vscode.l10n.t('Exclude the Data');
  const outside = vscode.l10n.t('Choose a Folder Outside…');
  const leave = vscode.l10n.t('Leave as It Is');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Keep git, search and file watching away from the data?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'A subject has thousands of files, and committing them to git would break the data use terms. “{0}” adds the release folders to files.watcherExclude, search.exclude and .gitignore of {1}.',
        exclude,
        folder.name,
      ),
    },
    exclude,
    outside,
    leave,
  );
  switch (answer) {
    case exclude:
      await workspaceState.update(answerKey, 'exclude' satisfies Remembered);
      return { target, exclude: folder };
    case leave:
      await workspaceState.update(answerKey, 'leave' satisfies Remembered);
      return { target, exclude: undefined };
    case outside: {
      const other = await chooseFolder(deps);
      return other === undefined ? undefined : placeData(deps, other);
    }
    case undefined:
    default:
      return undefined;
  }
}

/** Does what was answered. Where that fails, the person says whether the download goes on: true when it does. */
export async function keepClean(
  { log }: Pick<Services, 'log'>,
  placement: Placement,
  sources: readonly string[],
): Promise<boolean> {
  if (!placement.exclude) return true;
  try {
    await excludeData(placement.exclude, placement.target, sources);
    return true;
  } catch (error) {
    log.warn(['The data could not be excluded.', ...causes(error)].join(' ← '));
    const goOn = vscode.l10n.t('Download Anyway');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('The data could not be kept out of git, search and file watching.'),
      {
        modal: true,
        detail: vscode.l10n.t(
          '.gitignore or .vscode/settings.json of {0} can’t be written. Make them writable and start the download again, or download anyway and take care not to commit the data.',
          placement.exclude.name,
        ),
      },
      goOn,
    );
    return answer === goOn;
  }
}
