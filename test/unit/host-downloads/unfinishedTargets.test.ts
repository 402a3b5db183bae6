import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnfinishedTargets } from '../../../src/host/downloads/unfinishedTargets';

describe('folders with unfinished downloads', () => {
  let folder = '';
  const at = (...names: readonly string[]) => join(folder, ...names);
  const notes = () => readdir(at('notes'));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hcp-targets-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function target(name: string, ...journals: readonly string[]): Promise<string> {
    await mkdir(at(name, '.hcp'), { recursive: true });
    for (const one of journals) await writeFile(at(name, '.hcp', one), '');
    return at(name);
  }

  async function makeOld(): Promise<void> {
    const old = new Date(Date.now() - 120_000);
    for (const name of await notes()) await utimes(at('notes', name), old, old);
  }

  it('are remembered, once each, by another window too', async () => {
    const one = await target('one', 'abc.journal');
    const two = await target('two', 'abc.journal', 'def.journal');
    for (const path of [one, two, one]) await new UnfinishedTargets(at('notes')).add(path);
    const found = await new UnfinishedTargets(at('notes')).list();
    assert.deepEqual([...found].sort(), [one, two]);
  });

  it('are none where nothing was ever downloaded', async () => {
    assert.deepEqual(await new UnfinishedTargets(at('notes')).list(), []);
  });

  it('are forgotten when no journal is left, but not in the moment before there is one', async () => {
    const targets = new UnfinishedTargets(at('notes'));
    await targets.add(await target('one', 'delivered.log'));
    assert.deepEqual(await targets.list(), []);
    assert.equal((await notes()).length, 1);
    await makeOld();
    assert.deepEqual(await targets.list(), []);
    assert.deepEqual(await notes(), []);
  });

  it('stay remembered while their disk is away', async () => {
    const targets = new UnfinishedTargets(at('notes'));
    const one = await target('one', 'abc.journal');
    await targets.add(one);
    await makeOld();
    await rm(one, { recursive: true });
    assert.deepEqual(await targets.list(), []);
    await target('one', 'abc.journal');
    assert.deepEqual(await targets.list(), [one]);
  });
});
