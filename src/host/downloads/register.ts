import { join } from 'node:path';
import * as vscode from 'vscode';
import { createEngineClient } from '../../core/transfer/workerClient';
import { createFormat } from '../format';
import type { Services } from '../services';
import { Checks } from './checks';
import { registerCommands } from './commands';
import { Downloads, requireKeys, type DownloadOptions, type DownloadOutcome } from './downloads';
import { createDownloadsView } from './downloadsView';
import { EngineRoom, type MakeEngine } from './engineRoom';
import type { Estimate } from './estimate';
import { followJobs } from './follow';
import { JobList } from './jobList';
import { Outcome } from './outcome';
import { offerToGoOn } from './restart';
import { createStatusBarItem } from './statusBar';
import { UnfinishedTargets } from './unfinishedTargets';
import type { VerifyParts } from './verify';

const makeEngine: MakeEngine = (configuration) =>
  createEngineClient({ file: join(__dirname, 'worker.js') }, configuration);

/** The downloads as other features see them. Both reject with `keys.missing` when there is no pair. */
export interface DownloadsFeature extends vscode.Disposable {
  /** What a download would do, changing and asking nothing. @param patience milliseconds that it may take */
  estimate(sources: readonly string[], patience: number, signal: AbortSignal): Promise<Estimate>;
  /** The same as `Download to Workspace`, questions included. */
  download(sources: readonly string[], options: DownloadOptions): Promise<DownloadOutcome>;
}

/** Downloads: the engine, the commands, the view, and what is told of them. */
export function register(services: Services, make: MakeEngine = makeEngine): DownloadsFeature {
  const { account, context, report } = services;
  const format = createFormat(vscode.env.language);
  const room = new EngineRoom(services, make);
  const unfinished = new UnfinishedTargets(join(context.globalStorageUri.fsPath, 'unfinished'));
  const jobs = new JobList(room, unfinished);
  const checks = new Checks(room);
  const view = createDownloadsView(jobs, checks, format);
  const downloads = new Downloads(services, room, jobs, view, format);
  const outcome = new Outcome(services, jobs, view, format);
  const verifying: VerifyParts = { services, jobs, checks, view, downloads, format };

  const parts = vscode.Disposable.from(
    ...registerCommands({ services, jobs, checks, downloads, verifying }),
    account.onDidChange((change) => {
      if (change === 'signedOut') jobs.pauseAll();
    }),
    room.onDidSetKeyPair(() => void outcome.goOnWithKeys().catch((error: unknown) => report(error))),
    followJobs(jobs, outcome),
    offerToGoOn(services, jobs, view, format),
    createStatusBarItem(jobs, format),
    view,
    checks,
    jobs,
    room,
  );

  return {
    estimate: async (sources, patience, signal) => {
      requireKeys(services);
      const { estimateDownload } = await import('./dialogues');
      return estimateDownload({ services, room }, sources, patience, signal);
    },
    download: async (sources, options) => {
      requireKeys(services);
      return downloads.download(sources, options);
    },
    dispose: () => {
      parts.dispose();
    },
  };
}
