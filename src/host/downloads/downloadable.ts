import type { ExplorerNode } from '../explorer/nodes';

/** Anything that stands for something in the bucket: nodes of the explorer are one. */
export interface Downloadable {
  /** A key, or a prefix with its final slash. */
  readonly keyOrPrefix: string;
}

/** What a command was called with. */
export interface Selection {
  /** Keys and prefixes. */
  readonly sources: readonly string[];
  /** Releases among them that the bucket refuses. */
  readonly locked: readonly string[];
}

/**
 * Takes what a tree hands over (the node, then all selected nodes), a `Downloadable`, a string, or a list of
 * them; anything else is left out.
 */
export function selectionOf(args: readonly unknown[]): Selection {
  const [first, selected] = args;
  // A tree's second argument holds the first one too; it is undefined when one node is selected.
  const values = Array.isArray(selected) && selected.length > 0 ? (selected as unknown[]) : first;
  const list: readonly unknown[] = Array.isArray(values) ? values : [values];
  const keysOf = (some: readonly unknown[]) =>
    some.map((value) => (isDownloadable(value) ? value.keyOrPrefix : value)).filter(isKey);
  return {
    sources: keysOf(list.filter((value) => !isLocked(value))),
    locked: keysOf(list.filter(isLocked)),
  };
}

function isKey(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isDownloadable(value: unknown): value is Downloadable {
  return isRecord(value) && typeof value.keyOrPrefix === 'string';
}

function isLocked(value: unknown): boolean {
  return isRecord(value) && value.kind === ('lockedRelease' satisfies ExplorerNode['kind']);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
