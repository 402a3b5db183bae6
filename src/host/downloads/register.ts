import * as vscode from 'vscode';
import { createPool } from '../../core/transfer/pool';
import { createFormat } from '../format';
import type { CommandId } from '../ids';
import type { Services } from '../services';
import { askSources } from './askSources';
import { selectionOf } from './downloadable';
import { Downloads, requireKeys } from './downloads';
import { createDownloadsView, type DownloadNode } from './downloadsView';
import { Jobs, type DownloadJob } from './jobs';
import { tellLocked } from './locked';
import { createStatusBarItem } from './statusBar';

/** Downloads: the commands, the view, and the one pool that all jobs of this window share. */
export function register(services: Services): vscode.Disposable {
  const { settings, account, report } = services;
  const format = createFormat(vscode.env.language);
  const jobs = new Jobs();
  const view = createDownloadsView(jobs, format);
  const pool = createPool(settings.downloadConnections);
  const downloads = new Downloads(services, jobs, pool, view, format);
  const what = vscode.l10n.t('Download');

  const command = (id: CommandId, run: (...args: readonly unknown[]) => Promise<void>) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        await run(...args);
      } catch (error) {
        await report(error, what);
      }
    });
  /** The job of the row that was clicked, or without one the newest that fits. */
  const onJob = (
    id: CommandId,
    fits: (job: DownloadJob) => boolean,
    run: (job: DownloadJob) => Promise<void> | void,
  ) =>
    command(id, async (node) => {
      const job = isNode(node) ? node.job : jobs.all.find(fits);
      if (job) await run(job);
    });
  const ended = (job: DownloadJob) => job.state === 'failed' || job.state === 'cancelled';

  return vscode.Disposable.from(
    command('hcp.download', async (...args) => {
      requireKeys(services);
      const { sources: given, locked } = selectionOf(args);
      if (locked.length > 0) tellLocked(locked, given.length > 0);
      const asked = given.length === 0 && locked.length === 0;
      const sources = asked ? await askSources(services) : given;
      if (sources.length > 0) await downloads.download(sources);
    }),
    onJob(
      'hcp.downloads.cancel',
      (job) => job.state === 'running',
      (job) => {
        jobs.cancel(job.id);
      },
    ),
    onJob('hcp.downloads.retry', ended, async (job) => {
      requireKeys(services);
      await downloads.retry(job);
    }),
    onJob(
      'hcp.downloads.reveal',
      () => true,
      (job) => downloads.reveal(job),
    ),
    onJob(
      'hcp.downloads.showFailures',
      (job) => job.state === 'failed',
      (job) => downloads.showFailures(job),
    ),
    command('hcp.downloads.clear', () => {
      jobs.clearFinished();
      return Promise.resolve();
    }),
    settings.onDidChange(['hcp.download.connections'], () => {
      pool.connections = settings.downloadConnections;
    }),
    account.onDidChange((change) => {
      if (change === 'signedOut') jobs.cancelAll();
    }),
    createStatusBarItem(jobs, format),
    view,
    jobs,
  );
}

function isNode(value: unknown): value is DownloadNode {
  return typeof value === 'object' && value !== null && 'job' in value && 'kind' in value;
}
