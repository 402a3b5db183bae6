import * as vscode from 'vscode';
import type { JobSnapshot } from '../../core/transfer/jobs';
import type { Format } from '../format';
import { plainName } from '../messages/plainName';
import type { JobList } from './jobList';
import { doneText, jobLabel } from './words';

/** Bytes that are not thrown away by a slip of the hand. */
const many = 50_000_000;

/** Cancels a job; asks once when much of it has arrived. */
export async function cancelJob(job: JobSnapshot, jobs: JobList, format: Format): Promise<void> {
  const arrived = job.progress?.bytesDone ?? 0;
  if (arrived < many) {
    jobs.cancel(job);
    return;
  }
  const cancel = { title: vscode.l10n.t('Cancel Download') };
  const pause = { title: vscode.l10n.t('Pause Instead') };
  // The editor's own button says "Cancel", which here could mean either.
  const keep = { title: vscode.l10n.t('Keep It'), isCloseAffordance: true };
  const pausable = job.state === 'running' || job.state === 'waiting';
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Cancel the download of {0}?', plainName(jobLabel(job.spec))),
    {
      modal: true,
      detail: [
        job.progress && doneText(job.progress, format),
        vscode.l10n.t(
          'Whole files stay. What is begun and not whole is removed, and would be fetched again. A paused download keeps it.',
        ),
      ]
        .filter(Boolean)
        .join('\n'),
    },
    ...(pausable ? [cancel, pause, keep] : [cancel, keep]),
  );
  if (answer === cancel) jobs.cancel(job);
  if (answer === pause) jobs.pause(job);
}
