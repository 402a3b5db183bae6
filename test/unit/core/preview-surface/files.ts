import { tmpdir } from 'node:os';
import { HcpError } from '../../../../src/core/errors';
import type { ByteSource, Neighbours } from '../../../../src/core/preview/byteSource';
import type { Opened } from '../../../../src/core/preview/model';
import { createContent, type Content } from '../../../sandbox/content/catalog';

/** Files to preview, and what was read of them. */
export interface Files {
  readonly neighbours: Neighbours;
  /** Bytes read, by path. */
  readonly read: Map<string, number>;
  opened(path: string, signal?: AbortSignal): Promise<Opened>;
}

/** Files in memory. */
export function memoryFiles(contents: Readonly<Record<string, Uint8Array>>): Files {
  return filesOf({
    sizeOf: (path) => contents[path]?.length,
    names: (folder) =>
      Object.keys(contents)
        .filter((path) => path.startsWith(folder) && !path.slice(folder.length).includes('/'))
        .map((path) => path.slice(folder.length)),
    bytes: async function* (path, start, end) {
      yield contents[path]!.slice(start, end);
    },
  });
}

let content: Content | undefined;

/** The sandbox's bucket, without its server. */
export function sandboxFiles(): Files {
  content ??= createContent({ seed: 'sandbox', cacheFolder: tmpdir() });
  const made = content;
  return filesOf({
    sizeOf: (path) => made.find(path)?.size,
    names: (folder) => {
      const names: string[] = [];
      for (const { key } of made.objects(folder, '')) {
        if (!key.startsWith(folder)) break;
        if (!key.slice(folder.length).includes('/')) names.push(key.slice(folder.length));
      }
      return names;
    },
    bytes: (path, start, end) => made.read(made.find(path)!, start, end),
  });
}

function filesOf(store: {
  readonly sizeOf: (path: string) => number | undefined;
  readonly names: (folder: string) => readonly string[];
  readonly bytes: (path: string, start: number, end: number) => AsyncIterable<Uint8Array>;
}): Files {
  const read = new Map<string, number>();
  const source = (path: string): ByteSource | undefined => {
    const size = store.sizeOf(path);
    if (size === undefined) return undefined;
    async function* stream(start: number, end: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
      if (signal.aborted) throw new HcpError('cancelled');
      for await (const chunk of store.bytes(path, start, end)) {
        if (signal.aborted) throw new HcpError('cancelled');
        read.set(path, (read.get(path) ?? 0) + chunk.length);
        yield chunk;
      }
    }
    return {
      path,
      size,
      version: '1',
      stream: (start, signal) => stream(start, size, signal),
      read: async (start, end, signal) => {
        const chunks: Uint8Array[] = [];
        for await (const chunk of stream(start, Math.min(end, size), signal)) chunks.push(chunk);
        return new Uint8Array(Buffer.concat(chunks));
      },
    };
  };
  const neighbours: Neighbours = {
    open: (path) => Promise.resolve(source(path)),
    names: (folder) => Promise.resolve(store.names(folder)),
  };
  return {
    neighbours,
    read,
    opened: (path, signal = new AbortController().signal) => {
      const found = source(path);
      if (!found) throw new Error(`There is no ${path}.`);
      return Promise.resolve({ source: found, neighbours, signal });
    },
  };
}

/** The root of the real subject in the sandbox's bucket. */
export const SUBJECT = 'HCP_1200/100307/';
