import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { HcpError } from '../../../../src/core/errors';
import { partsFrom, partSize } from '../../../../src/core/transfer/largeFile';
import { nodeDisk } from '../../../../src/core/transfer/nodeDisk';
import { partPath } from '../../../../src/core/transfer/partPath';
import {
  closeEngine,
  closeEngines,
  closeHasher,
  delivered,
  inState,
  newEngine,
  run,
  toEnd,
  until,
} from './engines';
import { filesBelow, MemoryStore, newFolder, someBytes, stall } from './support';

const large = someBytes(4 * partSize + 5);

describe('control of jobs', () => {
  let target: string;
  beforeEach(async () => {
    target = await newFolder();
  });
  afterEach(closeEngines);
  after(closeHasher);

  /** A bucket whose large file stops for ever after one of its parts, until it is told to go on. */
  function halting(bodies: Record<string, string | Uint8Array> = {}) {
    const store = new MemoryStore({ 'r/large': large, ...bodies });
    let halted = true;
    store.onChunk = ({ key }, at, signal) => {
      if (halted && key === 'r/large' && at > partSize + 600_000) return stall(signal);
    };
    const goOn = () => {
      halted = false;
    };
    return { store, goOn };
  }
  const oneConnection = { limits: { connections: 1, bytesPerSecond: undefined } };
  const bytesServed = ({ served }: MemoryStore) =>
    served.reduce((sum, { start, end }) => sum + end - start, 0);
  const partIsThere = ({ progress }: { progress: { bytesDone: number } | undefined }) =>
    (progress?.bytesDone ?? 0) > partSize;
  const start = async (engine: ReturnType<typeof newEngine>, sources = ['r/']) =>
    (await engine.start({ sources, target, totals: undefined })).spec.id;
  const assertWhole = async (name = 'r/large', body: Buffer = large) => {
    assert.ok(body.equals(await readFile(join(target, name))), name);
  };

  it('pauses at once, keeps what has arrived, and goes on with the rest', async () => {
    const { store, goOn } = halting();
    const engine = newEngine(store, oneConnection);
    const id = await start(engine);
    await until(engine, id, partIsThere);
    const begun = performance.now();
    engine.pause(id);
    const paused = await until(engine, id, ({ progress }) => progress?.connections === 0);
    assert.ok(performance.now() - begun < 1_000);
    assert.deepEqual([paused.state, paused.reason, store.active.now], ['paused', undefined, 0]);
    assert.equal((await delivered(target)).length, 1);
    goOn();
    engine.resume(id);
    const { state, summary } = await toEnd(engine, id);
    assert.deepEqual([state, summary.files, summary.restarted], ['done', 1, 0]);
    assert.ok(bytesServed(store) <= large.length + partSize);
    await assertWhole();
  });

  it('cancels at once, and leaves whole files and nothing else', async () => {
    const { store } = halting({ 'r/whole': 'abc', 'r/one-part': someBytes(partsFrom - 1) });
    const engine = newEngine(store);
    const id = await start(engine);
    await until(engine, id, (job) => partIsThere(job) && job.arrived.length === 2);
    const begun = performance.now();
    engine.cancel(id);
    const { state, summary } = await toEnd(engine, id);
    assert.ok(performance.now() - begun < 1_000);
    assert.deepEqual([state, summary.files, summary.failed, summary.notTried], ['cancelled', 2, 0, 1]);
    assert.deepEqual(await delivered(target), ['r/one-part', 'r/whole']);
    assert.ok(!(await filesBelow(target)).some((file) => file.endsWith('.journal')));
    assert.match(await readFile(join(target, 'hcp-manifest.tsv'), 'utf8'), /r\/whole/);
    engine.resume(id);
    assert.equal(engine.jobs[0]?.state, 'cancelled');
  });

  it('cancels a paused job, and one that has not had its turn', async () => {
    const { store } = halting();
    const engine = newEngine(store, oneConnection);
    const first = await start(engine);
    await until(engine, first, partIsThere);
    engine.pause(first);
    const second = await start(engine);
    assert.equal((await until(engine, second, inState('waiting'))).state, 'waiting');
    engine.cancel(second);
    assert.equal((await toEnd(engine, second)).state, 'cancelled');
    engine.cancel(first);
    assert.equal((await toEnd(engine, first)).state, 'cancelled');
    assert.deepEqual(await filesBelow(target), ['hcp-manifest.tsv']);
  });

  it('pauses one file while the others go on, and then waits for the person', async () => {
    const { store, goOn } = halting({ 'r/other': someBytes(300_000), 'r/small': 'abc' });
    const engine = newEngine(store);
    const id = await start(engine);
    await until(engine, id, ({ active }) => active.some(({ key }) => key === 'r/large'));
    engine.pauseFile(id, 'r/large');
    const paused = await until(engine, id, inState('paused'));
    assert.equal(paused.reason, undefined);
    assert.deepEqual(
      paused.active.map(({ key, state }) => [key, state]),
      [['r/large', 'paused']],
    );
    assert.deepEqual([...paused.arrived.map(({ key }) => key)].sort(), ['r/other', 'r/small']);
    goOn();
    engine.resumeFile(id, 'r/large');
    assert.equal((await toEnd(engine, id)).state, 'done');
    await assertWhole();
  });

  it('leaves one file out, begun or not, and remembers it', async () => {
    const { store } = halting({ 'r/small': 'abc', 'r/waiting': someBytes(2_000_000) });
    const engine = newEngine(store, oneConnection);
    const id = await start(engine);
    await until(engine, id, partIsThere);
    engine.cancelFile(id, 'r/waiting');
    engine.cancelFile(id, 'r/large');
    const { state, summary, progress } = await toEnd(engine, id);
    assert.deepEqual([state, summary.files, summary.dropped, summary.failed], ['done', 1, 2, 0]);
    assert.deepEqual([progress?.filesDone, progress?.filesTotal], [3, 3]);
    assert.deepEqual(await delivered(target), ['r/small']);
  });

  it('finds a job again after the window was closed, and fetches no part twice that was whole', async () => {
    const { store, goOn } = halting({ 'r/small': 'abc' });
    const first = newEngine(store, oneConnection);
    const id = await start(first);
    await until(first, id, partIsThere);
    await closeEngine(first);
    assert.equal(store.active.now, 0);
    goOn();
    const second = newEngine(store, oneConnection);
    const [found, ...others] = await second.recover([target, await newFolder(), join(target, 'none')]);
    assert.deepEqual(
      [found?.spec.id, found?.state, found?.reason, others.length],
      [id, 'paused', undefined, 0],
    );
    assert.deepEqual(await second.recover([target]), [], 'it is listed already');
    second.resume(id);
    const { state, summary } = await toEnd(second, id);
    assert.deepEqual([state, summary.restarted, summary.failed], ['done', 0, 0]);
    assert.ok(bytesServed(store) <= large.length + partSize + 6);
    await assertWhole();
    assert.deepEqual(await delivered(target), ['r/large', 'r/small']);
    assert.deepEqual(await newEngine(store).recover([target]), []);
  });

  it('needs no room for what an earlier run has written, before it has opened that again', async () => {
    const { store, goOn } = halting();
    const first = newEngine(store, oneConnection);
    const id = await start(first);
    await until(first, id, partIsThere);
    await closeEngine(first);
    goOn();
    const late = () => new Promise<undefined>((resolve) => setTimeout(resolve, 600, undefined));
    const second = newEngine(store, { digests: { md5For: late } });
    await second.recover([target]);
    const left: number[] = [];
    second.onChange((job) => left.push(job?.progress?.bytesLeft ?? 0));
    second.resume(id);
    await toEnd(second, id);
    assert.equal(Math.max(...left), large.length - partSize);
  });

  it('needs no room for what the disk has set aside already', async () => {
    const { store } = halting({ 'r/other': large });
    // A disk that keeps no holes.
    const create: typeof nodeDisk.create = (path, size) => {
      const { fd, ...file } = nodeDisk.create(path, size);
      return { ...file, fd, allocated: size };
    };
    const engine = newEngine(store, { ...oneConnection, disk: { ...nodeDisk, create } });
    const id = await start(engine, ['r/large']);
    const { progress } = await until(engine, id, partIsThere);
    assert.deepEqual([progress?.bytesLeft !== 0, progress?.roomNeeded], [true, 0]);
    await closeEngine(engine);
    const sparse = newEngine(store, oneConnection);
    await sparse.recover([target]);
    sparse.resume(id);
    const { progress: now } = await until(sparse, id, ({ active }) => (active[0]?.bytesDone ?? 0) > partSize);
    assert.ok(now!.roomNeeded > large.length / 2 && now!.roomNeeded <= now!.bytesLeft);
  });

  it('begins a file anew that is another object by then, and says so', async () => {
    const { store, goOn } = halting();
    const first = newEngine(store, oneConnection);
    const id = await start(first);
    await until(first, id, partIsThere);
    await closeEngine(first);
    goOn();
    const other = someBytes(large.length);
    store.set('r/large', other);
    const second = newEngine(store);
    await second.recover([target]);
    second.resume(id);
    const { state, summary } = await toEnd(second, id);
    assert.deepEqual([state, summary.files, summary.restarted], ['done', 1, 1]);
    await assertWhole('r/large', other);
  });

  it('forgets a job that was found, with its unfinished files', async () => {
    const { store } = halting({ 'r/whole': 'abc' });
    const first = newEngine(store);
    const id = await start(first);
    await until(first, id, (job) => partIsThere(job) && job.arrived.length === 1);
    await closeEngine(first);
    assert.equal((await delivered(target)).length, 2);
    const second = newEngine(store);
    await second.recover([target]);
    second.cancel(id);
    assert.equal((await toEnd(second, id)).state, 'cancelled');
    assert.deepEqual(await delivered(target), ['r/whole']);
    second.remove(id);
    assert.deepEqual(second.jobs, []);
    assert.deepEqual(await newEngine(store).recover([target]), []);
  });

  it('leaves nothing of files in one part that a killed run had begun, when the job is cancelled', async () => {
    const { store } = halting();
    const first = newEngine(store);
    const id = await start(first);
    await until(first, id, partIsThere);
    await closeEngine(first);
    await mkdir(join(target, 'r/deep'));
    const left = ['r/a', 'r/deep/b', 's/other'].map((key) => partPath({ key, path: join(target, key) }));
    await mkdir(join(target, 's'));
    for (const path of left) await writeFile(path, 'half');
    const second = newEngine(store);
    await second.recover([target]);
    second.cancel(id);
    await toEnd(second, id);
    assert.deepEqual(
      await delivered(target),
      [relative(target, left[2]!)],
      'another folder is another job’s',
    );
  });

  it('tries only what is left when a failed job is resumed, and forgets all of it when it is removed', async () => {
    const { store, goOn } = halting({ 'r/small': 'abc' });
    goOn();
    let denied = true;
    store.onRead = ({ key, range }) => {
      if (denied && key === 'r/large' && (range?.start ?? 0) >= 2 * partSize)
        throw new HcpError('bucket.denied');
    };
    const engine = newEngine(store, oneConnection);
    const failed = await run(engine, ['r/'], target);
    const { id } = failed.spec;
    assert.deepEqual([failed.state, failed.summary.failed, failed.summary.files], ['failed', 1, 1]);
    store.served.length = 0;
    engine.resume(id);
    assert.equal((await toEnd(engine, id)).state, 'failed');
    assert.deepEqual(store.reads, []);
    denied = false;
    engine.resume(id);
    const done = await toEnd(engine, id);
    assert.deepEqual([done.state, done.summary.files, done.summary.alreadyThere], ['done', 1, 1]);
    assert.equal(bytesServed(store), large.length - 2 * partSize);
    await assertWhole();

    denied = true;
    target = await newFolder();
    const again = await run(engine, ['r/'], target);
    engine.remove(again.spec.id);
    assert.deepEqual(await delivered(target), ['r/small']);
    assert.deepEqual(await newEngine(store).recover([target]), []);
  });

  it('lets a job wait for another window that works on the same files, and find them whole', async () => {
    const { store, goOn } = halting({ 'r/small': 'abc', 's/other': 'abc' });
    const [first, second] = [newEngine(store), newEngine(store)];
    const id = await start(first);
    await until(first, id, partIsThere);
    const waiting = await start(second);
    const other = await second.start({ sources: ['s/'], target, totals: undefined });
    assert.equal(
      (await toEnd(second, other.spec.id)).state,
      'done',
      'other files of the folder need not wait',
    );
    const held = second.jobs.find(({ spec }) => spec.id === waiting);
    assert.deepEqual([held?.state, held?.waitsFor?.sources], ['waiting', ['r/']]);
    const before = store.served.length;
    goOn();
    first.pause(id);
    first.resume(id);
    assert.equal((await toEnd(first, id)).state, 'done');
    const { state, summary } = await toEnd(second, waiting);
    assert.deepEqual([state, summary.files, summary.alreadyThere], ['done', 0, 2]);
    const after = store.served.slice(before).filter(({ key }) => key === 'r/small');
    assert.deepEqual(after, []);
    await assertWhole();
  });

  it('does not let a job of thousands of files keep a single one of another waiting', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => [`many/${String(index)}`, 'abc'] as const);
    const store = new MemoryStore({ ...Object.fromEntries(many), 'one/a': 'abc' }, 1_000);
    const engine = newEngine(store, { limits: { connections: 4, bytesPerSecond: undefined } });
    const big = await start(engine, ['many/']);
    await until(engine, big, ({ progress }) => (progress?.filesDone ?? 0) > 50);
    const from = store.served.length;
    const one = await start(engine, ['one/']);
    assert.equal((await toEnd(engine, one)).state, 'done');
    const before = store.reads.indexOf('one/a') - from;
    assert.ok(before < 50, `${String(before)} files of the other job came first`);
    assert.equal((await toEnd(engine, big)).state, 'done');
  });

  it('does not let the large files of one job keep the small ones of another waiting', async () => {
    const four = Array.from({ length: 4 }, (_, index) => [`l/${String(index)}`, large] as const);
    const store = new MemoryStore({ ...Object.fromEntries(four), 's/a': 'abc', 's/b': 'abc' }, 1_000);
    store.onChunk = () => new Promise(setImmediate);
    const engine = newEngine(store, { limits: { connections: 2, bytesPerSecond: undefined } });
    const big = await start(engine, ['l/']);
    await until(engine, big, () => store.active.now === 2);
    const small = await start(engine, ['s/']);
    assert.equal((await toEnd(engine, small)).state, 'done');
    const { progress } = engine.jobs.find(({ spec }) => spec.id === big)!;
    assert.ok((progress?.filesDone ?? 0) < 2, 'most of the large files were still to come');
    assert.equal((await toEnd(engine, big)).state, 'done');
  });
});
