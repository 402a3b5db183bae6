import * as vscode from 'vscode';
import { createDigestSource } from '../../core/catalog/manifests';
import { HcpError } from '../../core/errors';
import { runDownload } from '../../core/transfer/job';
import { nodeDisk } from '../../core/transfer/nodeDisk';
import { planItems } from '../../core/transfer/plan';
import type { Pool } from '../../core/transfer/pool';
import { normaliseSources } from '../../core/transfer/sources';
import { summarise, type PlanTotals } from '../../core/transfer/summarise';
import { cancellable } from '../progress';
import type { Format } from '../format';
import { plainName } from '../messages/plainName';
import type { Services } from '../services';
import { confirmDownload } from './confirm';
import { keepClean, placeData, type Placement } from './dataHygiene';
import { jobLabel, type DownloadsView } from './downloadsView';
import type { DownloadJob, Jobs } from './jobs';
import { tellOutcome, type OutcomeActions } from './outcome';
import { revealJob } from './reveal';
import { chooseFolder, targetFolder } from './targetFolder';
import { filesAndBytes, progressText } from './words';

interface Plan {
  readonly placement: Placement;
  readonly totals: PlanTotals;
}

/** From the question where to, through plan and confirmation, to the job and its outcome. */
export class Downloads implements OutcomeActions {
  constructor(
    private readonly services: Services,
    private readonly jobs: Jobs,
    private readonly pool: Pool,
    private readonly view: DownloadsView,
    private readonly format: Format,
  ) {}

  /** Asks what has to be asked, then starts. Resolves when the job has ended. @throws HcpError */
  async download(asked: readonly string[]): Promise<void> {
    const sources = normaliseSources(asked);
    let target = await targetFolder(this.services);
    while (target !== undefined) {
      const plan = await this.plan(sources, target);
      if (!plan) return;
      const { totals, placement } = plan;
      const free = await nodeDisk.freeBytes(placement.target);
      const confirmAbove = this.services.settings.downloadConfirmAbove;
      const decision = await confirmDownload(
        { totals, target: placement.target, free, confirmAbove },
        this.format,
      );
      if (decision === 'no') return;
      if (decision === 'download') {
        if (!(await keepClean(this.services, placement, sources))) return;
        await this.run(sources, plan);
        return;
      }
      target = await chooseFolder(this.services);
    }
  }

  /** Downloads what a job has left. What was agreed to is not asked again. @throws HcpError */
  async retry(job: DownloadJob): Promise<void> {
    const totals = await this.totals(job.sources, job.target);
    this.jobs.remove(job.id);
    await this.run(job.sources, { totals, placement: { target: job.target, exclude: undefined } });
  }

  reveal(job: DownloadJob): Promise<void> {
    return revealJob(job);
  }

  showFailures(job: DownloadJob): Promise<void> {
    return this.view.show(job);
  }

  /** Undefined when there is nothing to do, or the person gave up. */
  private async plan(sources: readonly string[], target: string): Promise<Plan | undefined> {
    const placement = await placeData(this.services, target);
    if (!placement) return undefined;
    const running = this.jobs.runningFor(sources, placement.target);
    if (running) {
      await this.view.show(running);
      return undefined;
    }
    const totals = await this.totals(sources, placement.target);
    const { all, present, refused, firstRefusal } = totals;
    if (all.files === 0 && firstRefusal) throw firstRefusal;
    if (present.files === all.files && refused === 0) {
      void vscode.window.showInformationMessage(
        all.files === 0
          ? vscode.l10n.t('There are no files to download here.')
          : vscode.l10n.t(
              'Already there and whole: {0}. Nothing to download.',
              filesAndBytes(all, this.format),
            ),
      );
      return undefined;
    }
    return { placement, totals };
  }

  private totals(sources: readonly string[], target: string): Promise<PlanTotals> {
    const { store } = this.services;
    return cancellable(vscode.l10n.t('Planning the download'), (signal, say) =>
      summarise(planItems({ store, disk: nodeDisk, sources, target }, signal), ({ all }) => {
        say(vscode.l10n.t('{0} so far', filesAndBytes(all, this.format)));
      }),
    );
  }

  private async run(sources: readonly string[], { placement, totals }: Plan): Promise<void> {
    const { store } = this.services;
    const { target } = placement;
    // It may have been started a second time while this one was planned or asked about.
    const running = this.jobs.runningFor(sources, target);
    if (running) return this.view.show(running);
    const ending = this.jobs.run(sources, target, (signal, onProgress) =>
      this.underNotification(
        vscode.l10n.t('Downloading {0}', plainName(jobLabel({ sources }))),
        signal,
        onProgress,
        (both, report) =>
          runDownload(
            {
              store,
              digests: createDigestSource(store),
              disk: nodeDisk,
              pool: this.pool,
              sources,
              target,
              totals,
              onProgress: report,
            },
            both,
          ),
      ),
    );
    this.services.finishing.add(ending);
    const job = await ending.finally(() => this.services.finishing.delete(ending));
    await tellOutcome(job, this, this.services, this.format);
  }

  /** Runs the job under a notification whose button cancels it as the view's does. */
  private underNotification<T>(
    title: string,
    signal: AbortSignal,
    onProgress: Parameters<Parameters<Jobs['run']>[2]>[1],
    work: (signal: AbortSignal, report: typeof onProgress) => Promise<T>,
  ): Promise<T> {
    return Promise.resolve(
      vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title, cancellable: true },
        async (notification, token) => {
          const button = new AbortController();
          const listening = token.onCancellationRequested(() => {
            button.abort();
          });
          let shown = 0;
          try {
            return await work(AbortSignal.any([signal, button.signal]), (progress) => {
              onProgress(progress);
              const percent = (100 * progress.bytesDone) / Math.max(1, progress.bytesTotal);
              notification.report({
                message: progressText(progress, this.format),
                increment: Math.max(0, percent - shown),
              });
              shown = Math.max(shown, percent);
            });
          } finally {
            listening.dispose();
          }
        },
      ),
    );
  }
}

/** @throws HcpError `keys.missing` when there is no pair to download with */
export function requireKeys({ account }: Pick<Services, 'account'>): void {
  if (account.state !== 'ready') throw new HcpError('keys.missing');
}
