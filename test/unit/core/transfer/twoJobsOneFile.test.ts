import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { partSize } from '../../../../src/core/transfer/largeFile';
import { closeEngine, closeEngines, closeHasher, delivered, newEngine, toEnd, until } from './engines';
import { MemoryStore, newFolder, someBytes, stall } from './support';

const large = someBytes(4 * partSize + 5);
const oneConnection = { limits: { connections: 1, bytesPerSecond: undefined } };

describe('two unfinished jobs of one file', () => {
  afterEach(closeEngines);
  after(closeHasher);

  it('never takes parts that the other job has not written for its own', async () => {
    const target = await newFolder();
    const store = new MemoryStore({ 'r/large': large });
    // Nobody tells its MD5: only the books say which parts are there.
    store.etags.set('r/large', 'abc-5');

    const partsOf = async (sources: readonly string[], parts: number) => {
      store.onChunk = (_request, at, signal) => (at > parts * partSize + 600_000 ? stall(signal) : undefined);
      const engine = newEngine(store, oneConnection);
      const { spec } = await engine.start({ sources, target, totals: undefined });
      await until(engine, spec.id, ({ progress }) => (progress?.bytesDone ?? 0) > parts * partSize);
      await closeEngine(engine);
      return spec.id;
    };
    const first = await partsOf(['r/'], 2);
    await partsOf(['r/large'], 0);

    store.onChunk = () => undefined;
    const engine = newEngine(store);
    await engine.recover([target]);
    engine.resume(first);
    assert.equal((await toEnd(engine, first)).state, 'done');
    assert.ok(large.equals(await readFile(join(target, 'r/large'))));
    assert.deepEqual(await delivered(target), ['r/large']);
  });
});
