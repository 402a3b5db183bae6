import assert from 'node:assert/strict';
import { partSize } from '../../../../src/core/transfer/largeFile';
import { closeEngines, closeHasher, inState, newEngine, toEnd, until } from './engines';
import { MemoryStore, newFolder, someBytes, stall } from './support';

const large = someBytes(2 * partSize + 5);

describe('files that are paused one by one', () => {
  afterEach(closeEngines);
  after(closeHasher);

  async function halted(names: readonly string[]) {
    const store = new MemoryStore(Object.fromEntries(names.map((name) => [name, large])));
    let halting = true;
    store.onChunk = (_request, at, signal) => (halting && at > 600_000 ? stall(signal) : undefined);
    const engine = newEngine(store);
    const target = await newFolder();
    const { spec } = await engine.start({ sources: ['r/'], target, totals: undefined });
    await until(
      engine,
      spec.id,
      ({ active }) => active.length === names.length && active.every(({ bytesDone }) => bytesDone > 0),
    );
    const goOn = () => {
      halting = false;
    };
    return { engine, id: spec.id, goOn };
  }

  it('make the job wait for the person when nothing else is left', async () => {
    const { engine, id, goOn } = await halted(['r/a']);
    engine.pauseFile(id, 'r/a');
    await until(engine, id, inState('paused'));
    goOn();
    engine.resumeFile(id, 'r/a');
    assert.equal((await toEnd(engine, id)).state, 'done');
  });

  it('go on alone only when nothing else is left: a paused job stays paused', async () => {
    const { engine, id, goOn } = await halted(['r/a', 'r/b']);
    engine.pauseFile(id, 'r/a');
    engine.pause(id);
    await until(engine, id, inState('paused'));
    goOn();
    engine.resumeFile(id, 'r/a');
    assert.equal(engine.jobs[0]?.state, 'paused');
    engine.resume(id);
    assert.equal((await toEnd(engine, id)).state, 'done');
  });

  it('stay paused when another one goes on', async () => {
    const { engine, id, goOn } = await halted(['r/a', 'r/b']);
    engine.pauseFile(id, 'r/a');
    engine.pauseFile(id, 'r/b');
    await until(engine, id, inState('paused'));
    goOn();
    engine.resumeFile(id, 'r/a');
    const { arrived, active } = await until(
      engine,
      id,
      (job) => job.state === 'paused' || job.state === 'done',
    );
    assert.deepEqual([arrived.map(({ key }) => key), active.map(({ key }) => key)], [['r/a'], ['r/b']]);
    engine.resume(id);
    assert.equal((await toEnd(engine, id)).state, 'done');
  });
});
