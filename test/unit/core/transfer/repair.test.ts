import assert from 'node:assert/strict';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HcpError } from '../../../../src/core/errors';
import { nodeDisk } from '../../../../src/core/transfer/nodeDisk';
import { closeEngine, closeEngines, closeHasher, newEngine, run, toEnd, until } from './engines';
import { dated, MemoryStore, newFolder, stall } from './support';

describe('a repair', () => {
  let target: string;
  beforeEach(async () => {
    target = await newFolder();
  });
  afterEach(closeEngines);
  after(closeHasher);

  /** Someone else's file: it can be replaced, and its date can't be set. */
  const othersDisk = {
    ...nodeDisk,
    setModified: () => {
      throw new HcpError('disk.readOnly');
    },
  };
  const spoil = async (name: string, bytes: string) => {
    await writeFile(join(target, name), bytes);
    await utimes(join(target, name), dated, dated);
  };
  const textOf = (name: string) => readFile(join(target, name), 'utf8');

  it('brings the right bytes where the date of a wrong file can’t be taken away', async () => {
    const store = new MemoryStore({ 'HCP/a': 'abc', 'HCP/b': 'abc' });
    await run(newEngine(store), ['HCP/'], target);
    await spoil('HCP/a', 'abX');
    const engine = newEngine(store, { disk: othersDisk });
    const { wrong, repair } = await engine.verify(target, new AbortController().signal);
    assert.deepEqual([wrong, repair], [1, ['HCP/a']]);
    assert.equal((await run(engine, repair, target)).summary.files, 0, 'for a download it is whole');
    const { spec } = await engine.start({ sources: repair, target, totals: undefined, recheck: true });
    const { state, summary } = await toEnd(engine, spec.id);
    assert.deepEqual([state, summary.files, await textOf('HCP/a')], ['done', 1, 'abc']);
  });

  it('looks at the bytes in its next run too, and leaves right ones alone', async () => {
    const store = new MemoryStore({ 'HCP/a': 'abc', 'HCP/b': 'abc' });
    await run(newEngine(store), ['HCP/'], target);
    await spoil('HCP/a', 'abX');
    store.served.length = 0;
    store.onRead = (_request, signal) => stall(signal);
    const first = newEngine(store);
    const { spec } = await first.start({
      sources: ['HCP/a', 'HCP/b'],
      target,
      totals: undefined,
      recheck: true,
    });
    await until(first, spec.id, ({ progress }) => progress?.skipped === 1 && progress.connections === 1);
    await closeEngine(first);
    await spoil('HCP/a', 'abX');
    store.onRead = () => Promise.resolve();
    const second = newEngine(store);
    await second.recover([target]);
    second.resume(spec.id);
    await toEnd(second, spec.id);
    assert.equal(await textOf('HCP/a'), 'abc');
    assert.deepEqual(
      store.served.map(({ key }) => key),
      ['HCP/a'],
    );
  });
});
