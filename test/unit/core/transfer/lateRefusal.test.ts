import assert from 'node:assert/strict';
import { HcpError } from '../../../../src/core/errors';
import { closeEngines, closeHasher, inState, newEngine, toEnd, until } from './engines';
import { MemoryStore, newFolder } from './support';

describe('a refusal of a key pair that was replaced meanwhile', () => {
  afterEach(closeEngines);
  after(closeHasher);

  it('does not make the job wait for another pair', async () => {
    const store = new MemoryStore({ 'r/a': 'a' });
    let refuse: (error: HcpError) => void = () => undefined;
    let asked = 0;
    const { list } = store;
    store.list = (...args) =>
      asked++ === 0 ? new Promise((_resolve, reject) => (refuse = reject)) : list(...args);
    const engine = newEngine(store);
    const target = await newFolder();
    const { spec } = await engine.start({ sources: ['r/'], target, totals: undefined });
    await until(engine, spec.id, () => asked === 1);
    engine.pause(spec.id);
    engine.resume(spec.id);
    const paused = until(engine, spec.id, inState('paused', 'done'));
    refuse(new HcpError('keys.unknown'));
    assert.equal((await paused).state, 'done');
    await toEnd(engine, spec.id);
  });
});
