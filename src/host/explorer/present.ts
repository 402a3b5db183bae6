import * as vscode from 'vscode';
import { kindOf } from '../../core/preview/kind';
import { kindWords } from '../files/kindWords';
import { releaseLabel } from '../files/releaseLabel';
import { keyUri } from '../files/uri';
import type { Format } from '../format';
import { waitingText } from './messages';
import {
  baseName,
  nodeId,
  releaseWords,
  type ExplorerNode,
  type FileNode,
  type LockedReleaseNode,
  type MessageIcon,
  type MessageNode,
  type ReleaseNode,
} from './nodes';

const { None, Collapsed } = vscode.TreeItemCollapsibleState;

/** How a node looks. Tooltips come later, by `tooltipOf`, when the pointer asks for one. */
export function treeItem(node: ExplorerNode, format: Format): vscode.TreeItem {
  const item = bareItem(node, format);
  item.id = nodeId(node);
  item.contextValue = `hcp.${node.kind}`;
  return item;
}

function bareItem(node: ExplorerNode, format: Format): vscode.TreeItem {
  switch (node.kind) {
    case 'release':
      return {
        ...inWords(node),
        collapsibleState: Collapsed,
        iconPath: new vscode.ThemeIcon('database'),
        accessibilityInformation: {
          label: vscode.l10n.t('{0}, release, {1}', baseName(node.keyOrPrefix), releaseLabel(node.label)),
        },
      };
    case 'lockedRelease':
      return lockedItem(node);
    case 'subject':
      return {
        label: baseName(node.keyOrPrefix),
        collapsibleState: Collapsed,
        iconPath: new vscode.ThemeIcon('person'),
        accessibilityInformation: { label: vscode.l10n.t('Subject {0}', baseName(node.keyOrPrefix)) },
      };
    case 'folder':
      return {
        label: baseName(node.keyOrPrefix),
        collapsibleState: Collapsed,
        iconPath: vscode.ThemeIcon.Folder,
        resourceUri: keyUri(node.keyOrPrefix),
        accessibilityInformation: { label: vscode.l10n.t('{0}, folder', baseName(node.keyOrPrefix)) },
      };
    case 'file':
      return fileItem(node, format);
    case 'loadMore':
      return {
        label: vscode.l10n.t('Load more… ({0} loaded so far)', format.count(node.loaded)),
        collapsibleState: None,
        iconPath: new vscode.ThemeIcon('ellipsis'),
        command: { command: 'hcp.loadMore', title: vscode.l10n.t('Load More'), arguments: [node] },
      };
    case 'message':
      return messageItem(node);
  }
}

function fileItem(node: FileNode, format: Format): vscode.TreeItem {
  const { size, lastModified } = node.entry;
  const name = baseName(node.keyOrPrefix);
  return {
    label: name,
    description: `${format.size(size)} · ${format.date(lastModified)}`,
    collapsibleState: None,
    iconPath: vscode.ThemeIcon.File,
    resourceUri: keyUri(node.keyOrPrefix),
    command: { command: 'hcp.openFile', title: vscode.l10n.t('Open File'), arguments: [node] },
    accessibilityInformation: {
      label: vscode.l10n.t('{0}, file, {1}, {2}', name, format.spokenSize(size), format.date(lastModified)),
    },
  };
}

function inWords(node: ReleaseNode | LockedReleaseNode): ReturnType<typeof releaseWords> {
  return releaseWords({ ...node, label: releaseLabel(node.label) });
}

function lockedItem(node: LockedReleaseNode): vscode.TreeItem {
  const { label, description } = inWords(node);
  const state = lockedState(node);
  return {
    label,
    description: node.unlocking === 'waiting' || !description ? state : `${state} · ${description}`,
    collapsibleState: Collapsed,
    iconPath: new vscode.ThemeIcon(node.unlocking === 'waiting' ? 'loading~spin' : 'lock'),
    accessibilityInformation: { label: vscode.l10n.t('{0}, locked release, {1}', label, state) },
  };
}

function lockedState(node: LockedReleaseNode): string {
  switch (node.unlocking) {
    case 'waiting':
      return waitingText(node.keyOrPrefix);
    case 'late':
      return vscode.l10n.t('accepted, not open yet');
    case undefined:
      return vscode.l10n.t('terms required');
  }
}

/** The first sentence is the label, so that it is seen in a narrow panel; the rest follows beside it. */
function messageItem(node: MessageNode): vscode.TreeItem {
  const [, first = node.text, rest = ''] = /^(.+?[.!?…])\s+(.*)$/s.exec(node.text) ?? [];
  const icon = messageIcons[node.icon];
  return {
    label: first,
    description: rest,
    collapsibleState: None,
    iconPath: new vscode.ThemeIcon(
      icon.id,
      icon.color === undefined ? undefined : new vscode.ThemeColor(icon.color),
    ),
    accessibilityInformation: { label: node.text },
    ...(node.action
      ? { command: { ...node.action, arguments: [...node.action.arguments], title: node.text } }
      : {}),
  };
}

const messageIcons: Readonly<Record<MessageIcon, { readonly id: string; readonly color?: string }>> = {
  info: { id: 'info' },
  warning: { id: 'warning', color: 'list.warningForeground' },
  error: { id: 'error', color: 'list.errorForeground' },
  lock: { id: 'lock' },
  waiting: { id: 'loading~spin' },
  action: { id: 'arrow-right' },
};

/** What is known of a file beside its listing. */
export interface Known {
  readonly packageName?: string | undefined;
  /** What its preview has told, in one line. */
  readonly card?: string | undefined;
}

/** Everything that is known of the node, in Markdown with the names escaped. */
export function tooltipOf(
  node: ExplorerNode,
  format: Format,
  { packageName, card }: Known,
): vscode.MarkdownString | string | undefined {
  switch (node.kind) {
    case 'release':
    case 'folder':
    case 'subject':
      return new vscode.MarkdownString().appendText(node.keyOrPrefix);
    case 'lockedRelease':
      return new vscode.MarkdownString()
        .appendText(node.keyOrPrefix)
        .appendMarkdown('\n\n')
        .appendText(vscode.l10n.t('Accept the data use terms to open this release.'));
    case 'file': {
      const { key, size, lastModified } = node.entry;
      const facts = [
        card ?? kindWords(kindOf(key).label),
        vscode.l10n.t('{0} bytes ({1})', format.count(size), format.size(size)),
        format.dateTime(lastModified),
        ...(packageName === undefined ? [] : [vscode.l10n.t('Package: {0}', packageName)]),
      ];
      const tooltip = new vscode.MarkdownString().appendText(key);
      for (const fact of facts) tooltip.appendMarkdown('\n\n').appendText(fact);
      return tooltip;
    }
    case 'loadMore':
      return vscode.l10n.t('The bucket lists at most 1,000 entries at a time.');
    case 'message':
      return node.text;
  }
}
