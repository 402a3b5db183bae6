import * as vscode from 'vscode';
import type { Format } from '../format';
import { describeError } from '../messages/describeError';
import type { Services } from '../services';
import type { DownloadJob } from './jobs';
import { summaryText } from './words';

export interface OutcomeActions {
  retry(job: DownloadJob): Promise<void>;
  reveal(job: DownloadJob): Promise<void>;
  showFailures(job: DownloadJob): Promise<void>;
}

/** Tells how a job ended, with what can be done next. A cancelled one is told by the view alone. */
export async function tellOutcome(
  job: DownloadJob,
  actions: OutcomeActions,
  { log }: Pick<Services, 'log'>,
  format: Format,
): Promise<void> {
  const { summary } = job;
  if (!summary) return;
  const text = summaryText(summary, format);
  log.info(`Download to ${job.target}: ${text}`);
  for (const { key, error } of summary.failures) log.warn(`${key}: ${error.code}`, error.facts);
  const retry = vscode.l10n.t('Retry');
  const reveal = vscode.l10n.t('Reveal in Explorer');
  const failures = vscode.l10n.t('Show Failures');
  switch (job.state) {
    case 'done': {
      const message =
        summary.files > 0
          ? vscode.l10n.t('Download complete: {0}', text)
          : vscode.l10n.t('Checked: nothing had to be downloaded. {0}', text);
      const answer = await vscode.window.showInformationMessage(message, reveal);
      if (answer === reveal) await actions.reveal(job);
      return;
    }
    case 'failed': {
      const stopped = summary.stoppedBy && describeError(summary.stoppedBy);
      if (summary.stoppedBy)
        log.error(`Download stopped: ${summary.stoppedBy.code}`, summary.stoppedBy.facts);
      const message = stopped
        ? vscode.l10n.t('Download stopped. {0} {1} Retry goes on where it stopped.', stopped.message, text)
        : vscode.l10n.t('Download finished with failures. {0}', text);
      // To look into the bucket again is what retrying does.
      const mending = stopped?.actions.filter(({ command }) => command !== 'hcp.refresh') ?? [];
      const mendingTitles = mending.map(({ title }) => title);
      // With a pair that does not work, trying again comes after another pair.
      const needsPair = summary.stoppedBy?.code.startsWith('keys.') === true;
      const buttons = [
        ...(summary.failed > 0 ? [failures] : []),
        ...(needsPair ? [...mendingTitles, retry] : [retry, ...mendingTitles]),
      ];
      const answer = await vscode.window[stopped ? 'showErrorMessage' : 'showWarningMessage'](
        message,
        ...buttons,
      );
      if (answer === failures) return actions.showFailures(job);
      if (answer === retry) return actions.retry(job);
      const action = mending.find(({ title }) => title === answer);
      if (action) await vscode.commands.executeCommand(action.command, ...(action.arguments ?? []));
      return;
    }
    case 'cancelled':
    case 'running':
      return;
  }
}
