import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Format } from '../format';
import { plainName } from '../messages/plainName';
import { tell, type Offer } from '../messages/tell';
import type { Services } from '../services';
import type { Checks, FolderCheck } from './checks';
import type { Downloads } from './downloads';
import type { DownloadsView } from './downloadsView';
import type { JobList } from './jobList';
import { chosenFolder, localFolders } from './targetFolder';
import { files, reportText } from './words';

export interface VerifyParts {
  readonly services: Pick<Services, 'context' | 'settings' | 'log' | 'report'>;
  readonly jobs: JobList;
  readonly checks: Checks;
  readonly view: DownloadsView;
  readonly downloads: Downloads;
  readonly format: Format;
}

/** Asks which folder, unless told, checks it, and tells what was found. */
export async function verifyFolder(parts: VerifyParts, given?: string): Promise<void> {
  const folder = given ?? (await askFolder(parts));
  if (folder === undefined) return;
  const check = await parts.checks.run(folder, (report) => reportText(report, parts.format));
  await tellResult(parts, check);
}

/** Downloads what a check has found wrong or missing. @throws HcpError `disk.*` */
export async function repair({ downloads, checks }: VerifyParts, check: FolderCheck): Promise<void> {
  const wanted = check.report?.repair ?? [];
  if (wanted.length === 0) return;
  if (await downloads.start(wanted, check.folder)) checks.remove(check);
}

async function tellResult(parts: VerifyParts, check: FolderCheck): Promise<void> {
  const { report, state, error, folder } = check;
  const { services, view, format } = parts;
  if (state === 'stopped') {
    if (error) await services.report(error, vscode.l10n.t('Verify Downloaded Data'));
    return;
  }
  if (!report) return;
  const text = reportText(report, format);
  services.log.info(`Verified ${folder}: ${text}`);
  if (state === 'whole') {
    tell('information', vscode.l10n.t('{0} is whole. {1}', plainName(basename(folder)), text));
    return;
  }
  for (const finding of report.findings) services.log.warn(`${finding.key}: ${finding.kind}`);
  const show: Offer = {
    title: vscode.l10n.t('Show Findings'),
    run: () => view.show(check, { focus: true }),
  };
  const mend: Offer = {
    title: vscode.l10n.t('Repair {0}', files(report.repair.length, format)),
    run: () => repair(parts, check).catch((failure: unknown) => services.report(failure)),
  };
  tell(
    'warning',
    vscode.l10n.t('{0} is not whole: {1}', plainName(basename(folder)), text),
    ...(report.repair.length > 0 ? [mend, show] : [show]),
  );
}

async function askFolder({ jobs, services }: VerifyParts): Promise<string | undefined> {
  const other = { label: vscode.l10n.t('Choose Folder…'), description: '', folder: undefined };
  const known = await knownFolders(jobs, services);
  const items = known.map((folder) => ({ label: basename(folder), description: folder, folder }));
  const title = vscode.l10n.t('Verify Downloaded Data');
  const answer =
    items.length === 0
      ? other
      : await vscode.window.showQuickPick([...items, other], {
          title,
          placeHolder: vscode.l10n.t('The folder that the data was downloaded to'),
        });
  if (!answer) return undefined;
  if (answer.folder !== undefined) return answer.folder;
  const [uri] =
    (await vscode.window.showOpenDialog({
      title,
      openLabel: vscode.l10n.t('Verify'),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  return uri?.scheme === 'file' ? uri.fsPath : undefined;
}

/** Folders that data was or would be downloaded to, as far as they are there. */
async function knownFolders(jobs: JobList, services: VerifyParts['services']): Promise<readonly string[]> {
  const folders = [
    ...jobs.all.map(({ spec }) => spec.target),
    chosenFolder(services),
    ...localFolders().map(({ uri }) => uri.fsPath),
  ];
  const there: string[] = [];
  for (const folder of new Set(folders)) {
    if (folder !== undefined && (await isFolder(folder))) there.push(folder);
  }
  return there;
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ?? false;
}
