import type {
  ListPage,
  ListRequest,
  ObjectBody,
  ObjectEntry,
  ObjectStore,
  ReadRequest,
} from '../../../src/core/bucket/objectStore';
import { HcpError, throwIfCancelled } from '../../../src/core/errors';

/** A bucket in memory with small pages. Keys have their own text as content. */
export class MemoryStore implements ObjectStore {
  /** The prefixes listed, the keys asked for and read, in order. */
  readonly requests: string[] = [];
  /** Errors for the requests to come, first things first; `undefined` lets one pass. */
  readonly failures: (HcpError | undefined)[] = [];
  private gate = Promise.resolve();

  constructor(
    readonly keys: readonly string[],
    private readonly pageSize = 1000,
  ) {}

  /** Holds all requests back until the returned function is called. */
  hold(): () => void {
    let release: (() => void) | undefined;
    this.gate = new Promise((resolve) => (release = resolve));
    return () => release?.();
  }

  async list({ prefix, from, maxKeys }: ListRequest, signal?: AbortSignal): Promise<ListPage> {
    await this.request(`list ${prefix}`, signal);
    const entries = this.below(prefix);
    const start = Number(from ?? 0);
    const page = entries.slice(start, start + Math.min(this.pageSize, maxKeys ?? this.pageSize));
    const end = start + page.length;
    return {
      prefixes: page.filter((entry) => entry !== prefix && entry.endsWith('/')),
      objects: page.filter((entry) => entry === prefix || !entry.endsWith('/')).map(entryOf),
      next: end < entries.length ? String(end) : undefined,
    };
  }

  async head(key: string, signal?: AbortSignal): Promise<ObjectEntry> {
    await this.request(`head ${key}`, signal);
    if (!this.keys.includes(key)) throw new HcpError('bucket.notFound');
    return entryOf(key);
  }

  async read(key: string, { range, ifMatch }: ReadRequest = {}, signal?: AbortSignal): Promise<ObjectBody> {
    await this.request(`read ${key}${range ? ` ${String(range.start)}-${String(range.end)}` : ''}`, signal);
    if (!this.keys.includes(key)) throw new HcpError('bucket.notFound');
    const { etag, size, lastModified } = entryOf(key);
    if (ifMatch !== undefined && ifMatch !== etag) throw new HcpError('bucket.changed');
    const bytes = Buffer.from(key).subarray(range?.start, range?.end);
    return { etag, lastModified, totalSize: size, length: bytes.length, chunks: inTwo(bytes) };
  }

  private async request(what: string, signal: AbortSignal | undefined): Promise<void> {
    this.requests.push(what);
    const failure = this.failures.shift();
    await this.gate;
    throwIfCancelled(signal);
    if (failure) throw failure;
  }

  private below(prefix: string): readonly string[] {
    const entries = this.keys
      .filter((key) => key.startsWith(prefix))
      .map((key) => {
        const slash = key.indexOf('/', prefix.length);
        return slash < 0 ? key : key.slice(0, slash + 1);
      });
    return [...new Set(entries)];
  }
}

export function entryOf(key: string): ObjectEntry {
  const size = key.endsWith('/') ? 0 : Buffer.byteLength(key);
  return { key, size, etag: `etag of ${key}`, lastModified: new Date('2017-11-03T14:05:00Z') };
}

async function* inTwo(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  const middle = bytes.length >> 1;
  yield bytes.subarray(0, middle);
  await Promise.resolve();
  yield bytes.subarray(middle);
}
