/** Anything that stands for something in the bucket: nodes of the explorer are one. */
export interface Downloadable {
  /** A key, or a prefix with its final slash. */
  readonly keyOrPrefix: string;
}

/**
 * What a command was called with, as keys and prefixes. Takes what a tree hands over (the node, then all
 * selected nodes), a `Downloadable`, a string, or a list of them; anything else is left out.
 */
export function sourcesOf(args: readonly unknown[]): readonly string[] {
  const [first, selected] = args;
  // A tree's second argument holds the first one too; it is undefined when one node is selected.
  const values = Array.isArray(selected) && selected.length > 0 ? (selected as unknown[]) : first;
  const list: readonly unknown[] = Array.isArray(values) ? values : [values];
  return list.flatMap((value) => {
    const source = isDownloadable(value) ? value.keyOrPrefix : value;
    return typeof source === 'string' && source !== '' ? [source] : [];
  });
}

function isDownloadable(value: unknown): value is Downloadable {
  return (
    typeof value === 'object' &&
    value !== null &&
    'keyOrPrefix' in value &&
    typeof value.keyOrPrefix === 'string'
  );
}
