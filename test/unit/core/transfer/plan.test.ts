import assert from 'node:assert/strict';
import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { HcpError } from '../../../../src/core/errors';
import { nodeDisk } from '../../../../src/core/transfer/nodeDisk';
import { planItems, type PlannedItem } from '../../../../src/core/transfer/plan';
import { summarise } from '../../../../src/core/transfer/summarise';
import { changed, dated, MemoryStore, never, newFolder, planOf, quick, removeFolders } from './support';

const brief = (item: PlannedItem) => {
  switch (item.kind) {
    case 'file':
      return `${item.state} ${item.entry.key}`;
    case 'folder':
      return `folder ${item.key}`;
    case 'refused':
      return `${item.error.code} ${String(item.error.facts.reason ?? '')} ${item.key}`.replace('  ', ' ');
  }
};

describe('planItems', () => {
  let target: string;
  beforeEach(async () => {
    target = await newFolder();
  });
  afterEach(removeFolders);

  const plan = async (store: MemoryStore, ...sources: readonly string[]) =>
    (await planOf({ store, sources, target, retries: quick })).map(brief);

  it('lists all pages of prefixes and keys, each file once', async () => {
    const store = new MemoryStore({
      'r/a/1': '1',
      'r/a/2': '2',
      'r/a/3': '3',
      'r/b': 'b',
      'r/b2': 'b',
      's/x': 'x',
    });
    assert.deepEqual(await plan(store, 'r/b', 'r/a/', 'r/a/2', 's/'), [
      'missing r/a/1',
      'missing r/a/2',
      'missing r/a/3',
      'missing r/b',
      'missing s/x',
    ]);
  });

  it('goes on past what it may not look at, and what is too long for the file system', async () => {
    const store = new MemoryStore({ 'r/a': 'a', 'r/locked/x': 'x', 'r/long': 'x', 'r/z': 'z' });
    const looks: Record<string, HcpError> = {
      locked: new HcpError('disk.failed', { reason: 'EACCES' }),
      long: new HcpError('disk.nameTooLong'),
    };
    await mkdir(join(target, 'r'));
    const disk = (failures: Record<string, HcpError>) => ({
      ...nodeDisk,
      look: (path: string) => {
        const failure = failures[basename(path)];
        if (failure) throw failure;
        return nodeDisk.look(path);
      },
    });
    const items = await planOf({ store, sources: ['r/'], target, retries: quick, disk: disk(looks) });
    assert.deepEqual(items.map(brief), [
      'missing r/a',
      'disk.failed EACCES r/locked/x',
      'disk.nameTooLong r/long',
      'missing r/z',
    ]);
    const away = disk({ r: new HcpError('disk.failed', { reason: 'EIO' }) });
    await assert.rejects(planOf({ store, sources: ['r/'], target, retries: quick, disk: away }), {
      code: 'disk.failed',
    });
  });

  it('tells the states of what is there apart', async () => {
    const store = new MemoryStore({
      'r/whole': 'abc',
      'r/odd': 'abc',
      'r/short': 'abc',
      'r/none': 'abc',
      'r/e/': '',
    });
    await mkdir(join(target, 'r'));
    await writeFile(join(target, 'r/whole'), 'abc');
    await utimes(join(target, 'r/whole'), dated, dated);
    await writeFile(join(target, 'r/odd'), 'abc');
    await writeFile(join(target, 'r/short'), 'ab');
    assert.deepEqual(await plan(store, 'r/'), [
      'folder r/e/',
      'missing r/none',
      'sameSize r/odd',
      'different r/short',
      'whole r/whole',
    ]);
    const totals = await summarise(planItems({ store, disk: nodeDisk, sources: ['r/'], target }, never));
    assert.deepEqual(totals, {
      all: { files: 4, bytes: 12 },
      present: { files: 1, bytes: 3 },
      toCheck: { files: 1, bytes: 3 },
      toDownload: { files: 2, bytes: 6 },
      toReplace: 1,
      refused: 0,
      firstRefusal: undefined,
    });
  });

  it('gives hostile keys safe names, each its own, below the target', async () => {
    const store = new MemoryStore({
      'r/../../x': '1',
      'r//x': '1',
      'r/CON.txt': '1',
      'r/a\\b': '1',
      'r/marker/': 'with bytes',
      'r/A': '1',
      'r/a': '1',
    });
    const items = await planOf({ store, sources: ['r/'], target, retries: quick });
    const files = items.flatMap((item) => (item.kind === 'file' ? [item] : []));
    assert.equal(files.length, 7);
    assert.deepEqual(
      files.filter(({ renamed }) => !renamed).map(({ entry }) => entry.key),
      ['r/A'],
    );
    assert.equal(new Set(files.map(({ path }) => path.toLowerCase())).size, 7);
    for (const { path, segments } of files) {
      assert.equal(path, join(target, ...segments));
      assert.ok(path.startsWith(join(target, 'r/')), path);
    }
  });

  it('refuses links on the way, links and folders at the place of a file', async () => {
    const elsewhere = await newFolder();
    const store = new MemoryStore({ 'r/link/a': '1', 'r/file': '1', 'r/folder': '1', 'r/ok/a': '1' });
    await mkdir(join(target, 'r/folder'), { recursive: true });
    await symlink(elsewhere, join(target, 'r/link'));
    await symlink(join(elsewhere, 'x'), join(target, 'r/file'));
    assert.deepEqual(await plan(store, 'r/'), [
      'disk.unsafeName link r/file',
      'disk.unsafeName link r/folder',
      'disk.unsafeName link r/link/a',
      'missing r/ok/a',
    ]);
  });

  it('takes a target that is a link itself', async () => {
    const elsewhere = await newFolder();
    target = join(target, 'link');
    await symlink(elsewhere, target);
    assert.deepEqual(await plan(new MemoryStore({ 'r/a': '1' }), 'r/'), ['missing r/a']);
  });

  it('says which source has nothing or no right, and goes on with the others', async () => {
    const memory = new MemoryStore({ 'r/a': '1', 'locked/a': '1' });
    const store = changed(memory, {
      list: (request, signal) =>
        request.prefix.startsWith('locked/')
          ? Promise.reject(new HcpError('bucket.denied'))
          : memory.list(request, signal),
    });
    const items = await planOf({ store, sources: ['locked/', 'none/', 'r/', 's/b'], target, retries: quick });
    assert.deepEqual(items.map(brief), [
      'bucket.denied locked/',
      'bucket.notFound none/',
      'missing r/a',
      'bucket.notFound s/b',
    ]);
  });

  it('tries a failed page again, and throws what concerns everything', async () => {
    const memory = new MemoryStore({ 'r/a': '1' });
    let failures = 3;
    const flaky = changed(memory, {
      list: (request, signal) =>
        failures-- > 0 ? Promise.reject(new HcpError('bucket.busy')) : memory.list(request, signal),
    });
    assert.equal((await planOf({ store: flaky, sources: ['r/'], target, retries: quick })).length, 1);
    const dead = changed(memory, { list: () => Promise.reject(new HcpError('keys.unknown')) });
    await assert.rejects(planOf({ store: dead, sources: ['r/'], target }), { code: 'keys.unknown' });
  });

  it('can be cancelled', async () => {
    const stop = new AbortController();
    const store = new MemoryStore({ 'r/a': '1', 'r/b': '1', 'r/c': '1' });
    const seen: string[] = [];
    await assert.rejects(
      async () => {
        for await (const item of planItems({ store, disk: nodeDisk, sources: ['r/'], target }, stop.signal)) {
          seen.push(brief(item));
          stop.abort();
        }
      },
      { code: 'cancelled' },
    );
    assert.deepEqual(seen, ['missing r/a']);
  });
});
