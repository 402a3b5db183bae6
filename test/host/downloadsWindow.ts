import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { KeyPair } from '../../src/core/keyPair';
import type { JobSnapshot } from '../../src/core/transfer/jobs';
import { OnePrompt } from '../../src/host/account/onePrompt';
import { Checks, type FolderCheck } from '../../src/host/downloads/checks';
import { Downloads } from '../../src/host/downloads/downloads';
import type { DownloadsView } from '../../src/host/downloads/downloadsView';
import { EngineRoom } from '../../src/host/downloads/engineRoom';
import { followJobs } from '../../src/host/downloads/follow';
import { JobList } from '../../src/host/downloads/jobList';
import { Outcome } from '../../src/host/downloads/outcome';
import { UnfinishedTargets } from '../../src/host/downloads/unfinishedTargets';
import { createFormat } from '../../src/host/format';
import type { AccountChange, Services } from '../../src/host/services';
import { Settings } from '../../src/host/settings';
import { MemoryEngine } from './inside/memoryEngine';

/** Downloads of one window with an engine of the test's, and without its commands and its view. */
export interface DownloadsWindow extends vscode.Disposable {
  readonly engine: MemoryEngine;
  readonly services: Services;
  readonly room: EngineRoom;
  readonly jobs: JobList;
  readonly checks: Checks;
  readonly view: DownloadsView;
  readonly downloads: Downloads;
  /** What was brought into view. */
  readonly shown: (JobSnapshot | FolderCheck)[];
  readonly reported: unknown[];
  /** What the log was told, without details. */
  readonly logged: string[];
  /** The account gets another pair, or none. */
  setPair(pair: KeyPair | undefined, options?: { readonly waiting?: boolean }): void;
}

export interface WindowSettings {
  readonly downloadFolder?: string | undefined;
  readonly downloadConfirmAbove?: number;
}

export const format = createFormat('en');
const folders: string[] = [];

/** An empty folder that `removeFolders` takes away. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hcp-downloads-'));
  folders.push(folder);
  return folder;
}

export async function removeFolders(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}

/** @param memory where the window notes folders with unfinished downloads */
export function openDownloads(memory: string, settings: WindowSettings = {}): DownloadsWindow {
  const logged: string[] = [];
  const log = (text: string) => void logged.push(text);
  const engine = new MemoryEngine();
  const account = new vscode.EventEmitter<AccountChange>();
  const state: { pair: KeyPair | undefined; waiting: boolean } = {
    pair: { accessKeyId: 'AKIAFIRST', secretAccessKey: 'first' },
    waiting: false,
  };
  const question = new OnePrompt(memory, 'pair-question');
  const remembered = new Map<string, unknown>();
  const reported: unknown[] = [];
  const all = new Settings();
  const services = {
    context: {
      workspaceState: {
        get: (key: string) => remembered.get(key),
        update: (key: string, value: unknown) => Promise.resolve(remembered.set(key, value)),
      },
    },
    settings: {
      bucketAddress: all.bucketAddress,
      downloadLimits: all.downloadLimits,
      onDidChange: all.onDidChange.bind(all),
      downloadFolder: settings.downloadFolder,
      downloadConfirmAbove: settings.downloadConfirmAbove ?? 1e9,
    },
    account: {
      onDidChange: account.event,
      get state() {
        return state.pair ? 'ready' : 'signedOut';
      },
      get accessKeyId() {
        return state.pair?.accessKeyId;
      },
      refresh: () => Promise.resolve(undefined),
      mayAskForPair: () => question.claim(),
      get waitingForKeys() {
        return state.waiting;
      },
      keyPair: () => (state.pair ? Promise.resolve(state.pair) : Promise.reject(new Error('no pair'))),
    },
    log: { info: log, warn: log, error: log },
    finishing: new Set<Promise<unknown>>(),
    report: (error: unknown) => {
      reported.push(error);
      return Promise.resolve();
    },
  } as unknown as Services;
  const room = new EngineRoom(services, () => engine);
  const jobs = new JobList(room, new UnfinishedTargets(memory));
  const checks = new Checks(room);
  const shown: (JobSnapshot | FolderCheck)[] = [];
  const view: DownloadsView = {
    show: (what) => {
      shown.push(what);
      return Promise.resolve();
    },
    dispose: () => undefined,
  };
  const outcome = new Outcome(services, jobs, view, format);
  const following = vscode.Disposable.from(
    followJobs(jobs, outcome),
    room.onDidSetKeyPair(() => void outcome.goOnWithKeys()),
  );
  return {
    engine,
    services,
    room,
    jobs,
    checks,
    view,
    downloads: new Downloads(services, room, jobs, view, format),
    shown,
    reported,
    logged,
    setPair(pair, { waiting = false } = {}) {
      state.pair = pair;
      state.waiting = waiting;
      void question.release();
      account.fire(pair ? 'keys' : 'signedOut');
    },
    dispose() {
      following.dispose();
      checks.dispose();
      jobs.dispose();
      room.dispose();
      account.dispose();
    },
  };
}
