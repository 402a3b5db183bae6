import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  ObjectEntry,
  ObjectFetcher,
  ObjectStore,
  ReadRequest,
} from '../../../../src/core/bucket/objectStore';
import { HcpError } from '../../../../src/core/errors';
import { nodeDisk } from '../../../../src/core/transfer/nodeDisk';
import { planItems, type PlannedItem, type PlanRequest } from '../../../../src/core/transfer/plan';
import { inBucketOrder } from '../../../../src/core/transfer/sources';

export const quick = { tries: 5, firstPause: 1, longestPause: 4 };
export const never = new AbortController().signal;
export const dated = new Date('2017-11-03T10:20:30Z');
export const md5 = (bytes: string | Uint8Array) => createHash('md5').update(bytes).digest('hex');

export type Fetch = Parameters<ObjectFetcher['fetch']>[0];
type Bodies = Readonly<Record<string, string | Uint8Array>>;

/** Bytes that an answer was asked for. */
export interface ServedRange {
  readonly key: string;
  readonly start: number;
  /** After the last byte that was handed out. */
  end: number;
}

const chunkSize = 64 * 1024;

/** A whole bucket in memory, in the bucket's order. */
export class MemoryStore implements ObjectStore, ObjectFetcher {
  /** Every read, in order; `end` is where it came to. */
  readonly served: ServedRange[] = [];
  /** Reads under way, and the most of them at the same time. */
  readonly active = { now: 0, most: 0 };
  readonly etags = new Map<string, string>();
  /** Called before each answer: what it throws, is the answer. */
  onRead: (request: Fetch, signal: AbortSignal) => Promise<void> | void = () => undefined;
  /** Called after each chunk. */
  onChunk: (request: Fetch, at: number, signal: AbortSignal) => Promise<void> | void = () => undefined;
  private readonly bodies = new Map<string, Buffer>();
  private keys: readonly string[] | undefined;

  constructor(
    bodies: Bodies,
    private readonly pageSize = 2,
  ) {
    for (const [key, body] of Object.entries(bodies)) this.set(key, body);
  }

  get reads(): readonly string[] {
    return this.served.map(({ key }) => key);
  }

  set(key: string, body: string | Uint8Array): void {
    this.bodies.set(key, Buffer.from(body));
    this.keys = undefined;
  }

  list: ObjectStore['list'] = ({ prefix, from, maxKeys }, signal) => {
    if (signal?.aborted) return Promise.reject(new HcpError('cancelled'));
    this.keys ??= [...this.bodies.keys()].sort(inBucketOrder);
    const keys = this.keys.filter((key) => key.startsWith(prefix));
    const start = Number(from ?? 0);
    const end = start + Math.min(this.pageSize, maxKeys ?? Infinity);
    const objects = keys.slice(start, end).map((key) => this.entry(key));
    return Promise.resolve({ objects, prefixes: [], next: end < keys.length ? String(end) : undefined });
  };

  head: ObjectStore['head'] = (key) => Promise.resolve(this.entry(key));

  read: ObjectStore['read'] = async (key, { range, ifMatch } = {}, signal = never) => {
    const { size, etag } = this.entry(key);
    const request = { key, size, ifMatch: ifMatch ?? etag, ...(range && { range }) };
    const bytes = await this.bytesOf(request, signal);
    const { lastModified } = this.entry(key);
    const chunks = this.chunks(request, bytes, signal);
    return { etag, lastModified, length: bytes.length, totalSize: size, chunks };
  };

  fetch: ObjectFetcher['fetch'] = async (request, sink, signal) => {
    this.active.most = Math.max(this.active.most, ++this.active.now);
    try {
      const bytes = await this.bytesOf(request, signal);
      for await (const chunk of this.chunks(request, bytes, signal)) await sink(chunk);
      const { etag, size, lastModified } = this.entry(request.key);
      return { etag, totalSize: size, lastModified };
    } finally {
      this.active.now--;
    }
  };

  keepReady(): void {
    // There is nothing to connect to.
  }

  dropConnections(): void {
    // There are none: the bytes are here.
  }

  entry(key: string): ObjectEntry {
    const body = this.bodies.get(key) ?? Buffer.alloc(0);
    return { key, size: body.length, etag: this.etags.get(key) ?? md5(body), lastModified: dated };
  }

  private async bytesOf(request: Fetch, signal: AbortSignal): Promise<Buffer> {
    await turn();
    if (signal.aborted) throw new HcpError('cancelled');
    await this.onRead(request, signal);
    const body = this.bodies.get(request.key);
    if (body === undefined) throw new HcpError('bucket.notFound');
    if (request.ifMatch !== this.entry(request.key).etag) throw new HcpError('bucket.changed');
    const { start, end } = request.range ?? { start: 0, end: body.length };
    return body.subarray(start, end);
  }

  private async *chunks(request: Fetch, bytes: Buffer, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const start = request.range?.start ?? 0;
    const served: ServedRange = { key: request.key, start, end: start };
    this.served.push(served);
    // A fetch of less than two chunks comes in two, as it may on the wire.
    const step = Math.min(chunkSize, Math.max(1, Math.ceil(bytes.length / 2)));
    for (let at = 0; at < bytes.length; at += step) {
      await turn();
      if (signal.aborted) throw new HcpError('cancelled');
      const chunk = bytes.subarray(at, at + step);
      served.end += chunk.length;
      yield chunk;
      await this.onChunk(request, served.end, signal);
    }
  }
}

/** Lets everything else that is due run first. */
export const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Rejects with `cancelled` when the signal is aborted, and never ends otherwise. */
export function stall(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = () => {
      reject(new HcpError('cancelled'));
    };
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
  });
}

/** A store that is `store` but for the methods given. */
export function changed(store: ObjectStore, methods: Partial<ObjectStore>): ObjectStore {
  return {
    list: (...args) => store.list(...args),
    head: (...args) => store.head(...args),
    read: (key: string, request?: ReadRequest, signal?: AbortSignal) => store.read(key, request, signal),
    ...methods,
  };
}

/** A fresh folder for one test, removed by `removeFolders`. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hcp-transfer-'));
  folders.push(folder);
  return folder;
}
const folders: string[] = [];

export async function removeFolders(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** The files below a folder, hidden and unfinished ones included, sorted. */
export async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

export async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export async function planOf(
  request: Omit<PlanRequest, 'disk'> & Partial<Pick<PlanRequest, 'disk'>>,
): Promise<readonly PlannedItem[]> {
  return collect(planItems({ disk: nodeDisk, ...request }, never));
}

/** Bytes that differ from place to place, so that a part in a wrong place shows. */
export function someBytes(size: number): Buffer {
  return Buffer.alloc(size, randomBytes(65_537));
}
