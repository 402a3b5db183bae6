import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ObjectEntry, ObjectFetcher, ObjectStore } from '../../../../src/core/bucket/objectStore';
import { HcpError } from '../../../../src/core/errors';
import type { Disk } from '../../../../src/core/transfer/disk';
import { nodeDisk } from '../../../../src/core/transfer/nodeDisk';
import { closeEngines, closeHasher, openEngine, run } from './engines';
import { dated, md5, never, newFolder } from './support';

const mebi = 1024 * 1024;
const pageSize = 1_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes in use, garbage excluded. */
function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

const content = Buffer.from('abc');
const etag = md5(content);

/** A bucket of so many objects, none of which is in memory; `onPage` sees the number of each page. */
function endless(objects: number, onPage: (page: number) => void) {
  const entry = (index: number): ObjectEntry => ({
    key: `r/${String(Math.floor(index / 500)).padStart(6, '0')}/${String(index % 500).padStart(3, '0')}`,
    size: content.length,
    etag,
    lastModified: dated,
  });
  const store: Pick<ObjectStore, 'list'> = {
    list: ({ from }) => {
      const start = Number(from ?? 0);
      const end = Math.min(objects, start + pageSize);
      onPage(start / pageSize);
      const page = Array.from({ length: end - start }, (_, index) => entry(start + index));
      return Promise.resolve({ objects: page, prefixes: [], next: end < objects ? String(end) : undefined });
    },
  };
  const fetcher: ObjectFetcher = {
    fetch: async (_request, sink, signal) => {
      if (signal.aborted) throw new HcpError('cancelled');
      await sink(content);
      return { etag, totalSize: content.length, lastModified: dated };
    },
    keepReady: () => undefined,
    dropConnections: () => undefined,
  };
  const digests = { md5For: () => Promise.resolve({ md5: etag, source: 'etag' as const }) };
  return { store, fetcher, digests };
}

/** A disk that has every file of the bucket already, or none, and keeps nothing. */
function flatDisk(there: boolean): Disk {
  const isFile = (path: string) => /\/\d{3}$/.test(path);
  const dates = { modified: dated, changed: dated };
  return {
    ...nodeDisk,
    look: (path) => {
      if (!isFile(path)) return { kind: 'folder', size: 0, ...dates };
      return there ? { kind: 'file', size: content.length, ...dates } : undefined;
    },
    create: () => ({
      fd: -1,
      allocated: 0,
      writeAt: () => undefined,
      setModified: () => undefined,
      close: () => undefined,
    }),
    rename: () => undefined,
    remove: () => undefined,
    sync: () => Promise.resolve(),
  };
}

describe('the memory of the engine', function () {
  this.timeout(120_000);
  afterEach(closeEngines);
  after(closeHasher);

  /** How much more is in use at the end of a listing than in its first pages. */
  function growth(objects: number) {
    const marks: number[] = [];
    const pages = Math.ceil(objects / pageSize);
    const onPage = (page: number) => {
      if (page === 5 || page === pages - 1) marks.push(heap());
    };
    return { ...endless(objects, onPage), bytes: () => (marks.at(-1) ?? 0) - (marks[0] ?? 0) };
  }

  it('does not grow with the keys of a plan', async () => {
    const bucket = growth(100_000);
    const engine = openEngine({ ...bucket, disk: flatDisk(false) });
    const { toDownload } = await engine.plan(['r/'], await newFolder(), never);
    assert.equal(toDownload.files, 100_000);
    assert.ok(bucket.bytes() < 8 * mebi, `${String(bucket.bytes() / mebi)} MiB`);
  });

  for (const there of [true, false]) {
    it(`grows by some bytes only for each file of a job that ${there ? 'is there' : 'arrives'}`, async () => {
      const bucket = growth(100_000);
      const engine = openEngine({ ...bucket, disk: flatDisk(there) });
      const { state, summary } = await run(engine, ['r/'], await newFolder());
      assert.equal(state, 'done');
      assert.equal(there ? summary.alreadyThere : summary.files, 100_000);
      assert.ok(bucket.bytes() < 24 * mebi, `${String(bucket.bytes() / mebi)} MiB`);
    });
  }
});
