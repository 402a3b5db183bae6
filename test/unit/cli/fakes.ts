import { Writable } from 'node:stream';
import { Output, type Sink } from '../../../src/cli/output';
import type { Session } from '../../../src/cli/session';
import type { ListPage, ListRequest, ObjectEntry, ObjectStore } from '../../../src/core/bucket/objectStore';
import { HcpError } from '../../../src/core/errors';
import { directNetwork } from '../../../src/core/network/networkOptions';
import type { JobProgress, JobSnapshot, JobSummary } from '../../../src/core/transfer/jobs';

/** Keeps what is written to it. */
export class Screen extends Writable {
  text = '';

  constructor(
    readonly isTTY = false,
    readonly columns = 80,
  ) {
    super();
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }

  get lines(): readonly string[] {
    return this.text.split('\n').filter((line) => line !== '');
  }
}

export interface Stage {
  readonly out: Screen;
  readonly err: Screen;
  readonly output: Output;
  readonly session: Session;
  readonly interrupt: AbortController;
}

export function stage(
  keys: readonly string[] = [],
  options: { readonly json?: boolean; readonly terminal?: boolean; readonly store?: ListStore } = {},
): Stage {
  const out: Screen & Sink = new Screen();
  const err: Screen & Sink = new Screen(options.terminal ?? false);
  const output = new Output(out, err, options.json ?? false);
  const interrupt = new AbortController();
  const pair = { accessKeyId: 'AKIAEXAMPLEEXAMPLE00', secretAccessKey: 's'.repeat(40) };
  const session: Session = {
    output,
    signal: interrupt.signal,
    env: {},
    address: { bucket: 'hcp-openaccess', region: 'us-east-1', endpoint: undefined },
    network: directNetwork,
    keys: { current: () => Promise.resolve(pair), renew: () => Promise.resolve(false) },
    store: options.store ?? new ListStore(keys),
  };
  return { out, err, output, session, interrupt };
}

/** A bucket of names, each with as many bytes as its key. Prefixes that are closed refuse to be listed. */
export class ListStore implements ObjectStore {
  readonly listed: ListRequest[] = [];

  constructor(
    private readonly keys: readonly string[],
    private readonly pageSize = 1000,
    private readonly closed: (prefix: string) => boolean = () => false,
  ) {}

  list(request: ListRequest): Promise<ListPage> {
    this.listed.push(request);
    const { prefix, delimiter, from, maxKeys = this.pageSize } = request;
    if (this.closed(prefix)) return Promise.reject(new HcpError('bucket.denied'));
    const found = [...this.keys]
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .filter((key) => key.startsWith(prefix))
      .map((key) => {
        const slash = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length);
        return slash < 0 ? key : key.slice(0, slash + 1);
      });
    const unique = [...new Set(found)];
    const start = Number(from ?? 0);
    const page = unique.slice(start, start + Math.min(maxKeys, this.pageSize));
    const end = start + page.length;
    const isPrefix = (name: string) => delimiter !== undefined && name.endsWith('/') && name !== prefix;
    return Promise.resolve({
      objects: page.filter((name) => !isPrefix(name)).map(entryOf),
      prefixes: page.filter(isPrefix),
      next: end < unique.length ? String(end) : undefined,
    });
  }

  head(): Promise<never> {
    return Promise.reject(new HcpError('unexpected'));
  }

  read(): Promise<never> {
    return Promise.reject(new HcpError('unexpected'));
  }
}

export function entryOf(key: string): ObjectEntry {
  const size = key.endsWith('/') ? 0 : Buffer.byteLength(key);
  return { key, size, etag: 'e'.repeat(32), lastModified: new Date('2017-03-01T12:00:00Z') };
}

export const progress: JobProgress = {
  filesDone: 1,
  filesTotal: 4,
  bytesDone: 250_000,
  bytesTotal: 1_000_000,
  counted: true,
  bytesLeft: 750_000,
  roomNeeded: 750_000,
  bytesPerSecond: 50_000,
  secondsLeft: 15,
  failed: 0,
  skipped: 0,
  dropped: 0,
  connections: 3,
};

export const summary: JobSummary = {
  files: 4,
  bytes: 1_000_000,
  alreadyThere: 0,
  verified: { md5Etag: 3, md5Manifest: 0, sizeOnly: 1 },
  restarted: 0,
  renamed: 0,
  failed: 0,
  failures: [],
  dropped: 0,
  notTried: 0,
  stoppedBy: undefined,
};

export function snapshotOf(change: Partial<JobSnapshot> = {}): JobSnapshot {
  return {
    spec: {
      id: 'job1',
      sources: ['a/'],
      target: '/data',
      origin: 's3://hcp-openaccess',
      created: 0,
      all: undefined,
    },
    state: 'running',
    reason: undefined,
    waitsFor: undefined,
    offline: false,
    progress,
    summary: undefined,
    active: [],
    arrived: [],
    skipped: [],
    failures: [],
    ...change,
  };
}
