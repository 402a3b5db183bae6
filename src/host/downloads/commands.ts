import * as vscode from 'vscode';
import type { JobSnapshot } from '../../core/transfer/jobs';
import type { CommandId } from '../ids';
import type { Services } from '../services';
import type { Checks, FolderCheck } from './checks';
import { selectionOf } from './downloadable';
import { requireKeys, type Downloads } from './downloads';
import type { JobList } from './jobList';
import type { DownloadNode } from './rows';
import type { VerifyParts } from './verify';

/** What the commands work with. */
export interface CommandParts {
  readonly services: Services;
  readonly jobs: JobList;
  readonly checks: Checks;
  readonly downloads: Downloads;
  readonly verifying: VerifyParts;
}

/** What most commands do is loaded when it is asked for. */
const actions = () => import('./actions');

/** Every command of the downloads, registered. */
export function registerCommands({
  services,
  jobs,
  checks,
  downloads,
  verifying,
}: CommandParts): vscode.Disposable[] {
  const { format } = verifying;
  const what = vscode.l10n.t('Download');
  const command = (id: CommandId, run: (...args: readonly unknown[]) => unknown) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        await run(...args);
      } catch (error) {
        await services.report(error, what);
      }
    });
  const onJob = (id: CommandId, run: (job: JobSnapshot) => unknown) =>
    command(id, (node) => {
      const job = isNode(node) && 'job' in node ? jobs.now(node.job) : undefined;
      return job && run(job);
    });
  const onFile = (id: CommandId, run: (job: JobSnapshot, key: string) => void) =>
    command(id, (node) => {
      if (isNode(node) && node.kind === 'file') run(node.job, node.file.key);
    });
  /** Rows of checks have some of the commands that rows of jobs have. */
  const onEither = (
    id: CommandId,
    ofJob: (job: JobSnapshot) => unknown,
    ofCheck: (check: FolderCheck) => unknown,
  ) =>
    command(id, (node) => {
      if (!isNode(node)) return undefined;
      if ('check' in node) return ofCheck(node.check);
      const job = jobs.now(node.job);
      return job && ofJob(job);
    });
  const withKeys = (run: () => Promise<unknown>) => {
    requireKeys(services);
    return run();
  };

  return [
    command('hcp.download', async (...args) => {
      requireKeys(services);
      const { sources: given, locked } = selectionOf(args);
      if (locked.length > 0) (await actions()).tellLocked(locked, given.length > 0);
      const asked = given.length === 0 && locked.length === 0;
      const sources = asked ? await (await actions()).askSources(services) : given;
      if (sources.length > 0) await downloads.download(sources);
    }),
    command('hcp.verify', (folder) =>
      withKeys(async () =>
        (await actions()).verifyFolder(verifying, typeof folder === 'string' ? folder : undefined),
      ),
    ),
    command('hcp.copyMethods', async (from) =>
      (await actions()).copyMethods(verifying, typeof from === 'string' ? from : targetOf(from)),
    ),
    onJob('hcp.downloads.pause', (job) => {
      jobs.pause(job);
    }),
    onJob('hcp.downloads.resume', (job) => withKeys(() => jobs.resume(job))),
    onJob('hcp.downloads.retry', (job) => withKeys(() => jobs.resume(job))),
    onJob('hcp.downloads.again', (job) =>
      withKeys(async () => {
        if (await downloads.start(job.spec.sources, job.spec.target)) jobs.remove(job);
      }),
    ),
    onEither(
      'hcp.downloads.cancel',
      async (job) => (await actions()).cancelJob(job, jobs, format),
      (check) => {
        checks.cancel(check);
      },
    ),
    onEither(
      'hcp.downloads.reveal',
      async ({ spec }) => (await actions()).revealData(spec),
      async ({ folder }) => (await actions()).revealData({ sources: [], target: folder }),
    ),
    onJob('hcp.downloads.openFolder', async ({ spec }) => (await actions()).openFolder(spec)),
    onJob('hcp.downloads.openManifest', async ({ spec }) => (await actions()).openManifest(spec.target)),
    onEither(
      'hcp.downloads.verify',
      ({ spec }) => withKeys(async () => (await actions()).verifyFolder(verifying, spec.target)),
      ({ folder }) => withKeys(async () => (await actions()).verifyFolder(verifying, folder)),
    ),
    command('hcp.downloads.repair', (node) => {
      if (isNode(node) && node.kind === 'check')
        return withKeys(async () => (await actions()).repair(verifying, node.check));
      return undefined;
    }),
    onEither(
      'hcp.downloads.remove',
      (job) => {
        jobs.remove(job);
      },
      (check) => {
        checks.remove(check);
      },
    ),
    command('hcp.downloads.clear', () => {
      jobs.clearFinished();
      checks.clearFinished();
    }),
    onFile('hcp.downloads.pauseFile', (job, key) => {
      jobs.pauseFile(job, key);
    }),
    onFile('hcp.downloads.resumeFile', (job, key) => {
      jobs.resumeFile(job, key);
    }),
    onFile('hcp.downloads.cancelFile', (job, key) => {
      jobs.cancelFile(job, key);
    }),
  ];
}

function targetOf(node: unknown): string | undefined {
  return isNode(node) && 'job' in node ? node.job.spec.target : undefined;
}

function isNode(value: unknown): value is DownloadNode {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && ('job' in value || 'check' in value)
  );
}
