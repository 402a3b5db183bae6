import * as vscode from 'vscode';
import type { FileFailure } from '../../core/transfer/tally';
import type { Format } from '../format';
import type { ContextKeyId, ViewId } from '../ids';
import { describeError } from '../messages/describeError';
import type { DownloadJob, Jobs, JobState } from './jobs';
import { progressText, summaryText } from './words';

/** A row of the view. Commands of its menus get one. */
export type DownloadNode =
  | { readonly kind: 'job'; readonly job: DownloadJob }
  | { readonly kind: 'stopped'; readonly job: DownloadJob }
  | { readonly kind: 'failure'; readonly job: DownloadJob; readonly failure: FileFailure };

export interface DownloadsView extends vscode.Disposable {
  /** Brings a job into view, opened so that its failures are seen. */
  show(job: DownloadJob): Promise<void>;
}

/** The view `hcp.downloads`: the jobs of this window, and below each one what failed and why. */
export function createDownloadsView(jobs: Jobs, format: Format): DownloadsView {
  const changed = new vscode.EventEmitter<DownloadNode | undefined>();
  const nodes = new JobNodes();
  const viewId: ViewId = 'hcp.downloads';
  const view = vscode.window.createTreeView<DownloadNode>(viewId, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => (node ? childrenOf(node) : jobs.all.map((job) => nodes.of(job))),
      getParent: (node) => (node.kind === 'job' ? undefined : nodes.of(node.job)),
      getTreeItem: (node) => toItem(node, format),
    },
  });
  const listening = jobs.onDidChange((job) => {
    if (job) {
      changed.fire(nodes.of(job));
      return;
    }
    const key: ContextKeyId = 'hcp.hasDownloads';
    void vscode.commands.executeCommand('setContext', key, jobs.all.length > 0);
    const running = jobs.running.length;
    view.badge =
      running > 0 ? { value: running, tooltip: vscode.l10n.t('Downloads running: {0}', running) } : undefined;
    nodes.keep(jobs.all);
    changed.fire(undefined);
  });
  return {
    show: async (job) => {
      await view.reveal(nodes.of(job), { expand: true, focus: true, select: true });
    },
    dispose: () => {
      listening.dispose();
      view.dispose();
      changed.dispose();
    },
  };
}

/** One node per job for as long as it is listed: VS Code knows nodes by identity. */
class JobNodes {
  private readonly nodes = new Map<number, { kind: 'job'; job: DownloadJob }>();

  of(job: DownloadJob): DownloadNode {
    const node = this.nodes.get(job.id) ?? { kind: 'job', job };
    node.job = job;
    this.nodes.set(job.id, node);
    return node;
  }

  keep(jobs: readonly DownloadJob[]): void {
    const ids = new Set(jobs.map(({ id }) => id));
    for (const id of this.nodes.keys()) if (!ids.has(id)) this.nodes.delete(id);
  }
}

function childrenOf(node: DownloadNode): DownloadNode[] {
  if (node.kind !== 'job') return [];
  const { job } = node;
  return [
    ...(job.summary?.stoppedBy ? [{ kind: 'stopped', job } as const] : []),
    ...(job.summary?.failures ?? []).map((failure) => ({ kind: 'failure', job, failure }) as const),
  ];
}

function toItem(node: DownloadNode, format: Format): vscode.TreeItem {
  switch (node.kind) {
    case 'job':
      return jobItem(node.job, format);
    case 'stopped':
      return reasonItem(
        `${String(node.job.id)}/stopped`,
        vscode.l10n.t('Stopped'),
        node.job.summary?.stoppedBy,
      );
    case 'failure': {
      const { key, error } = node.failure;
      return reasonItem(`${String(node.job.id)}/${key}`, lastName(key), error, key);
    }
  }
}

function jobItem(job: DownloadJob, format: Format): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const hasChildren =
    job.summary !== undefined && (job.summary.failed > 0 || job.summary.stoppedBy !== undefined);
  const item = new vscode.TreeItem(jobLabel(job), hasChildren ? Collapsed : None);
  const text = job.summary
    ? summaryText(job.summary, format)
    : job.progress
      ? progressText(job.progress, format)
      : vscode.l10n.t('Starting…');
  item.id = String(job.id);
  item.description = job.state === 'cancelled' ? vscode.l10n.t('Cancelled. {0}', text) : text;
  item.iconPath = icons[job.state]();
  item.contextValue = `hcpDownload.${job.state}`;
  item.tooltip = [...job.sources.slice(0, 10), `→ ${job.target}`, text].join('\n');
  item.accessibilityInformation = { label: [stateWord(job.state), jobLabel(job), text].join(', ') };
  return item;
}

/** The last name of the one source, or of the first of several: the row is narrow, its tooltip has it all. */
export function jobLabel({ sources }: Pick<DownloadJob, 'sources'>): string {
  const first = lastName(sources[0] ?? '');
  return sources.length > 1 ? vscode.l10n.t('{0} and {1} more', first, sources.length - 1) : first;
}

function lastName(keyOrPrefix: string): string {
  return keyOrPrefix.replace(/\/$/, '').replace(/^.*\//, '');
}

function reasonItem(
  id: string,
  label: string,
  error: FileFailure['error'] | undefined,
  key?: string,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  const reason = error ? describeError(error).message : '';
  item.id = id;
  item.description = reason;
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  item.contextValue = 'hcpDownload.failure';
  item.tooltip = [...(key === undefined ? [] : [key]), reason].join('\n');
  item.accessibilityInformation = { label: `${label}: ${reason}` };
  return item;
}

const icons: Readonly<Record<JobState, () => vscode.ThemeIcon>> = {
  running: () => new vscode.ThemeIcon('sync~spin'),
  done: () => new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  failed: () => new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  cancelled: () => new vscode.ThemeIcon('circle-slash'),
};

function stateWord(state: JobState): string {
  switch (state) {
    case 'running':
      return vscode.l10n.t('Running');
    case 'done':
      return vscode.l10n.t('Done');
    case 'failed':
      return vscode.l10n.t('Failed');
    case 'cancelled':
      return vscode.l10n.t('Cancelled');
  }
}
