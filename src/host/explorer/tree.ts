import * as vscode from 'vscode';
import type { ReleaseFolder } from '../../core/bucket/access';
import { toHcpError, type HcpError } from '../../core/errors';
import type { Services } from '../services';
import type { Format } from '../format';
import type { Loaded } from './loaded';
import { emptyNodes, errorNodes, lockedNodes, problemNodes, waitingForKeysNodes } from './messages';
import {
  entryNodes,
  folderNode,
  isContainer,
  loadMoreNode,
  parentPrefix,
  type ContainerNode,
  type ExplorerNode,
  type FileNode,
  type LoadMoreNode,
} from './nodes';
import { tooltipOf, treeItem, type Known } from './present';
import { releaseNodes } from './releaseList';
import type { UnlockWatch } from './unlockWatch';

export interface TreeDeps extends Pick<Services, 'account' | 'known' | 'listings' | 'log'> {
  readonly releases: Loaded<readonly ReleaseFolder[]>;
  readonly unlocks: UnlockWatch;
  readonly format: Format;
  /** The package that a key belongs to, when it can be told from its name. */
  readonly packageName: (key: string) => string | undefined;
}

/** The bucket as a tree. Every failure becomes lines in the place where it happened; nothing here rejects. */
export class ExplorerTree implements vscode.TreeDataProvider<ExplorerNode>, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<ExplorerNode | undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  /** The nodes as VS Code last got them: it knows an element by its object. */
  private readonly containers = new Map<string, ContainerNode>();
  private disposed = false;

  constructor(private readonly deps: TreeDeps) {}

  /** Forgets what is known below the prefix, or everything, and asks again. */
  refresh(prefix: string): void {
    const node = this.containers.get(prefix);
    this.deps.listings.drop(prefix);
    if (node && node.kind !== 'lockedRelease') return this.changes.fire(node);
    this.relistReleases();
  }

  /** Another account, or none: nothing of the former one is shown any longer. */
  reset(): void {
    this.deps.unlocks.clear();
    this.deps.listings.clear();
    this.containers.clear();
    this.relistReleases();
  }

  /** Asks the bucket anew which releases are open; what is known of their folders stays. */
  relistReleases(): void {
    this.deps.releases.drop();
    this.redraw();
  }

  /** Shows what is known now, without asking the bucket. */
  redraw(): void {
    this.changes.fire(undefined);
  }

  /** Loads one page more; the node to go on with is the first new one. */
  async loadMore({ prefix }: LoadMoreNode): Promise<ExplorerNode | undefined> {
    const { listings } = this.deps;
    const before = new Set(listings.peek(prefix)?.folders.concat(keysOf(listings.peek(prefix)?.files)));
    const listing = await listings.more(prefix).catch(() => undefined);
    this.changes.fire(this.containers.get(prefix));
    return listing && entryNodes(listing).find(({ keyOrPrefix }) => !before.has(keyOrPrefix));
  }

  getTreeItem(node: ExplorerNode): vscode.TreeItem {
    return treeItem(node, this.deps.format);
  }

  resolveTreeItem(item: vscode.TreeItem, node: ExplorerNode): vscode.TreeItem {
    item.tooltip = tooltipOf(node, this.deps.format, node.kind === 'file' ? this.knownOf(node) : {});
    return item;
  }

  /** The bucket is not asked for a tooltip. */
  private knownOf({ entry }: FileNode): Known {
    const { known, packageName } = this.deps;
    return { packageName: packageName(entry.key), card: known.get(entry.key, entry.etag) };
  }

  getParent(node: ExplorerNode): ExplorerNode | undefined {
    if (node.kind === 'message') return undefined;
    const parent = node.kind === 'loadMore' ? node.prefix : parentPrefix(node.keyOrPrefix);
    return parent === undefined ? undefined : (this.containers.get(parent) ?? folderNode(parent));
  }

  async getChildren(node?: ExplorerNode): Promise<ExplorerNode[]> {
    if (node && !isContainer(node)) return [];
    try {
      const children = node ? await this.inside(node) : await this.top();
      for (const child of children) if (isContainer(child)) this.containers.set(child.keyOrPrefix, child);
      return [...children];
    } catch (error) {
      return this.failed(node, toHcpError(error));
    }
  }

  dispose(): void {
    this.disposed = true;
    this.deps.unlocks.clear();
    this.deps.listings.clear();
    this.deps.releases.drop();
    this.changes.dispose();
  }

  private async top(): Promise<readonly ExplorerNode[]> {
    const { account, releases, unlocks } = this.deps;
    if (account.state !== 'ready') return [];
    if (account.waitingForKeys) return waitingForKeysNodes();
    const nodes = releaseNodes(await releases.get(), (prefix) => unlocks.state(prefix));
    return nodes.length > 0 ? nodes : emptyNodes('');
  }

  private async inside(node: ContainerNode): Promise<readonly ExplorerNode[]> {
    if (node.kind === 'lockedRelease') return lockedNodes(node);
    const listing = await this.deps.listings.get(node.keyOrPrefix);
    const entries = entryNodes(listing);
    const more = loadMoreNode(listing);
    if (entries.length === 0 && !more) return emptyNodes(node.keyOrPrefix);
    const problem = listing.problem ? problemNodes(node.keyOrPrefix, listing.problem) : [];
    return [...entries, ...problem, ...(more ? [more] : [])];
  }

  /** What was dropped on the way is asked for anew, so that a late answer is never an empty folder. */
  private failed(node: ContainerNode | undefined, error: HcpError): ExplorerNode[] | Promise<ExplorerNode[]> {
    if (error.code === 'cancelled') {
      return this.disposed || this.deps.account.state !== 'ready' ? [] : this.getChildren(node);
    }
    const prefix = node?.keyOrPrefix ?? '';
    this.deps.log.warn(`Listing ${prefix || 'the releases'} failed: ${error.code}`, error.facts);
    return [...errorNodes(prefix, error, this.datasetOf(prefix))];
  }

  private datasetOf(prefix: string): string | undefined {
    const release = this.containers.get(prefix.slice(0, prefix.indexOf('/') + 1));
    return release?.kind === 'release' ? release.datasetId : undefined;
  }
}

function keysOf(files: readonly { readonly key: string }[] = []): readonly string[] {
  return files.map(({ key }) => key);
}
