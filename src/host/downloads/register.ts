import { join } from 'node:path';
import * as vscode from 'vscode';
import { createEngineClient } from '../../core/transfer/workerClient';
import { createFormat } from '../format';
import type { Services } from '../services';
import { Checks } from './checks';
import { registerCommands } from './commands';
import { Downloads } from './downloads';
import { createDownloadsView } from './downloadsView';
import { EngineRoom, type MakeEngine } from './engineRoom';
import { followJobs } from './follow';
import { JobList } from './jobList';
import { Outcome } from './outcome';
import { offerToGoOn } from './restart';
import { createStatusBarItem } from './statusBar';
import { UnfinishedTargets } from './unfinishedTargets';
import type { VerifyParts } from './verify';

const makeEngine: MakeEngine = (configuration) =>
  createEngineClient({ file: join(__dirname, 'worker.js') }, configuration);

/** Downloads: the engine, the commands, the view, and what is told of them. */
export function register(services: Services, make: MakeEngine = makeEngine): vscode.Disposable {
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

  return vscode.Disposable.from(
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
}
