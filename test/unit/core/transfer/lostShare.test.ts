import assert from 'node:assert/strict';
import fs from 'node:fs';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mock } from 'node:test';
import { HcpError } from '../../../../src/core/errors';
import type { Hasher } from '../../../../src/core/transfer/hasher';
import { partSize } from '../../../../src/core/transfer/largeFile';
import { nodeDisk } from '../../../../src/core/transfer/nodeDisk';
import { closeEngines, closeHasher, inState, newEngine, toEnd, until } from './engines';
import { md5, MemoryStore, newFolder, someBytes, turn } from './support';

const large = someBytes(2 * partSize + 5);
const noDigests = { md5For: () => Promise.resolve(undefined) };

/** What network file systems do, and the disk of a test does not. */
describe('a job on a network share', () => {
  let target: string;
  beforeEach(async () => {
    target = await newFolder();
  });
  afterEach(() => {
    mock.restoreAll();
    return closeEngines();
  });
  after(closeHasher);

  it('fetches all of a file again when closing it tells that its bytes were lost', async () => {
    const store = new MemoryStore({ 'r/large': large });
    let failed = false;
    const create: typeof nodeDisk.create = (path, size) => {
      const file = nodeDisk.create(path, size);
      if (failed) return file;
      const close = () => {
        if (failed) return;
        failed = true;
        fs.ftruncateSync(file.fd, partSize);
        fs.ftruncateSync(file.fd, size);
        file.close();
        throw new HcpError('disk.full', { reason: 'EDQUOT' });
      };
      return { ...file, close };
    };
    const engine = newEngine(store, { disk: { ...nodeDisk, create }, digests: noDigests });
    const { spec } = await engine.start({ sources: ['r/'], target, totals: undefined });
    const { reason } = await until(engine, spec.id, inState('paused', 'done'));
    assert.equal(reason?.code, 'disk.full');
    engine.resume(spec.id);
    const { state, summary } = await toEnd(engine, spec.id);
    assert.deepEqual([state, summary.verified.sizeOnly], ['done', 1]);
    assert.ok(large.equals(await readFile(join(target, 'r/large'))));
  });

  /** A share that goes away at a moment of the test's, and comes back with all that was open on it dead. */
  function mountedShare() {
    const opened = new Set<number>();
    const dead = new Set<number>();
    const { openSync, writeSync } = fs;
    let away = false;
    const gone = (syscall: string) => Object.assign(new Error('gone'), { code: 'EIO', syscall });
    const open = (...args: Parameters<typeof openSync>) => {
      const fd = openSync(...args);
      opened.add(fd);
      dead.delete(fd);
      return fd;
    };
    const write = (fd: number, ...rest: unknown[]) => {
      if (dead.has(fd)) throw gone('write');
      return (writeSync as (...args: unknown[]) => number)(fd, ...rest);
    };
    mock.method(fs, 'openSync', open);
    mock.method(fs, 'writeSync', write as typeof writeSync);
    const check = () => {
      if (away) throw new HcpError('disk.failed', { reason: 'EIO' });
    };
    const disk: typeof nodeDisk = {
      ...nodeDisk,
      look: (path) => {
        check();
        return nodeDisk.look(path);
      },
    };
    return {
      disk,
      leave: () => {
        away = true;
        for (const fd of opened) dead.add(fd);
      },
      comeBack: () => {
        away = false;
      },
    };
  }

  it('goes on when the share is back, though nothing that was open on it works any more', async () => {
    const share = mountedShare();
    const store = new MemoryStore({ 'r/a': 'a', 'r/b': 'b', 'r/large': large });
    let left = false;
    store.onChunk = ({ key }, at) => {
      if (left || key !== 'r/large' || at < partSize + 1_000_000) return;
      left = true;
      share.leave();
    };
    const engine = newEngine(store, { disk: share.disk });
    const { spec } = await engine.start({ sources: ['r/'], target, totals: undefined });
    const paused = await until(engine, spec.id, inState('paused', 'failed', 'done'));
    assert.deepEqual([paused.state, paused.reason?.code], ['paused', 'disk.failed']);
    share.comeBack();
    engine.resume(spec.id);
    engine.resume(spec.id);
    assert.equal((await toEnd(engine, spec.id)).state, 'done');
    assert.ok(large.equals(await readFile(join(target, 'r/large'))));
  });

  it('can be cancelled while it begins to go on', async () => {
    const share = mountedShare();
    const store = new MemoryStore({ 'r/large': large });
    store.onChunk = (_request, at) => {
      if (at > 1_000_000) share.leave();
    };
    const engine = newEngine(store, { disk: share.disk });
    const { spec } = await engine.start({ sources: ['r/'], target, totals: undefined });
    await until(engine, spec.id, inState('paused'));
    share.comeBack();
    engine.resume(spec.id);
    engine.cancel(spec.id);
    assert.equal((await toEnd(engine, spec.id)).state, 'cancelled');
  });

  it('waits when the share goes while files that are there are looked at, and fails none of them', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `r/${String(index)}`);
    const store = new MemoryStore(Object.fromEntries(names.map((name) => [name, 'abc'])));
    await fs.promises.mkdir(join(target, 'r'));
    for (const name of names) {
      await writeFile(join(target, name), 'abc');
      await utimes(join(target, name), 1, 1);
    }
    const share = mountedShare();
    let looks = 0;
    const hasher: Hasher = {
      begin: () => assert.fail('Nothing arrives.'),
      md5: async () => {
        await turn();
        if (++looks === 5) share.leave();
        share.disk.look(target);
        return md5('abc');
      },
      dispose: () => Promise.resolve(),
    };
    const engine = newEngine(store, { disk: share.disk, hasher });
    const { spec } = await engine.start({ sources: ['r/'], target, totals: undefined });
    const paused = await until(engine, spec.id, inState('paused', 'failed', 'done'));
    assert.deepEqual([paused.state, paused.failures], ['paused', []]);
    share.comeBack();
    engine.resume(spec.id);
    const { state, summary } = await toEnd(engine, spec.id);
    assert.deepEqual([state, summary.files, summary.alreadyThere], ['done', 0, 20]);
  });
});
