import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mock } from 'node:test';
import { HcpError } from '../../../../src/core/errors';
import type { JobSpec } from '../../../../src/core/transfer/jobs';
import type { Journal } from '../../../../src/core/transfer/journal';
import { partSize } from '../../../../src/core/transfer/largeFile';
import { nodeDisk } from '../../../../src/core/transfer/nodeDisk';
import { partPath } from '../../../../src/core/transfer/partPath';
import type { PlannedFile } from '../../../../src/core/transfer/plan';
import { Records } from '../../../../src/core/transfer/records';
import type { Workshop } from '../../../../src/core/transfer/workshop';
import { closeEngines, closeHasher, newEngine, until } from './engines';
import { dated, MemoryStore, newFolder, removeFolders, someBytes, stall, turn } from './support';

const flushEvery = 1_000;
const groupEvery = 30_000;

describe('what a job writes down', () => {
  /** What is due, by its period in milliseconds, until it is cleared. */
  const timers = new Map<NodeJS.Timeout, { readonly every: number; readonly work: () => void }>();
  beforeEach(() => {
    mock.method(globalThis, 'setInterval', ((work: () => void, every: number) => {
      const timer = { unref: () => timer } as unknown as NodeJS.Timeout;
      timers.set(timer, { every, work });
      return timer;
    }) as typeof setInterval);
    mock.method(globalThis, 'clearInterval', ((timer: NodeJS.Timeout) => {
      timers.delete(timer);
    }) as typeof clearInterval);
  });
  afterEach(async () => {
    mock.restoreAll();
    timers.clear();
    await removeFolders();
  });
  const pass = async (milliseconds: number) => {
    for (const { every, work } of timers.values()) if (every === milliseconds) work();
    for (let count = 0; count < 5; count++) await turn();
  };

  /** Records with a journal and a disk that tell what is asked of them. */
  async function opened(unfinished: readonly string[] = []) {
    const target = await newFolder();
    const said: string[] = [];
    let fails = false;
    const journal = {
      doubtedSince: undefined,
      setState: (state: string) => said.push(state),
      group: () => said.push('group'),
      remove: () => said.push('removed'),
    } as unknown as Journal;
    const sync = (folder: string, paths: readonly string[]) => {
      assert.equal(folder, target);
      said.push(`sync ${paths.join(' ')}`);
      return fails ? Promise.reject(new HcpError('disk.failed')) : Promise.resolve();
    };
    const shop = { disk: { ...nodeDisk, sync } } as unknown as Workshop;
    const spec: JobSpec = { id: 'a1', sources: ['r/'], target, origin: '', created: 0, all: undefined };
    const parts = unfinished.map((path) => ({ path, done: () => said.push(`synced ${path}`) }));
    const records = new Records(
      spec,
      journal,
      shop,
      () => parts,
      (error) => {
        throw error;
      },
    );
    const arrive = (key: string) => {
      const entry = { key, size: 3, etag: 'e', lastModified: dated };
      const file: PlannedFile = {
        kind: 'file',
        entry,
        segments: [key],
        renamed: false,
        path: `/${key}`,
        state: 'missing',
      };
      records.arrived(file, 'md5Etag', 'e');
    };
    return {
      records,
      target,
      said,
      arrive,
      failing: (now: boolean) => {
        fails = now;
      },
    };
  }

  it('is on the disk itself a group at a time: what has arrived, and the parts of what has not', async () => {
    const { records, said, arrive } = await opened(['/part']);
    arrive('a');
    arrive('b');
    await pass(groupEvery);
    assert.deepEqual(said, ['sync /a /b /part', 'synced /part', 'group']);
    said.length = 0;
    arrive('c');
    await pass(groupEvery);
    assert.deepEqual(said, ['sync /c /part', 'synced /part', 'group']);
    records.close();
    assert.equal(timers.size, 0);
  });

  it('is in the next group when the disk refuses this one', async () => {
    const { records, said, arrive, failing } = await opened();
    failing(true);
    arrive('a');
    await pass(groupEvery);
    assert.deepEqual(said, ['sync /a'], 'it is told to be there only when it is');
    failing(false);
    said.length = 0;
    arrive('b');
    await pass(groupEvery);
    assert.deepEqual(said, ['sync /a /b', 'group']);
    records.close();
  });

  it('claims nothing of an earlier run where nothing has come since', async () => {
    const { records, said } = await opened();
    await pass(groupEvery);
    assert.deepEqual(said, []);
    records.close();
  });

  it('keeps the journal of a job that is done until its last files are on the disk itself', async () => {
    const { records, said, arrive, failing } = await opened();
    arrive('a');
    await records.finish();
    assert.equal(timers.size, 0);
    await records.settle();
    assert.deepEqual(said, ['settled', 'sync /a', 'group', 'removed']);
    failing(true);
    const other = await opened();
    await other.records.settle();
    assert.deepEqual(other.said, ['settled', 'removed'], 'nothing has come');
    other.records.close();
  });

  it('is in the log within a second', async () => {
    const { records, target, arrive } = await opened();
    const log = () => readFile(join(target, '.hcp/a1.tsv'), 'utf8');
    arrive('one');
    assert.doesNotMatch(await log(), /one/);
    await pass(flushEvery);
    assert.match(await log(), /^one\t/m);
    arrive('HCP_1200/two');
    records.note('paused');
    assert.match(await log(), /^HCP_1200\/two\t.*\tHCP_1200$/m);
    records.close();
  });
});

describe('a group of a job that runs', () => {
  afterEach(() => {
    mock.restoreAll();
    return closeEngines();
  });
  after(closeHasher);

  it('notes the parts of an unfinished file that are on the disk itself', async () => {
    const groups: (() => void)[] = [];
    const { setInterval } = globalThis;
    mock.method(globalThis, 'setInterval', ((work: () => void, every: number) => {
      if (every === groupEvery) groups.push(work);
      return setInterval(work, every);
    }) as typeof setInterval);
    const store = new MemoryStore({ 'r/large': someBytes(3 * partSize) });
    store.onChunk = (_request, at, signal) => (at > partSize + 600_000 ? stall(signal) : undefined);
    const synced: string[] = [];
    const sync: typeof nodeDisk.sync = (_folder, paths) => Promise.resolve(void synced.push(...paths));
    const engine = newEngine(store, {
      disk: { ...nodeDisk, sync },
      limits: { connections: 1, bytesPerSecond: undefined },
    });
    const target = await newFolder();
    const { spec } = await engine.start({ sources: ['r/'], target, totals: undefined });
    await until(engine, spec.id, ({ progress }) => (progress?.bytesDone ?? 0) > partSize);
    for (const group of groups) group();
    for (let count = 0; count < 5; count++) await turn();
    assert.deepEqual(synced, [partPath({ key: 'r/large', path: join(target, 'r/large') })]);
    assert.match(await readFile(join(target, '.hcp', `${spec.id}.journal`), 'utf8'), /^\["y",\d+,0\]$/m);
  });
});
