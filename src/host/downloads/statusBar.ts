import * as vscode from 'vscode';
import type { Format } from '../format';
import type { Jobs } from './jobs';
import { progressText, rateText } from './words';
import { jobLabel } from './downloadsView';

/** One item for all downloads of the window, shown while something runs; a click opens the view. */
export function createStatusBarItem(jobs: Jobs, format: Format): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('hcp.downloads', vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('HCP Downloads');
  item.command = 'hcp.downloads.focus';
  const update = () => {
    const { running } = jobs;
    if (running.length === 0) {
      item.hide();
      return;
    }
    const started = running.flatMap(({ progress }) => progress ?? []);
    const sum = (pick: (one: (typeof started)[number]) => number) =>
      started.reduce((total, one) => total + pick(one), 0);
    const percent = Math.floor(
      (100 * sum((one) => one.bytesDone)) /
        Math.max(
          1,
          sum((one) => one.bytesTotal),
        ),
    );
    const rate = rateText(
      sum((one) => one.bytesPerSecond),
      format,
    );
    item.text = `$(cloud-download) ${vscode.l10n.t('HCP {0} %, {1}', percent, rate)}`;
    item.tooltip = running
      .map(
        (job) =>
          `${jobLabel(job)}: ${job.progress ? progressText(job.progress, format) : vscode.l10n.t('Starting…')}`,
      )
      .join('\n');
    item.show();
  };
  const listening = jobs.onDidChange(update);
  return {
    dispose: () => {
      listening.dispose();
      item.dispose();
    },
  };
}
