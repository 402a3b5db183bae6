import assert from 'node:assert/strict';
import fs from 'node:fs';
import { mock } from 'node:test';
import { closeEngines, closeHasher, inState, newEngine, run, toEnd, until } from './engines';
import { MemoryStore, newFolder } from './support';

describe('a job whose files are there', () => {
  afterEach(async () => {
    mock.restoreAll();
    await closeEngines();
  });
  after(closeHasher);

  it('pauses when they can not be written down', async () => {
    const names = Array.from({ length: 900 }, (_, number) => `r/${'x'.repeat(60)}${String(number)}`);
    const store = new MemoryStore(Object.fromEntries(names.map((name) => [name, 'abc'])), 900);
    const engine = newEngine(store);
    const target = await newFolder();
    assert.equal((await run(engine, ['r/'], target)).state, 'done');
    const { list } = store;
    store.list = (...asked) => {
      mock.method(fs, 'writeSync', () => {
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC', syscall: 'write' });
      });
      return list(...asked);
    };
    const { spec } = await engine.start({ sources: ['r/'], target, totals: undefined });
    const paused = await until(engine, spec.id, inState('paused', 'failed', 'done'));
    assert.deepEqual([paused.state, paused.reason?.code], ['paused', 'disk.full']);
    mock.restoreAll();
    engine.resume(spec.id);
    const { state, summary } = await toEnd(engine, spec.id);
    assert.deepEqual([state, summary.alreadyThere, summary.failed], ['done', 900, 0]);
  });
});
