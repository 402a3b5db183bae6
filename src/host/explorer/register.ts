import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { listReleases } from '../../core/bucket/access';
import { packageOf } from '../../core/catalog/packages';
import { subjectOf } from '../../core/catalog/subjects';
import { HcpError } from '../../core/errors';
import type { CommandId, ContextKeyId, ViewId } from '../ids';
import type { Services } from '../services';
import { dragOnly } from './drag';
import { focusedNode } from './focused';
import { createFormat } from '../format';
import { Loaded } from './loaded';
import type { ExplorerNode, LoadMoreNode } from './nodes';
import { closedReleases } from './releaseList';
import { ExplorerTree } from './tree';
import { UnlockWatch } from './unlockWatch';

/** The explorer as the other features see it. */
export interface Explorer extends vscode.Disposable {
  readonly selection: readonly ExplorerNode[];
  /** What the keyboard is on, while the view has it. */
  focused(): Promise<ExplorerNode | undefined>;
}

/**
 * The explorer: the view `hcp.explorer` and its commands. `hcp.refresh` takes a node or a prefix, and
 * everything without one; `hcp.loadMore` takes its node.
 */
export function register(services: Services): Explorer {
  const { account, settings, store } = services;
  const releases = new Loaded(async (signal) => {
    const folders = await listReleases(store, signal);
    if (folders.some(({ access, datasetId }) => access === 'open' && datasetId !== undefined)) {
      const key: ContextKeyId = 'hcp.hasAcceptedTerms';
      void vscode.commands.executeCommand('setContext', key, true);
    }
    return folders;
  });
  const unlocks: UnlockWatch = new UnlockWatch({
    isOpen: (prefix, signal) => isOpen(services, prefix, signal),
    sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
    onChange: (opened) => (opened ? tree.relistReleases() : tree.redraw()),
  });
  const tree = new ExplorerTree({
    ...services,
    releases,
    unlocks,
    format: createFormat(vscode.env.language),
    packageName,
  });
  const viewId: ViewId = 'hcp.explorer';
  const view = vscode.window.createTreeView<ExplorerNode>(viewId, {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
    dragAndDropController: dragOnly,
  });
  const browsed = view.onDidExpandElement(() => {
    browsed.dispose();
    const key: ContextKeyId = 'hcp.hasBrowsed';
    void vscode.commands.executeCommand('setContext', key, true);
  });
  const showAccount = () => (view.description = account.line);
  showAccount();

  const parts = vscode.Disposable.from(
    view,
    browsed,
    tree,
    followAccount(services, tree, showAccount),
    settings.onDidChange(['hcp.bucket.name', 'hcp.bucket.region', 'hcp.bucket.endpoint'], () => tree.reset()),
    account.onDidAcceptTerms((datasetId) => void waitForDataset(datasetId)),
    command('hcp.refresh', (target?: unknown) => tree.refresh(prefixOf(target))),
    command('hcp.loadMore', async (node?: LoadMoreNode) => {
      const next = node && (await tree.loadMore(node));
      if (next) await reveal(next);
    }),
  );

  return {
    focused: () => focusedNode(view),
    get selection() {
      return view.selection;
    },
    dispose: () => {
      parts.dispose();
    },
  };

  /** The line that was clicked is gone: the keyboard goes on with the first new one, unless the tree has changed again. */
  async function reveal(node: ExplorerNode): Promise<void> {
    try {
      await view.reveal(node, { select: true, focus: true });
    } catch (error) {
      services.log.debug('The loaded entries could not be revealed.', error);
    }
  }

  async function waitForDataset(datasetId: string): Promise<void> {
    if (account.state !== 'ready') return;
    tree.relistReleases();
    const folders = await releases.get().catch(() => undefined);
    if (!folders) return;
    await Promise.all(closedReleases(folders, datasetId).map((prefix) => unlocks.wait(prefix)));
  }
}

/**
 * A new pair, a corrected one, or none: the tree begins anew. A session or an acceptance alone changes only
 * what is said of the account, and what `onDidAcceptTerms` leads to.
 */
function followAccount(
  { account }: Services,
  tree: ExplorerTree,
  showAccount: () => void,
): vscode.Disposable {
  return account.onDidChange((change) => {
    showAccount();
    if (change === 'keys' || change === 'signedOut') tree.reset();
  });
}

async function isOpen({ store }: Services, prefix: string, signal: AbortSignal): Promise<boolean> {
  try {
    const page = await store.list({ prefix, delimiter: '/', maxKeys: 1 }, signal);
    return page.objects.length + page.prefixes.length > 0;
  } catch (error) {
    if (HcpError.is(error, 'bucket.denied')) return false;
    throw error;
  }
}

/** From the name alone: the bucket is not asked. */
function packageName(key: string): string | undefined {
  const place = subjectOf(key);
  return place && packageOf(place.path, place.subject)?.label;
}

function prefixOf(target: unknown): string {
  if (typeof target === 'string') return target;
  if (typeof target !== 'object' || target === null || !('keyOrPrefix' in target)) return '';
  return String(target.keyOrPrefix);
}

function command<A extends readonly unknown[]>(
  id: CommandId,
  run: (...args: A) => unknown,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, run);
}
