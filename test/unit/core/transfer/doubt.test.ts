import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createJournal } from '../../../../src/core/transfer/journal';
import { bootId } from '../../../../src/core/transfer/lockProcess';
import { closeEngines, closeHasher, newEngine, run } from './engines';
import { dated, MemoryStore, newFolder } from './support';

/** The machine went down: files that had just come have their size and date, and zeros for bytes. */
describe('files that came before a loss of power', () => {
  let target: string;
  beforeEach(async () => {
    target = await newFolder();
    await mkdir(join(target, 'r/a'), { recursive: true });
    await writeFile(join(target, 'r/a/spoilt'), Buffer.alloc(3));
    await utimes(join(target, 'r/a/spoilt'), dated, dated);
  });
  afterEach(closeEngines);
  after(closeHasher);

  const store = () => new MemoryStore({ 'r/a/spoilt': 'abc', 'r/b': 'b' });
  const journalFile = () => join(target, '.hcp', 'ab12.journal');
  const loseBoot = async () => {
    await writeFile(journalFile(), (await readFile(journalFile(), 'utf8')).replace(bootId(), 'another'));
  };
  const settle = (sources: readonly string[], state: 'running' | 'settled') => {
    const created = Date.now() - 60_000;
    const journal = createJournal({
      id: 'ab12',
      sources,
      target,
      origin: 's3://test',
      created,
      all: undefined,
    });
    journal.setState(state);
    journal.close();
  };
  const leave = async (sources: readonly string[], state: 'running' | 'settled') => {
    settle(sources, state);
    await loseBoot();
  };

  for (const state of ['running', 'settled'] as const) {
    it(`are looked at by another job of the same files as well, where theirs was ${state}`, async () => {
      await leave(['r/a/'], state);
      const { summary } = await run(newEngine(store()), ['r/'], target);
      assert.deepEqual([summary.files, summary.alreadyThere], [2, 0]);
      assert.equal(await readFile(join(target, 'r/a/spoilt'), 'utf8'), 'abc');
    });
  }

  it('are looked at where a window had been opened between the end of their job and the loss', async () => {
    settle(['r/a/'], 'settled');
    assert.deepEqual(await newEngine(store()).recover([target]), []);
    await loseBoot();
    assert.equal((await run(newEngine(store()), ['r/'], target)).summary.files, 2);
  });

  it('are offered to be looked at when the machine comes back at once', async () => {
    await leave(['r/a/'], 'settled');
    const found = await newEngine(store()).recover([target]);
    assert.deepEqual(
      found.map(({ spec }) => spec.id),
      ['ab12'],
    );
  });

  it('are believed once the system has had its time to write them', async () => {
    settle(['r/a/'], 'settled');
    const before = new Date(Date.now() - 180_000);
    await utimes(journalFile(), before, before);
    assert.deepEqual(await newEngine(store()).recover([target]), []);
    assert.ok(!existsSync(journalFile()));
  });

  it('are left alone by a job of others', async () => {
    await leave(['s/'], 'running');
    const bucket = store();
    await run(newEngine(bucket), ['r/'], target);
    assert.deepEqual(bucket.reads, ['r/b']);
  });
});
