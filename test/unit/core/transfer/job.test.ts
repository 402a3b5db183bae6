import assert from 'node:assert/strict';
import { mkdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HcpError, type HcpErrorCode } from '../../../../src/core/errors';
import type { Disk } from '../../../../src/core/transfer/disk';
import { runDownload, type DownloadProgress } from '../../../../src/core/transfer/job';
import { nodeDisk } from '../../../../src/core/transfer/nodeDisk';
import { createPool } from '../../../../src/core/transfer/pool';
import {
  changed,
  dated,
  filesBelow,
  md5,
  MemoryStore,
  never,
  newFolder,
  removeFolders,
  requestFor,
} from './support';

const nobodyKnows = { md5For: () => Promise.resolve(undefined) };

describe('runDownload', () => {
  let target: string;
  beforeEach(async () => {
    target = await newFolder();
  });
  afterEach(removeFolders);

  const text = (name: string) => readFile(join(target, name), 'utf8');
  const run = async (...args: Parameters<typeof requestFor>) => runDownload(await requestFor(...args), never);

  it('downloads, checks, dates and counts', async () => {
    const store = new MemoryStore({ 'r/a[1]+b,c.txt': 'hello', 'r/.x/empty': '', 'r/e/f/': '' });
    const progress: DownloadProgress[] = [];
    const summary = await run(store, ['r/'], target, { onProgress: (one) => progress.push(one) });
    assert.deepEqual(summary, {
      files: 2,
      bytes: 5,
      alreadyThere: 0,
      verified: { md5Etag: 2, md5Manifest: 0, sizeOnly: 0 },
      failed: 0,
      failures: [],
      notTried: 0,
      stoppedBy: undefined,
      cancelled: false,
    });
    assert.equal(await text('r/a[1]+b,c.txt'), 'hello');
    assert.deepEqual(await filesBelow(target), ['r/.x/empty', 'r/a[1]+b,c.txt']);
    assert.ok((await stat(join(target, 'r/e/f'))).isDirectory());
    assert.equal((await stat(join(target, 'r/.x/empty'))).mtime.getTime(), dated.getTime());
    const { filesDone, filesTotal, bytesDone, bytesTotal } = progress.at(-1)!;
    assert.deepEqual(
      { filesDone, filesTotal, bytesDone, bytesTotal },
      {
        filesDone: 2,
        filesTotal: 2,
        bytesDone: 5,
        bytesTotal: 5,
      },
    );
  });

  it('leaves whole files alone and asks the bucket for none of their bytes', async () => {
    const store = new MemoryStore({ 'r/a': 'abc', 'r/b': 'abc' });
    await run(store, ['r/a'], target);
    const before = await stat(join(target, 'r/a'));
    store.reads.length = 0;
    const summary = await run(store, ['r/'], target);
    assert.deepEqual(store.reads, ['r/b']);
    assert.deepEqual([summary.files, summary.alreadyThere], [1, 1]);
    const after = await stat(join(target, 'r/a'));
    assert.deepEqual([after.ino, after.mtimeMs, after.ctimeMs], [before.ino, before.mtimeMs, before.ctimeMs]);
  });

  it('looks into a file of the right size and another date: repairs a wrong one, keeps a right one', async () => {
    const store = new MemoryStore({ 'r/right': 'abc', 'r/wrong': 'abc', 'r/longer': 'abc' });
    await mkdir(join(target, 'r'));
    for (const [name, body] of [
      ['right', 'abc'],
      ['wrong', 'abX'],
      ['longer', 'abcd'],
    ] as const) {
      await writeFile(join(target, 'r', name), body);
    }
    const summary = await run(store, ['r/'], target);
    assert.deepEqual(store.reads.toSorted(), ['r/longer', 'r/wrong']);
    assert.deepEqual([summary.files, summary.alreadyThere, summary.failed], [2, 1, 0]);
    for (const name of ['right', 'wrong', 'longer']) {
      assert.equal(await text(`r/${name}`), 'abc');
      assert.equal((await stat(join(target, 'r', name))).mtime.getTime(), dated.getTime());
    }
  });

  it('counts by size where nobody tells the MD5, and says so', async () => {
    const store = new MemoryStore({ 'r/there': 'abc', 'r/new': 'abc' });
    await mkdir(join(target, 'r'));
    await writeFile(join(target, 'r/there'), 'abc');
    const results: unknown[] = [];
    const summary = await run(store, ['r/'], target, {
      digests: nobodyKnows,
      onFile: (result) => results.push(result),
    });
    assert.deepEqual(summary.verified, { md5Etag: 0, md5Manifest: 0, sizeOnly: 1 });
    assert.equal(summary.alreadyThere, 1);
    assert.deepEqual(
      results.find((one) => (one as { key: string }).key === 'r/there'),
      { kind: 'present', key: 'r/there', bytes: 3, verified: 'sizeOnly' },
    );
  });

  it('keeps the former file when the new bytes are wrong, after all tries', async () => {
    const store = new MemoryStore({ 'r/a': 'right' });
    await mkdir(join(target, 'r'));
    await writeFile(join(target, 'r/a'), 'former');
    const digests = { md5For: () => Promise.resolve({ md5: md5('other'), source: 'manifest' as const }) };
    const summary = await run(store, ['r/'], target, { digests });
    assert.deepEqual(
      summary.failures.map(({ error }) => error.code),
      ['transfer.checksum'],
    );
    assert.equal(store.reads.length, 5);
    assert.equal(await text('r/a'), 'former');
    assert.deepEqual(await filesBelow(target), ['r/a']);
  });

  it('tries short and long bodies again', async () => {
    const memory = new MemoryStore({ 'r/a': 'hello world' });
    const bodies = ['hello', 'hello world and more'];
    const store = changed(memory, {
      read: async (key, ...rest) => {
        const body = await memory.read(key, ...rest);
        const wrong = bodies.shift();
        return wrong === undefined ? body : { ...body, chunks: chunksOf(Buffer.from(wrong)) };
      },
    });
    const summary = await run(store, ['r/'], target);
    assert.deepEqual([summary.files, summary.failed, summary.bytes], [1, 0, 11]);
    assert.equal(await text('r/a'), 'hello world');
    assert.deepEqual(bodies, []);
  });

  it('lists refused names and goes on', async () => {
    const store = new MemoryStore({ 'r/../x': '1', 'r/ok': '1' });
    const summary = await run(store, ['r/'], target);
    assert.deepEqual(
      summary.failures.map(({ key, error }) => [key, error.code]),
      [['r/../x', 'disk.unsafeName']],
    );
    assert.deepEqual(await filesBelow(target), ['r/ok']);
  });

  it('does not follow a link that appears after the plan', async () => {
    const elsewhere = await newFolder();
    const memory = new MemoryStore({ 'r/d/a': '1' });
    const request = await requestFor(memory, ['r/'], target);
    let looks = 0;
    const disk: Disk = {
      ...nodeDisk,
      look: async (path) => {
        if (path === join(target, 'r') && ++looks === 2) {
          await mkdir(path);
          await symlink(elsewhere, join(path, 'd'));
        }
        return nodeDisk.look(path);
      },
    };
    const summary = await runDownload({ ...request, disk }, never);
    assert.deepEqual(
      summary.failures.map(({ error }) => error.code),
      ['disk.unsafeName'],
    );
    assert.deepEqual(await filesBelow(elsewhere), []);
  });

  for (const code of [
    'keys.unknown',
    'keys.secret',
    'keys.clock',
    'keys.missing',
    'bucket.address',
  ] as const) {
    it(`stops at once on ${code}, counts the rest as not tried, and goes on when run again`, async () => {
      const memory = new MemoryStore(Object.fromEntries(letters.map((name) => [`r/${name}`, name])));
      const store = changed(memory, {
        read: (key, ...rest) =>
          key >= 'r/c' ? Promise.reject(new HcpError(code)) : memory.read(key, ...rest),
      });
      const summary = await run(store, ['r/'], target, { pool: createPool(1) });
      assert.deepEqual([summary.files, summary.failed, summary.notTried], [2, 0, 6]);
      assert.equal(summary.stoppedBy?.code, code);
      assert.equal(summary.cancelled, false);
      const again = await run(memory, ['r/'], target);
      assert.deepEqual([again.files, again.alreadyThere, again.notTried], [6, 2, 0]);
    });
  }

  it('goes on past one refused object', async () => {
    const memory = new MemoryStore(Object.fromEntries(letters.map((name) => [`r/${name}`, name])));
    const store = changed(memory, {
      read: (key, ...rest) =>
        key === 'r/c' ? Promise.reject(new HcpError('bucket.denied')) : memory.read(key, ...rest),
    });
    const summary = await run(store, ['r/'], target);
    assert.deepEqual([summary.files, summary.failed, summary.stoppedBy], [7, 1, undefined]);
  });

  it('stops when the bucket is away for several files in a row', async () => {
    const memory = new MemoryStore(Object.fromEntries(letters.map((name) => [`r/${name}`, name])));
    const store = changed(memory, { read: () => Promise.reject(new HcpError('bucket.unreachable')) });
    const summary = await run(store, ['r/'], target, { pool: createPool(1) });
    assert.equal(summary.stoppedBy?.code, 'bucket.unreachable');
    assert.deepEqual([summary.failed, summary.notTried], [3, 5]);
  });

  const diskFailures: readonly (readonly [HcpErrorCode, Partial<Disk>])[] = [
    ['disk.full', { create: () => Promise.reject(new HcpError('disk.full')) }],
    ['disk.readOnly', { makeFolder: () => Promise.reject(new HcpError('disk.readOnly')) }],
    ['disk.readOnly', { makeTarget: () => Promise.reject(new HcpError('disk.readOnly')) }],
    ['disk.full', { rename: () => Promise.reject(new HcpError('disk.full')) }],
  ];
  for (const [code, methods] of diskFailures) {
    it(`stops at once on ${code} from ${Object.keys(methods).join()}, and leaves nothing behind`, async () => {
      const store = new MemoryStore({ 'r/a': '1', 'r/b': '2' });
      const summary = await run(store, ['r/'], target, {
        disk: { ...nodeDisk, ...methods },
        pool: createPool(1),
      });
      assert.equal(summary.stoppedBy?.code, code);
      assert.deepEqual([summary.files, summary.failed, summary.notTried], [0, 0, 2]);
      assert.deepEqual(await filesBelow(target), []);
    });
  }

  it('maps a full disk in the middle of a file and removes what was written', async () => {
    const disk: Disk = {
      ...nodeDisk,
      create: async (path) => {
        const file = await nodeDisk.create(path);
        return { ...file, sync: () => Promise.reject(new HcpError('disk.full')) };
      },
    };
    const summary = await run(new MemoryStore({ 'r/a': 'abc' }), ['r/'], target, { disk });
    assert.equal(summary.stoppedBy?.code, 'disk.full');
    assert.deepEqual(await filesBelow(target), []);
  });

  it('keeps the date of a whole file within what coarse file systems store', async () => {
    const store = new MemoryStore({ 'r/a': 'abc' });
    await run(store, ['r/'], target);
    const coarse = new Date(dated.getTime() + 1_000);
    await utimes(join(target, 'r/a'), coarse, coarse);
    store.reads.length = 0;
    const summary = await run(store, ['r/'], target);
    assert.deepEqual([store.reads.length, summary.alreadyThere], [0, 1]);
  });
});

const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}
