import type { ByteSource } from '../../../../src/core/preview/byteSource';
import type { Opened } from '../../../../src/core/preview/model';

/** A file that is in memory, with others beside it by name. */
export function openedOf(
  path: string,
  content: string | Uint8Array,
  beside: Readonly<Record<string, string>> = {},
  signal: AbortSignal = new AbortController().signal,
): Opened & { readonly reads: (readonly [start: number, end: number])[] } {
  const reads: (readonly [number, number])[] = [];
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return {
    source: sourceOf(path, content, reads),
    neighbours: {
      open: (wanted) => {
        const text = beside[wanted.slice(folder.length)];
        return Promise.resolve(text === undefined ? undefined : sourceOf(wanted, text, []));
      },
      names: () => Promise.resolve(Object.keys(beside)),
    },
    signal,
    reads,
  };
}

function sourceOf(
  path: string,
  content: string | Uint8Array,
  reads: (readonly [number, number])[],
): ByteSource {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    path,
    size: bytes.length,
    version: '1',
    read: (start, end) => {
      reads.push([start, end]);
      return Promise.resolve(bytes.slice(start, end));
    },
    stream: () => {
      throw new Error('Nothing here is read as a stream.');
    },
  };
}
