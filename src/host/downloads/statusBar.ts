import * as vscode from 'vscode';
import type { JobSnapshot } from '../../core/transfer/jobs';
import type { Format } from '../format';
import type { JobList } from './jobList';
import { doneText, jobLabel, percent, progressText, rateText, stateWord, waitsText } from './words';

/** One item for all downloads of the window, shown while something runs or can't go on by itself; a click opens the view. */
export function createStatusBarItem(jobs: JobList, format: Format): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('hcp.downloads', vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('HCP Downloads');
  item.command = 'hcp.downloads.focus';
  const update = () => {
    const shown = statusOf(jobs.all, format);
    if (!shown) {
      item.hide();
      return;
    }
    item.text = shown.text;
    item.tooltip = shown.tooltip;
    item.backgroundColor = shown.warns ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
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

interface Status {
  readonly text: string;
  readonly tooltip: string;
  readonly warns: boolean;
}

/** Undefined while nothing runs, waits, or is held up. */
export function statusOf(all: readonly JobSnapshot[], format: Format): Status | undefined {
  const running = all.filter(({ state }) => state === 'running');
  const waiting = all.filter(({ state }) => state === 'waiting');
  const heldUp = all.filter(({ state, reason }) => state === 'paused' && reason !== undefined);
  const shown = [...running, ...waiting, ...heldUp];
  if (shown.length === 0) return undefined;
  const warns = heldUp.length > 0;
  const offline = running.length > 0 && running.every((job) => job.offline);
  const text = () => {
    if (offline) return vscode.l10n.t('HCP offline');
    if (running.length > 0) return runningText(running, format);
    return warns ? vscode.l10n.t('HCP paused') : vscode.l10n.t('HCP waits');
  };
  const icon = warns ? 'warning' : offline ? 'debug-disconnect' : 'cloud-download';
  return {
    text: `$(${icon}) ${text()}`,
    tooltip: shown.map((job) => `${jobLabel(job.spec)}: ${lineOf(job, format)}`).join('\n'),
    warns,
  };
}

function runningText(running: readonly JobSnapshot[], format: Format): string {
  const started = running.flatMap(({ progress }) => progress ?? []);
  const sum = (pick: (one: (typeof started)[number]) => number) =>
    started.reduce((total, one) => total + pick(one), 0);
  const bytesDone = sum((one) => one.bytesDone);
  const rate = rateText(
    sum((one) => one.bytesPerSecond),
    format,
  );
  if (started.some(({ counted }) => !counted))
    return vscode.l10n.t('HCP {0}, {1}', format.size(bytesDone), rate);
  const done = percent({ bytesDone, bytesTotal: sum((one) => one.bytesTotal) });
  return vscode.l10n.t('HCP {0} %, {1}', done, rate);
}

function lineOf(job: JobSnapshot, format: Format): string {
  switch (job.state) {
    case 'running':
      if (job.offline) return vscode.l10n.t('Offline');
      return job.progress ? progressText(job.progress, format) : vscode.l10n.t('Starting…');
    case 'waiting':
      return waitsText(job);
    case 'paused':
    case 'done':
    case 'failed':
    case 'cancelled':
      return [stateWord(job, false), job.progress && doneText(job.progress, format)]
        .filter(Boolean)
        .join(' · ');
  }
}
