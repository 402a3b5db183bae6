import * as vscode from 'vscode';
import { HcpError, throwIfCancelled } from '../../core/errors';
import type { JobSnapshot } from '../../core/transfer/jobs';
import { nodeDisk } from '../../core/transfer/nodeDisk';
import { normaliseSources } from '../../core/transfer/sources';
import type { PlanTotals } from '../../core/transfer/summarise';
import type { Format } from '../format';
import { cancellable } from '../progress';
import type { Services } from '../services';
import type { Placement } from './dataHygiene';
import type { DownloadsView } from './downloadsView';
import type { EngineRoom } from './engineRoom';
import type { JobList } from './jobList';
import { filesAndBytes } from './words';

/** What became of the wish to download. */
export type DownloadOutcome =
  | { readonly kind: 'started'; readonly job: JobSnapshot }
  /** A download of the same files was under way already; if it was paused, it goes on. */
  | { readonly kind: 'goesOn' }
  /** A download of the same files is paused, and it was not the person who asked for it. */
  | { readonly kind: 'paused' }
  | { readonly kind: 'nothingToDo' }
  | { readonly kind: 'declined' };

export interface DownloadOptions {
  /** Nothing is started once it is aborted; an open question stays open. */
  readonly signal?: AbortSignal;
  /** Who wants it, where that is not the person: a line of the question. */
  readonly note?: string;
}

interface Plan {
  readonly kind: 'plan';
  readonly placement: Placement;
  readonly totals: PlanTotals;
}

/** The questions before a download are loaded when one is asked for. */
const dialogues = () => import('./dialogues');

/** From the question where to, through plan and confirmation, to a job of the list. */
export class Downloads {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly services: Pick<Services, 'context' | 'settings' | 'log'>,
    private readonly room: EngineRoom,
    private readonly jobs: JobList,
    private readonly view: DownloadsView,
    private readonly format: Format,
  ) {}

  /** Asks what has to be asked, then starts. @throws HcpError */
  async download(asked: readonly string[], { signal, note }: DownloadOptions = {}): Promise<DownloadOutcome> {
    const sources = normaliseSources(asked);
    const { chooseFolder, confirmDownload, keepClean, targetFolder } = await dialogues();
    let target = await targetFolder(this.services);
    while (target !== undefined) {
      throwIfCancelled(signal);
      const plan = await this.plan(sources, target, signal, note === undefined);
      if (plan.kind !== 'plan') return plan;
      const { totals, placement } = plan;
      const free = await nodeDisk.freeBytes(placement.target);
      const confirmAbove = this.services.settings.downloadConfirmAbove;
      const decision = await confirmDownload(
        { totals, target: placement.target, free, confirmAbove, note },
        this.format,
      );
      throwIfCancelled(signal);
      if (decision === 'no') return { kind: 'declined' };
      if (decision === 'download') {
        if (!(await keepClean(this.services, placement, sources))) return { kind: 'declined' };
        throwIfCancelled(signal);
        const job = await this.start(sources, placement.target, totals);
        return job ? { kind: 'started', job } : { kind: 'goesOn' };
      }
      target = await chooseFolder(this.services);
    }
    return { kind: 'declined' };
  }

  /** Starts without a question: for what was agreed to before. @throws HcpError */
  start(asked: readonly string[], target: string, totals?: PlanTotals): Promise<JobSnapshot | undefined> {
    // One after the other: the same may have been asked for twice while the first was planned.
    const starting = this.last.then(() => this.begin(normaliseSources(asked), target, totals));
    this.last = starting.catch(() => undefined);
    return starting;
  }

  /**
   * Downloads what a check has found. A job of its own even where an unfinished one has the same files: that one
   * has passed them, and does not look again. It waits until they are free. @throws HcpError `disk.*`
   */
  async repair(wanted: readonly string[], target: string): Promise<void> {
    const sources = normaliseSources(wanted);
    await this.show(await this.jobs.start({ sources, target, totals: undefined, recheck: true }));
  }

  private async begin(
    sources: readonly string[],
    target: string,
    totals: PlanTotals | undefined,
  ): Promise<JobSnapshot | undefined> {
    if (await this.goesOn(sources, target)) return undefined;
    const job = await this.jobs.start({ sources, target, totals });
    await this.show(job);
    return job;
  }

  private async plan(
    sources: readonly string[],
    target: string,
    signal: AbortSignal | undefined,
    byPerson: boolean,
  ): Promise<Plan | DownloadOutcome> {
    const { placeData } = await dialogues();
    const placement = await placeData(this.services, target);
    if (!placement) return { kind: 'declined' };
    throwIfCancelled(signal);
    const same = this.jobs.unfinishedFor(sources, placement.target);
    if (same?.state === 'paused' && !byPerson) {
      await this.show(same);
      return { kind: 'paused' };
    }
    if (await this.goesOn(sources, placement.target)) return { kind: 'goesOn' };
    const totals = await this.totals(sources, placement.target, signal);
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
      return { kind: 'nothingToDo' };
    }
    return { kind: 'plan', placement, totals };
  }

  private async totals(
    sources: readonly string[],
    target: string,
    signal: AbortSignal | undefined,
  ): Promise<PlanTotals> {
    const engine = await this.room.ready();
    return cancellable(vscode.l10n.t('Planning the download'), (stopped, say) =>
      engine.plan(sources, target, signal ? AbortSignal.any([signal, stopped]) : stopped, ({ all }) => {
        say(vscode.l10n.t('{0} so far', filesAndBytes(all, this.format)));
      }),
    );
  }

  /** Shows an unfinished job that does the same already; one that was paused goes on. True when there is one. */
  private async goesOn(sources: readonly string[], target: string): Promise<boolean> {
    const same = this.jobs.unfinishedFor(sources, target);
    if (!same) return false;
    if (same.state === 'paused') await this.jobs.resume(same);
    await this.show(same);
    return true;
  }

  /** A job that is done by the time it could be shown has left nothing to show. */
  private async show(job: JobSnapshot): Promise<void> {
    const now = this.jobs.now(job);
    if (now) await this.view.show(now);
  }
}

/** @throws HcpError `keys.missing` when there is no pair to download with */
export function requireKeys({ account }: Pick<Services, 'account'>): void {
  if (account.state !== 'ready') throw new HcpError('keys.missing');
}
