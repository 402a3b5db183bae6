import * as vscode from 'vscode';
import type { JobSnapshot } from '../../core/transfer/jobs';
import type { Format } from '../format';
import type { Services } from '../services';
import { tell } from '../messages/tell';
import type { DownloadsView } from './downloadsView';
import type { JobList } from './jobList';
import { downloads } from './words';

/** Milliseconds after the activation: the window has other things to do first. */
const afterStart = 1_500;

/** Lists what former windows left unfinished, once the window has settled, and offers to go on. */
export function offerToGoOn(
  { log, report }: Pick<Services, 'log' | 'report'>,
  jobs: JobList,
  view: DownloadsView,
  format: Format,
): vscode.Disposable {
  const timer = setTimeout(() => {
    recoverJobs(jobs, view, format, report).catch((error: unknown) => {
      log.warn('Unfinished downloads could not be looked for.', error);
    });
  }, afterStart);
  return { dispose: () => clearTimeout(timer) };
}

export async function recoverJobs(
  jobs: JobList,
  view: DownloadsView,
  format: Format,
  report: Services['report'],
): Promise<void> {
  const found = (await jobs.recover()).filter(({ state }) => state === 'paused');
  const [first] = found;
  if (!first) return;
  tell(
    'information',
    found.length === 1
      ? vscode.l10n.t('{0} is unfinished. It goes on where it stopped.', downloads(1, format))
      : vscode.l10n.t('{0} are unfinished. They go on where they stopped.', downloads(found.length, format)),
    {
      title: vscode.l10n.t('Resume'),
      run: () => resume(jobs, found).catch((error: unknown) => report(error)),
    },
    { title: vscode.l10n.t('Show'), run: () => view.show(jobs.now(first) ?? first, { focus: true }) },
    { title: vscode.l10n.t('Later'), run: () => Promise.resolve() },
  );
}

async function resume(jobs: JobList, found: readonly JobSnapshot[]): Promise<void> {
  // Some may have been resumed or cancelled in the view while the message stood there.
  for (const job of found) if (jobs.now(job)?.state === 'paused') await jobs.resume(job);
}
