import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ObjectEntry, ObjectStore } from '../../../../src/core/bucket/objectStore';
import { HcpError } from '../../../../src/core/errors';
import { nodeDisk } from '../../../../src/core/transfer/nodeDisk';
import { planItems, type PlannedItem, type PlanRequest } from '../../../../src/core/transfer/plan';
import { inBucketOrder } from '../../../../src/core/transfer/sources';

export const quick = { tries: 5, firstPause: 1, longestPause: 4 };
export const never = new AbortController().signal;
export const dated = new Date('2017-11-03T10:20:30Z');
export const md5 = (bytes: string | Uint8Array) => createHash('md5').update(bytes).digest('hex');

/** A whole small bucket in memory, in the bucket's order, two keys a page. */
export class MemoryStore implements ObjectStore {
  readonly reads: string[] = [];
  private readonly bodies = new Map<string, string>();

  constructor(bodies: Readonly<Record<string, string>>) {
    for (const key of Object.keys(bodies).sort(inBucketOrder)) this.bodies.set(key, bodies[key]!);
  }

  set(key: string, body: string): void {
    this.bodies.set(key, body);
  }

  list: ObjectStore['list'] = ({ prefix, from }, signal) => {
    if (signal?.aborted) return Promise.reject(new HcpError('cancelled'));
    const keys = [...this.bodies.keys()].filter((key) => key.startsWith(prefix));
    const start = Number(from ?? 0);
    const objects = keys.slice(start, start + 2).map((key) => this.entry(key));
    return Promise.resolve({
      objects,
      prefixes: [],
      next: start + 2 < keys.length ? String(start + 2) : undefined,
    });
  };

  head: ObjectStore['head'] = (key) => Promise.resolve(this.entry(key));

  read: ObjectStore['read'] = (key) => {
    this.reads.push(key);
    const body = this.bodies.get(key);
    if (body === undefined) return Promise.reject(new HcpError('bucket.notFound'));
    const bytes = Buffer.from(body);
    const { etag, lastModified } = this.entry(key);
    return Promise.resolve({
      etag,
      lastModified,
      length: bytes.length,
      totalSize: bytes.length,
      chunks: inHalves(bytes),
    });
  };

  entry(key: string): ObjectEntry {
    const body = this.bodies.get(key) ?? '';
    return { key, size: Buffer.byteLength(body), etag: md5(body), lastModified: dated };
  }
}

async function* inHalves(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const half = Math.ceil(bytes.length / 2);
  for (const part of [bytes.subarray(0, half), bytes.subarray(half)]) {
    await Promise.resolve();
    if (part.length > 0) yield part;
  }
}

/** A store that is `store` but for the methods given. */
export function changed(store: ObjectStore, methods: Partial<ObjectStore>): ObjectStore {
  return {
    list: (...args) => store.list(...args),
    head: (...args) => store.head(...args),
    read: (...args) => store.read(...args),
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
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
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

export async function planOf(request: Omit<PlanRequest, 'disk'>): Promise<readonly PlannedItem[]> {
  return collect(planItems({ disk: nodeDisk, ...request }, never));
}
