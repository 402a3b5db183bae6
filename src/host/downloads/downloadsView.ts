import * as vscode from 'vscode';
import type { JobSnapshot } from '../../core/transfer/jobs';
import type { Format } from '../format';
import type { ContextKeyId, ViewId } from '../ids';
import type { Checks, FolderCheck } from './checks';
import { Coalesce } from './coalesce';
import type { JobList } from './jobList';
import { toItem } from './present';
import { childrenOf, type DownloadNode } from './rows';
import { downloads } from './words';

export interface DownloadsView extends vscode.Disposable {
  /** Brings a job or a check into view, opened. `focus` takes the keyboard there. */
  show(what: JobSnapshot | FolderCheck, options?: { readonly focus?: boolean }): Promise<void>;
}

type TopNode = { kind: 'job'; job: JobSnapshot } | { kind: 'check'; check: FolderCheck };

/** Milliseconds. */
const drawEvery = 1_000;

/** The view `hcp.downloads`: jobs and checks, and what is below them. */
export function createDownloadsView(jobs: JobList, checks: Checks, format: Format): DownloadsView {
  const changed = new vscode.EventEmitter<DownloadNode | DownloadNode[] | undefined>();
  const top = new TopNodes();
  const all = () => top.keep(jobs.all, checks.all);
  const viewId: ViewId = 'hcp.downloads';
  const view = vscode.window.createTreeView<DownloadNode>(viewId, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => (node ? childrenOf(node) : all()),
      getParent: (node) => (node.kind === 'job' || node.kind === 'check' ? undefined : top.above(node)),
      getTreeItem: (node) => toItem(node, 'job' in node && jobs.isInterrupted(node.job), format),
    },
  });
  const drawing = new Coalesce<DownloadNode>(drawEvery, (nodes) => {
    changed.fire([...nodes]);
  });
  const drawAll = () => {
    const key: ContextKeyId = 'hcp.hasDownloads';
    const count = all().length;
    void vscode.commands.executeCommand('setContext', key, count > 0);
    view.badge = badgeOf(jobs, format);
    drawing.clear();
    changed.fire(undefined);
  };
  const states = new Map<string, string>();
  const onJob = (job: JobSnapshot | undefined) => {
    if (!job) {
      drawAll();
      return;
    }
    const node = top.of(job);
    const state = `${job.state} ${job.reason?.code ?? ''} ${String(job.offline)}`;
    const isNew = states.get(job.spec.id) !== state;
    states.set(job.spec.id, state);
    if (isNew) drawAll();
    else drawing.add(node);
  };
  const listening = vscode.Disposable.from(
    jobs.onDidChange(onJob),
    checks.onDidChange((check) => {
      if (check) drawing.add(top.of(check));
      else drawAll();
    }),
  );
  return {
    show: async (what, { focus = false } = {}) => {
      await view.reveal(top.of(what), { expand: true, focus, select: true });
    },
    dispose: () => {
      listening.dispose();
      drawing.dispose();
      view.dispose();
      changed.dispose();
    },
  };
}

function badgeOf(jobs: JobList, format: Format): vscode.ViewBadge | undefined {
  const value = jobs.inState('running', 'waiting').length;
  if (value === 0) return undefined;
  return { value, tooltip: vscode.l10n.t('Running: {0}', downloads(value, format)) };
}

/** One node for each job and check for as long as it is listed: VS Code knows nodes by identity. */
class TopNodes {
  private readonly nodes = new Map<string, TopNode>();

  of(what: JobSnapshot | FolderCheck): TopNode {
    const fresh: TopNode = 'spec' in what ? { kind: 'job', job: what } : { kind: 'check', check: what };
    const id = 'spec' in what ? what.spec.id : what.id;
    const node = Object.assign(this.nodes.get(id) ?? fresh, fresh);
    this.nodes.set(id, node);
    return node;
  }

  above(node: Exclude<DownloadNode, { kind: 'job' | 'check' }>): DownloadNode {
    if (!('job' in node)) return this.of(node.check);
    if (node.kind === 'settled') return { kind: 'group', job: node.job, group: node.group };
    return this.of(node.job);
  }

  /** The nodes of what is listed now, newest first; forgets the others. */
  keep(jobs: readonly JobSnapshot[], checks: readonly FolderCheck[]): DownloadNode[] {
    const listed = [
      ...jobs.map((job) => ({ at: job.spec.created, node: this.of(job) })),
      ...checks.map((check) => ({ at: check.begun, node: this.of(check) })),
    ].sort((a, b) => b.at - a.at);
    const kept = new Set<DownloadNode>(listed.map(({ node }) => node));
    for (const [id, node] of this.nodes) if (!kept.has(node)) this.nodes.delete(id);
    return listed.map(({ node }) => node);
  }
}
