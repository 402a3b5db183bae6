import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mock } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { HcpError } from '../../../../src/core/errors';
import type { Hasher } from '../../../../src/core/transfer/hasher';
import { closeEngines, closeHasher, delivered, newEngine, run, toEnd, until } from './engines';
import { MemoryStore, newFolder, someBytes } from './support';

const mebi = 1024 * 1024;

describe('a job on a slow way', () => {
  let target: string;
  beforeEach(async () => {
    target = await newFolder();
  });
  afterEach(closeEngines);
  after(closeHasher);

  it('brings a file over connections that are all cut, as long as each brings something', async function () {
    this.timeout(60_000);
    const body = someBytes(5 * mebi);
    const store = new MemoryStore({ 'r/a': body });
    // More cuts than the tries of a file.
    store.onChunk = ({ range }, at) => {
      if (at - (range?.start ?? 0) >= 600_000 && at < body.length)
        throw new HcpError('bucket.unreachable', { reason: 'ECONNRESET' });
    };
    const { state } = await run(newEngine(store), ['r/'], target);
    assert.equal(state, 'done');
    assert.ok(body.equals(await readFile(join(target, 'r/a'))));
    assert.ok(store.served.length > 6, `${String(store.served.length)} requests`);
    const sent = store.served.reduce((sum, { start, end }) => sum + end - start, 0);
    assert.ok(sent < 1.5 * body.length, 'what had come was not asked for again');
  });

  it('takes more connections for large files while more bring more', async () => {
    const names = Array.from(
      { length: 60 },
      (_, index) => [`r/${String(index)}`, someBytes(1.2 * mebi)] as const,
    );
    const store = new MemoryStore(Object.fromEntries(names));
    store.onChunk = () => delay(30);
    const engine = newEngine(store, { limits: { connections: 64, bytesPerSecond: undefined } });
    assert.equal((await run(engine, ['r/'], target)).state, 'done');
    assert.ok(store.active.most > 16 && store.active.most <= 64, String(store.active.most));
  });

  it('is cancelled at once while a digest is waited for', async () => {
    const store = new MemoryStore({ 'r/a': someBytes(20 * mebi) });
    const hasher: Hasher = {
      begin: () => {
        let cancel: () => void = () => undefined;
        const digest = new Promise<string>((_resolve, reject) => {
          cancel = () => {
            reject(new HcpError('cancelled'));
          };
        });
        digest.catch(() => undefined);
        return { advance: () => undefined, digest, cancel: () => Promise.resolve(cancel()) };
      },
      md5: () => Promise.reject(new HcpError('unexpected')),
      dispose: () => Promise.resolve(),
    };
    const engine = newEngine(store, { hasher });
    const { spec } = await engine.start({ sources: ['r/'], target, totals: undefined });
    await until(engine, spec.id, ({ active }) => active.some((file) => file.state === 'checking'));
    engine.cancel(spec.id);
    assert.equal((await toEnd(engine, spec.id)).state, 'cancelled');
    assert.deepEqual(await delivered(target), []);
  });

  it('is offline while it runs and the bucket can’t be reached, and not while it is paused', async () => {
    const store = new MemoryStore({ 'r/a': 'abc' });
    store.onRead = () => {
      throw new HcpError('bucket.unreachable');
    };
    const engine = newEngine(store);
    const { spec } = await engine.start({ sources: ['r/'], target, totals: undefined });
    await until(engine, spec.id, ({ offline }) => offline);
    engine.pause(spec.id);
    assert.deepEqual(
      engine.jobs.map(({ state, offline }) => [state, offline]),
      [['paused', false]],
    );
  });

  it('lets go of its connections when the machine has slept', async () => {
    const store = new MemoryStore({});
    const dropped = new Promise<void>((resolve) => (store.dropConnections = resolve));
    newEngine(store);
    const { now } = Date;
    mock.method(Date, 'now', () => now() + 60_000);
    await dropped;
    mock.restoreAll();
  });

  it('goes by another bandwidth at once, also where bytes wait already', async () => {
    const names = Array.from({ length: 8 }, (_, index) => [`r/${String(index)}`, someBytes(mebi)] as const);
    const store = new MemoryStore(Object.fromEntries(names));
    // At this rate it would take two days.
    const engine = newEngine(store, { limits: { connections: 8, bytesPerSecond: 50 } });
    const { spec } = await engine.start({ sources: ['r/'], target, totals: undefined });
    await until(engine, spec.id, ({ progress }) => progress?.connections === 8);
    engine.setLimits({ connections: 8, bytesPerSecond: undefined });
    assert.equal((await toEnd(engine, spec.id)).state, 'done');
  });
});
