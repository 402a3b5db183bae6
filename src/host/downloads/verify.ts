import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Format } from '../format';
import { plainName } from '../messages/plainName';
import { tell, type Offer } from '../messages/tell';
import type { Services } from '../services';
import type { Checks, FolderCheck } from './checks';
import { askDataFolder } from './dataFolder';
import type { Downloads } from './downloads';
import type { DownloadsView } from './downloadsView';
import type { JobList } from './jobList';
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
  const title = vscode.l10n.t('Verify Downloaded Data');
  const folder = given ?? (await askDataFolder(parts, title));
  if (folder === undefined) return;
  const check = await parts.checks.run(folder, (report) => reportText(report, parts.format));
  await tellResult(parts, check);
}

/** Downloads what a check has found wrong or missing. @throws HcpError `disk.*` */
export async function repair({ downloads, checks }: VerifyParts, check: FolderCheck): Promise<void> {
  const wanted = check.report?.repair ?? [];
  if (wanted.length === 0) return;
  await downloads.repair(wanted, check.folder);
  checks.remove(check);
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
  if (report.whole + report.findings.length === 0) {
    const again: Offer = {
      title: vscode.l10n.t('Choose Another Folder…'),
      run: () => verifyFolder(parts).catch((failure: unknown) => services.report(failure)),
    };
    const none = vscode.l10n.t(
      '{0} holds nothing that was downloaded from the bucket.',
      plainName(basename(folder)),
    );
    tell('warning', none, again);
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
