import * as vscode from 'vscode';
import type { HcpError } from '../../core/errors';
import type { JobSnapshot } from '../../core/transfer/jobs';
import type { Format } from '../format';
import type { CommandId } from '../ids';
import { describeError, type MessageAction } from '../messages/describeError';
import type { Offer } from '../messages/tell';
import type { Services } from '../services';
import type { DownloadsView } from './downloadsView';
import type { JobNews } from './follow';
import type { JobList } from './jobList';
import { openFolder, revealData } from './reveal';
import { jobLabel, summaryText } from './words';
import { plainName } from '../messages/plainName';

type Deps = Pick<Services, 'log' | 'report' | 'account'>;

/** Tells how jobs end and why they are paused, with what can be done next. A cancelled one is told by the view alone. */
export class Outcome implements JobNews {
  /** Causes of pauses that the person has been told of: one message for all jobs that one holds up. */
  private readonly told = new Set<string>();

  constructor(
    private readonly deps: Deps,
    private readonly jobs: JobList,
    private readonly view: DownloadsView,
    private readonly format: Format,
  ) {}

  done(job: JobSnapshot): void {
    const { summary, spec } = job;
    if (!summary) return;
    const text = this.record(job);
    const message =
      summary.files > 0
        ? vscode.l10n.t('Download complete: {0}', text)
        : vscode.l10n.t('Checked: nothing had to be downloaded. {0}', text);
    const copyMethods: CommandId = 'hcp.copyMethods';
    this.ask('information', message, [
      { title: vscode.l10n.t('Reveal in Explorer'), run: () => revealData(spec) },
      {
        title: vscode.l10n.t('Copy Methods Text'),
        run: () => vscode.commands.executeCommand(copyMethods, spec.target),
      },
    ]);
  }

  failed(job: JobSnapshot): void {
    const { summary } = job;
    if (!summary) return;
    const text = this.record(job);
    const retry = { title: vscode.l10n.t('Retry'), run: () => this.jobs.resume(job) };
    const failures = {
      title: vscode.l10n.t('Show Failures'),
      run: () => this.view.show(job, { focus: true }),
    };
    if (!summary.stoppedBy) {
      this.ask('warning', vscode.l10n.t('Download finished with failures. {0}', text), [failures, retry]);
      return;
    }
    const { message, mending } = this.describe(summary.stoppedBy);
    const shown = vscode.l10n.t('Download stopped. {0} {1} Retry goes on where it stopped.', message, text);
    this.ask('error', shown, [...(summary.failed > 0 ? [failures] : []), retry, ...mending]);
  }

  paused(job: JobSnapshot): void {
    const { reason } = job;
    if (!reason) return;
    this.deps.log.warn(`Download to ${job.spec.target} paused: ${reason.code}`, reason.facts);
    const isKeys = isOfKeys(job);
    const cause = causeOf(job);
    const heldUp = this.jobs.inState('paused').filter((one) => one.spec.id !== job.spec.id);
    const insisted = this.jobs.wasInsistedOn(job);
    if (!insisted && this.told.has(cause) && heldUp.some((one) => causeOf(one) === cause)) return;
    this.told.add(cause);
    if (isKeys && reason.code !== 'keys.clock') {
      void this.askAboutKeys(job, reason, insisted);
      return;
    }
    const { message } = this.describe(reason);
    const resume = {
      title: vscode.l10n.t('Resume'),
      run: () => this.resumeAll((one) => causeOf(one) === cause),
    };
    if (isKeys) {
      this.ask('error', vscode.l10n.t('Downloads are paused. {0}', message), [resume]);
      return;
    }
    const folder = { title: vscode.l10n.t('Open Folder'), run: () => openFolder(job.spec) };
    const shown = vscode.l10n.t('The download of {0} is paused. {1}', plainName(jobLabel(job.spec)), message);
    this.ask('error', shown, [resume, folder]);
  }

  /** Another window may have a newer pair already: then the jobs go on with it, and nobody is asked. */
  private async askAboutKeys(job: JobSnapshot, reason: HcpError, insisted: boolean): Promise<void> {
    const { account } = this.deps;
    const before = account.accessKeyId;
    const why = (await account.refresh()) ?? reason;
    if (account.accessKeyId !== undefined && account.accessKeyId !== before) return;
    if (!this.jobs.inState('paused').some((one) => one.spec.id === job.spec.id)) return;
    // A window that has to be reloaded says so itself, and so does the one in which the person wants to go on.
    const own = insisted || why.code === 'keys.replaced';
    if (!own && !(await account.mayAskForPair())) {
      this.deps.log.info('Another window has asked for a key pair.');
      this.told.delete(ofKeys);
      this.askLater(job);
      return;
    }
    const { message, mending } = this.describe(why);
    // A pair that is dead stays dead: another one is what helps, and the jobs go on with it by themselves.
    const shown = vscode.l10n.t(
      'Downloads are paused. {0} They go on by themselves as soon as there is a pair that works.',
      message,
    );
    this.ask('error', shown, mending);
  }

  /** The other window may be closed, or its question dismissed, and the job still wait. */
  private askLater(job: JobSnapshot): void {
    const timer = setTimeout(() => {
      const now = this.jobs.now(job);
      if (now?.state === 'paused' && isOfKeys(now)) this.paused(now);
    }, askAgainAfter);
    timer.unref();
  }

  /** Goes on with all jobs that wait for a pair; says so where it disturbs nobody. */
  async goOnWithKeys(): Promise<void> {
    this.told.delete(ofKeys);
    const count = await this.resumeAll(isOfKeys, (job) => this.jobs.goOn(job));
    if (count === 0) return;
    const text =
      count === 1
        ? vscode.l10n.t('HCP: the download goes on with the new key pair.')
        : vscode.l10n.t('HCP: {0} downloads go on with the new key pair.', count);
    vscode.window.setStatusBarMessage(`$(cloud-download) ${text}`, 10_000);
  }

  private async resumeAll(
    which: (job: JobSnapshot) => boolean,
    resume: (job: JobSnapshot) => Promise<void> = (job) => this.jobs.resume(job),
  ): Promise<number> {
    const some = this.jobs.inState('paused').filter(which);
    for (const job of some) await resume(job);
    return some.length;
  }

  private record(job: JobSnapshot): string {
    const { summary, spec } = job;
    if (!summary) return '';
    const text = summaryText(summary, this.format);
    this.deps.log.info(`Download to ${spec.target}: ${text}`);
    for (const { key, error } of summary.failures) this.deps.log.warn(`${key}: ${error.code}`, error.facts);
    return text;
  }

  private describe(error: HcpError): { readonly message: string; readonly mending: readonly Offer[] } {
    const { message, actions } = describeError(error);
    // To look into the bucket again is what trying again does.
    const mending = actions.filter(({ command }) => command !== ('hcp.refresh' satisfies CommandId));
    return { message, mending: mending.map(offerOf) };
  }

  private ask(
    kind: 'information' | 'warning' | 'error',
    message: string,
    offers: readonly { readonly title: string; readonly run: () => Thenable<unknown> }[],
  ): void {
    const titles = offers.map(({ title }) => title);
    const show = {
      information: 'showInformationMessage',
      warning: 'showWarningMessage',
      error: 'showErrorMessage',
    };
    const shown = vscode.window[show[kind] as 'showInformationMessage'](message, ...titles);
    void shown
      .then((chosen) => offers.find(({ title }) => title === chosen)?.run())
      .then(undefined, (error: unknown) => this.deps.report(error));
  }
}

const ofKeys = 'keys';
/** Milliseconds; the other window's question counts for three minutes. */
const askAgainAfter = 185_000;

function offerOf({ title, command, arguments: args }: MessageAction): Offer {
  return { title, run: () => vscode.commands.executeCommand(command, ...(args ?? [])) };
}

function isOfKeys({ reason }: JobSnapshot): boolean {
  return reason?.code.startsWith('keys.') === true;
}

function causeOf(job: JobSnapshot): string {
  return isOfKeys(job) ? ofKeys : `${job.reason?.code ?? ''} ${job.spec.target}`;
}
