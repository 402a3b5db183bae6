import assert from 'node:assert/strict';
import fs from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mock } from 'node:test';
import { partSize } from '../../../../src/core/transfer/largeFile';
import {
  closeEngine,
  closeEngines,
  closeHasher,
  delivered,
  inState,
  newEngine,
  toEnd,
  until,
} from './engines';
import { MemoryStore, newFolder, someBytes, stall } from './support';

const large = someBytes(3 * partSize + 5);

describe('the end of a run', () => {
  let target: string;
  beforeEach(async () => {
    target = await newFolder();
  });
  afterEach(async () => {
    mock.restoreAll();
    await closeEngines();
  });
  after(closeHasher);

  const locks = async () => (await readdir(join(target, '.hcp'))).filter((name) => name.endsWith('.lock'));
  const started = async (engine: ReturnType<typeof newEngine>) =>
    (await engine.start({ sources: ['r/'], target, totals: undefined })).spec.id;
  const halting = () => {
    const store = new MemoryStore({ 'r/large': large, 'r/small': 'abc' });
    store.onChunk = ({ key }, at, signal) =>
      key === 'r/large' && at > partSize + 600_000 ? stall(signal) : undefined;
    return store;
  };
  const midway = (engine: ReturnType<typeof newEngine>, id: string) =>
    until(engine, id, ({ progress }) => (progress?.bytesDone ?? 0) > partSize);

  it('keeps the lock until nothing is written any more, however often it is cancelled', async () => {
    let free: () => void = () => undefined;
    const reading = new Promise<void>((resolve) => (free = resolve));
    const hasher = {
      begin: () => ({
        advance: () => undefined,
        digest: new Promise<string>(() => undefined),
        cancel: () => reading,
      }),
      md5: () => Promise.reject(new Error('not asked for')),
      dispose: () => Promise.resolve(),
    };
    const engine = newEngine(halting(), { hasher });
    const id = await started(engine);
    await midway(engine, id);
    engine.cancel(id);
    engine.cancel(id);
    const disposed = closeEngine(engine);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal((await locks()).length, 1);
    free();
    assert.equal((await toEnd(engine, id)).state, 'cancelled');
    await disposed;
    assert.deepEqual(await locks(), []);
    assert.deepEqual(await delivered(target), ['r/small']);
  });

  it('lets go of everything on a disk on which nothing can be written', async () => {
    const engine = newEngine(halting());
    const id = await started(engine);
    await midway(engine, id);
    mock.method(fs, 'writeSync', () => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC', syscall: 'write' });
    });
    await closeEngine(engine);
    assert.deepEqual(await locks(), []);
  });

  it('does not go on with a job that the person has paused, when its lock is lost', async () => {
    const engine = newEngine(halting());
    const id = await started(engine);
    await midway(engine, id);
    engine.pause(id);
    await until(engine, id, ({ progress }) => progress?.connections === 0);
    const told = new Promise((resolve) => engine.onChange(resolve));
    for (const lock of await locks()) await rm(join(target, '.hcp', lock));
    await told;
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(engine.jobs[0]?.state, 'paused');
    assert.deepEqual(await locks(), []);
  });

  it('waits for a folder that has gone without making another one, and goes on or is cancelled', async () => {
    const first = newEngine(halting());
    const id = await started(first);
    await midway(first, id);
    await closeEngine(first);
    const engine = newEngine(new MemoryStore({ 'r/large': large, 'r/small': 'abc' }));
    await engine.recover([target]);
    await rename(target, `${target}-away`);
    engine.resume(id);
    const waiting = await until(engine, id, inState('paused', 'cancelled'));
    assert.deepEqual([waiting.state, waiting.reason?.code], ['paused', 'disk.failed']);
    await rename(`${target}-away`, target);
    engine.resume(id);
    assert.equal((await toEnd(engine, id)).state, 'done');
  });

  it('cancels a job whose folder was deleted', async () => {
    const first = newEngine(halting());
    const id = await started(first);
    await closeEngine(first);
    const engine = newEngine(halting());
    await engine.recover([target]);
    await rm(target, { recursive: true });
    engine.cancel(id);
    assert.equal((await toEnd(engine, id)).state, 'cancelled');
    assert.equal(fs.existsSync(target), false);
  });
});
