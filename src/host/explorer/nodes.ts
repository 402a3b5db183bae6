import type { ObjectEntry } from '../../core/bucket/objectStore';
import { isSubjectId } from '../../core/catalog/subjects';
import type { Downloadable } from '../downloads/downloadable';
import type { MessageCommand } from '../messages/describeError';
import type { Listing } from './listings';

/** A release folder that this pair may read. */
export interface ReleaseNode extends Downloadable {
  readonly kind: 'release';
  readonly label: string;
  readonly datasetId: string | undefined;
}

/** A release folder that the bucket refuses. */
export interface LockedReleaseNode extends Downloadable {
  readonly kind: 'lockedRelease';
  readonly label: string;
  readonly datasetId: string | undefined;
  /** Undefined while the terms are not known to be accepted. */
  readonly unlocking: Unlocking | undefined;
}

/** After an acceptance: the bucket is asked again and again, or has been asked long enough. */
export type Unlocking = 'waiting' | 'late';

export interface FolderNode extends Downloadable {
  readonly kind: 'folder' | 'subject';
}

export interface FileNode extends Downloadable {
  readonly kind: 'file';
  readonly entry: ObjectEntry;
}

export interface LoadMoreNode {
  readonly kind: 'loadMore';
  readonly prefix: string;
  readonly loaded: number;
}

/** A line that says something, and does something when it is clicked. */
export interface MessageNode {
  readonly kind: 'message';
  readonly id: string;
  readonly icon: MessageIcon;
  readonly text: string;
  readonly action?: NodeAction;
}

export type MessageIcon = 'info' | 'warning' | 'error' | 'lock' | 'waiting' | 'action';

export interface NodeAction {
  readonly command: MessageCommand;
  readonly arguments: readonly unknown[];
}

export type ContainerNode = ReleaseNode | LockedReleaseNode | FolderNode;
export type ExplorerNode = ContainerNode | FileNode | LoadMoreNode | MessageNode;

/** The same for the same thing at any time, so that VS Code keeps what is expanded and selected. */
export function nodeId(node: ExplorerNode): string {
  switch (node.kind) {
    case 'release':
    case 'lockedRelease':
    case 'folder':
    case 'subject':
    case 'file':
      return `key:${node.keyOrPrefix}`;
    case 'loadMore':
      return `more:${node.prefix}`;
    case 'message':
      return `message:${node.id}`;
  }
}

/** Folders first, then files, then the rest of the pages. */
export function entryNodes(listing: Listing): readonly (FolderNode | FileNode)[] {
  return [
    ...listing.folders.map(folderNode),
    ...listing.files.map((entry): FileNode => ({ kind: 'file', keyOrPrefix: entry.key, entry })),
  ];
}

/** Undefined when nothing more is there to load. */
export function loadMoreNode(listing: Listing): LoadMoreNode | undefined {
  if (listing.complete) return undefined;
  return { kind: 'loadMore', prefix: listing.prefix, loaded: listing.folders.length + listing.files.length };
}

export function folderNode(prefix: string): FolderNode {
  return { kind: isSubjectPrefix(prefix) ? 'subject' : 'folder', keyOrPrefix: prefix };
}

/** A six-digit folder right below a release. */
function isSubjectPrefix(prefix: string): boolean {
  const [release = '', subject = '', ...rest] = prefix.split('/');
  return release !== '' && isSubjectId(subject) && rest.join('/') === '';
}

/** The last part of a key or prefix, without slash. */
export function baseName(keyOrPrefix: string): string {
  const path = keyOrPrefix.endsWith('/') ? keyOrPrefix.slice(0, -1) : keyOrPrefix;
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A release in words. Its folder's name leads, since the layout on disk has that one. */
export function releaseWords({ keyOrPrefix, label }: ReleaseNode | LockedReleaseNode): {
  readonly label: string;
  readonly description: string | undefined;
} {
  const folder = baseName(keyOrPrefix);
  return { label: folder, description: label === folder ? undefined : label };
}

/** The prefix that a key or prefix lies in; undefined for a top folder. */
export function parentPrefix(keyOrPrefix: string): string | undefined {
  const slash = keyOrPrefix.lastIndexOf('/', keyOrPrefix.length - 2);
  return slash < 0 ? undefined : keyOrPrefix.slice(0, slash + 1);
}

export function isContainer(node: ExplorerNode): node is ContainerNode {
  return node.kind !== 'file' && node.kind !== 'loadMore' && node.kind !== 'message';
}
