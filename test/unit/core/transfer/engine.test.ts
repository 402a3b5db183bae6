import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { mkdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HcpError } from '../../../../src/core/errors';
import type { Disk } from '../../../../src/core/transfer/disk';
import { nodeDisk } from '../../../../src/core/transfer/nodeDisk';
import { summarise } from '../../../../src/core/transfer/summarise';
import { planItems } from '../../../../src/core/transfer/plan';
import { closeEngines, closeHasher, delivered, newEngine, run, until } from './engines';
import { dated, md5, MemoryStore, never, newFolder, someBytes } from './support';

const mebi = 1024 * 1024;
const nobodyKnows = { md5For: () => Promise.resolve(undefined) };

describe('the engine', () => {
  let target: string;
  beforeEach(async () => {
    target = await newFolder();
  });
  afterEach(closeEngines);
  after(closeHasher);

  const text = (name: string) => readFile(join(target, name), 'utf8');
  const put = async (name: string, body: string) => {
    await mkdir(join(target, 'r'), { recursive: true });
    await writeFile(join(target, name), body);
  };

  it('downloads files of every size, checks, dates and counts them', async () => {
    const bodies: Record<string, Buffer> = {
      'r/.x/empty': Buffer.alloc(0),
      'r/a[1]+b,c.txt': Buffer.from('hello'),
      'r/gathered': someBytes(256 * 1024),
      'r/one-part': someBytes(256 * 1024 + 1),
      'r/almost-parts': someBytes(16 * mebi - 1),
      'r/parts': someBytes(17 * mebi + 3),
    };
    const store = new MemoryStore({ ...bodies, 'r/e/f/': '' });
    const { state, summary, progress } = await run(newEngine(store), ['r/'], target);
    const bytes = Object.values(bodies).reduce((sum, body) => sum + body.length, 0);
    assert.equal(state, 'done');
    assert.deepEqual(summary, {
      files: 6,
      bytes,
      alreadyThere: 0,
      verified: { md5Etag: 6, md5Manifest: 0, sizeOnly: 0 },
      restarted: 0,
      renamed: 0,
      failed: 0,
      failures: [],
      dropped: 0,
      notTried: 0,
      stoppedBy: undefined,
    });
    assert.deepEqual(await delivered(target), Object.keys(bodies).sort());
    for (const [key, body] of Object.entries(bodies)) {
      assert.ok(body.equals(await readFile(join(target, key))), key);
      assert.equal((await stat(join(target, key))).mtime.getTime(), dated.getTime(), key);
    }
    assert.ok((await stat(join(target, 'r/e/f'))).isDirectory());
    assert.deepEqual(
      [progress?.filesDone, progress?.filesTotal, progress?.bytesDone, progress?.bytesTotal],
      [6, 6, bytes, bytes],
    );
    assert.deepEqual([progress?.connections, store.active.now], [0, 0]);
  });

  it('asks for each byte once, for large files in parts of 8 MiB at the same time, for empty ones not at all', async () => {
    const store = new MemoryStore({ 'r/empty': '', 'r/parts': someBytes(25 * mebi), 'r/small': 'abc' });
    await run(newEngine(store), ['r/'], target);
    const ranges = store.served.map(({ key, start, end }) => [key, start / mebi, end / mebi]);
    assert.deepEqual(
      ranges.filter(([key]) => key === 'r/parts').sort(([, a], [, b]) => Number(a) - Number(b)),
      [
        ['r/parts', 0, 8],
        ['r/parts', 8, 16],
        ['r/parts', 16, 24],
        ['r/parts', 24, 25],
      ],
    );
    assert.equal(store.served.length, 5);
    assert.ok(store.active.most >= 4);
  });

  it('never uses more connections than it was given', async () => {
    const names = Array.from(
      { length: 60 },
      (_, index) => [`r/${String(index)}`, someBytes(200_000)] as const,
    );
    const store = new MemoryStore({ ...Object.fromEntries(names), 'r/large': someBytes(40 * mebi) }, 1_000);
    await run(newEngine(store, { limits: { connections: 3, bytesPerSecond: undefined } }), ['r/'], target);
    assert.equal(store.active.most, 3);
  });

  it('leaves whole files alone and asks the bucket for none of their bytes', async () => {
    const store = new MemoryStore({ 'r/a': 'abc', 'r/b': 'abc', 'r/empty': '' });
    const engine = newEngine(store);
    await run(engine, ['r/a', 'r/empty'], target);
    const coarse = new Date(dated.getTime() + 1_000);
    await utimes(join(target, 'r/a'), coarse, coarse);
    const before = await stat(join(target, 'r/a'));
    store.served.length = 0;
    const { summary, skipped, progress } = await run(engine, ['r/'], target);
    assert.deepEqual(store.reads, ['r/b']);
    assert.deepEqual([summary.files, summary.alreadyThere, progress?.skipped], [1, 2, 2]);
    assert.deepEqual(skipped, [
      { key: 'r/a', size: 3, verified: undefined },
      { key: 'r/empty', size: 0, verified: undefined },
    ]);
    const after = await stat(join(target, 'r/a'));
    assert.deepEqual([after.ino, after.mtimeMs, after.ctimeMs], [before.ino, before.mtimeMs, before.ctimeMs]);
  });

  it('looks into a file of the right size and another date: repairs a wrong one, keeps a right one', async () => {
    const store = new MemoryStore({ 'r/right': 'abc', 'r/wrong': 'abc', 'r/longer': 'abc' });
    await put('r/right', 'abc');
    await put('r/wrong', 'abX');
    await put('r/longer', 'abcd');
    const { summary } = await run(newEngine(store), ['r/'], target);
    assert.deepEqual([...store.reads].sort(), ['r/longer', 'r/wrong']);
    assert.deepEqual([summary.files, summary.alreadyThere, summary.failed], [2, 1, 0]);
    for (const name of ['r/right', 'r/wrong', 'r/longer']) {
      assert.equal(await text(name), 'abc');
      assert.equal((await stat(join(target, name))).mtime.getTime(), dated.getTime());
    }
  });

  it('counts by size where nobody tells the MD5, and says so; a file of another date is fetched again', async () => {
    const store = new MemoryStore({ 'r/there': 'abc', 'r/new': 'abc', 'r/large': someBytes(20 * mebi) });
    await put('r/there', 'abX');
    const { summary } = await run(newEngine(store, { digests: nobodyKnows }), ['r/'], target);
    assert.deepEqual(summary.verified, { md5Etag: 0, md5Manifest: 0, sizeOnly: 3 });
    assert.equal(await text('r/there'), 'abc');
  });

  it('leaves a file of the right size and another date alone where it was told to leave checksums out', async () => {
    const store = new MemoryStore({ 'r/there': 'abc' });
    await put('r/there', 'abX');
    const { skipped } = await run(newEngine(store, { checksums: false }), ['r/'], target);
    assert.deepEqual(skipped, [{ key: 'r/there', size: 3, verified: 'sizeOnly' }]);
  });

  it('waits for a digest that can’t be had at the moment, instead of going by the size', async () => {
    let asked = 0;
    const digests = {
      md5For: () => (++asked <= 3 ? Promise.reject(new HcpError('bucket.busy')) : Promise.resolve(undefined)),
    };
    const store = new MemoryStore({ 'r/large': someBytes(300_000), 'r/small': 'abc', 'r/there': 'abc' });
    await put('r/there', 'abc');
    const { summary } = await run(newEngine(store, { digests }), ['r/'], target);
    assert.deepEqual([summary.files, summary.failed], [3, 0]);
    assert.ok(asked >= 6);
  });

  it('asks nobody for digests when it was told to leave them out', async () => {
    const digests = { md5For: () => Promise.reject(new HcpError('unexpected')) };
    const store = new MemoryStore({ 'r/a': 'abc', 'r/large': someBytes(mebi) });
    const { summary } = await run(newEngine(store, { digests, checksums: false }), ['r/'], target);
    assert.deepEqual([summary.files, summary.verified.sizeOnly], [2, 2]);
  });

  for (const size of [0, 5, 300_000, 17 * mebi]) {
    it(`keeps the former file when ${String(size)} new bytes are wrong, and leaves nothing of them`, async () => {
      const store = new MemoryStore({ 'r/a': someBytes(size) });
      await put('r/a', 'former');
      const digests = { md5For: () => Promise.resolve({ md5: md5('other'), source: 'manifest' as const }) };
      const { state, summary } = await run(newEngine(store, { digests }), ['r/'], target);
      assert.equal(state, 'failed');
      assert.deepEqual(
        summary.failures.map(({ key, error }) => [key, error.code]),
        [['r/a', 'transfer.checksum']],
      );
      assert.equal(await text('r/a'), 'former');
      assert.deepEqual(await delivered(target), ['r/a']);
    }).timeout(60_000);
  }

  it('writes what can’t have its own name under a safe one, and hostile keys nowhere else', async () => {
    const store = new MemoryStore({
      'r/../../x': '1',
      'r/a:b': '2',
      'r/CON': '3',
      'r/ok': '4',
      '.git/x': '5',
    });
    const { summary } = await run(newEngine(store), ['r/', '.git/'], target);
    const files = await delivered(target);
    assert.equal(summary.files + summary.failed, 5);
    assert.equal(files.length, summary.files);
    assert.equal(summary.renamed, summary.files - 1);
    assert.ok(
      files.includes('r/ok') && files.every((file) => !/[:\\]|(^|\/)(\.git|CON|\.\.)(\/|$)/.test(file)),
    );
    const table = await text('hcp-manifest.tsv');
    for (const file of files) assert.ok(table.includes(file), file);
  });

  it('writes a table of what it delivered, and keeps its rows over jobs', async () => {
    const store = new MemoryStore({ 'r/a': 'abc', 'r/b': 'xyz' });
    const engine = newEngine(store);
    await run(engine, ['r/a'], target);
    await run(engine, ['r/b'], target);
    const rows = (await text('hcp-manifest.tsv')).split('\n');
    const rowOf = (key: string) => rows.filter((row) => row.split('\t').includes(key));
    for (const [key, body] of [
      ['r/a', 'abc'],
      ['r/b', 'xyz'],
    ] as const) {
      assert.equal(rowOf(key).length, 1, key);
      const cells = rowOf(key)[0]?.split('\t') ?? [];
      assert.ok(cells.includes(md5(body)) && cells.includes('3') && cells.includes('md5-etag'), key);
    }
  });

  it('lists what can’t be had, and goes on with the rest', async () => {
    const store = new MemoryStore({ 'r/denied': '1', 'r/gone': '2', 'r/ok': '3' });
    store.onRead = ({ key }) => {
      if (key === 'r/denied') throw new HcpError('bucket.denied', { key });
      if (key === 'r/gone') throw new HcpError('bucket.notFound', { key });
    };
    const { state, summary, failures } = await run(newEngine(store), ['r/', 'none/', 's'], target);
    assert.equal(state, 'failed');
    assert.deepEqual([...summary.failures].map(({ key, error }) => `${key} ${error.code}`).sort(), [
      'none/ bucket.notFound',
      'r/denied bucket.denied',
      'r/gone bucket.notFound',
      's bucket.notFound',
    ]);
    assert.deepEqual(
      [summary.files, summary.failed, summary.notTried, summary.stoppedBy],
      [1, 4, 0, undefined],
    );
    assert.deepEqual(failures, summary.failures);
    assert.deepEqual(await delivered(target), ['r/ok']);
  });

  it('does not follow a link that appears after the plan', async () => {
    const elsewhere = await newFolder();
    const disk: Disk = {
      ...nodeDisk,
      makeFolder: (path) => {
        nodeDisk.makeFolder(path);
        if (path.endsWith('/r')) symlinkSync(elsewhere, join(path, 'd'));
      },
    };
    for (const body of [Buffer.from('1'), someBytes(mebi)]) {
      const store = new MemoryStore({ 'r/d/a': body });
      const { summary } = await run(newEngine(store, { disk }), ['r/'], await newFolder());
      assert.deepEqual(
        summary.failures.map(({ error }) => error.code),
        ['disk.unsafeName'],
      );
    }
    assert.deepEqual(await delivered(elsewhere), []);
  });

  it('does not put a file in the place of a folder or a link that appeared meanwhile', async () => {
    const elsewhere = await newFolder();
    await writeFile(join(elsewhere, 'x'), 'of someone');
    const store = new MemoryStore({ 'r/link': '1', 'r/folder': '2', 'r/large': someBytes(mebi) });
    store.onRead = async ({ key }) => {
      if (key === 'r/folder') await mkdir(join(target, key), { recursive: true });
      else {
        await mkdir(join(target, 'r'), { recursive: true });
        await symlink(join(elsewhere, 'x'), join(target, key));
      }
    };
    const { summary } = await run(newEngine(store), ['r/'], target);
    assert.deepEqual([summary.failed, summary.files], [3, 0]);
    assert.equal(await readFile(join(elsewhere, 'x'), 'utf8'), 'of someone');
    assert.deepEqual(await delivered(target), ['r/large', 'r/link']);
  });

  it('plans as the job will do, and shows the totals that were agreed on until it knows better', async () => {
    const store = new MemoryStore({ 'r/a': 'abc', 'r/b': 'abcd', 'r/there': 'abcde' });
    const engine = newEngine(store);
    await run(engine, ['r/there'], target);
    const totals = await engine.plan(['r/', 'none/'], target, never);
    assert.deepEqual(
      totals,
      await summarise(planItems({ store, disk: nodeDisk, sources: ['r/', 'none/'], target }, never)),
    );
    assert.deepEqual(
      [totals.toDownload, totals.present, totals.refused],
      [{ files: 2, bytes: 7 }, { files: 1, bytes: 5 }, 1],
    );
    const job = await engine.start({ sources: ['r/', 'none/'], target, totals });
    assert.deepEqual(job.spec.all, { files: 4, bytes: 12 });
    assert.deepEqual([job.progress?.filesTotal, job.progress?.bytesTotal], [4, 12]);
  });

  it('tells every change of state to who listens, and no more after that', async () => {
    const engine = newEngine(new MemoryStore({ 'r/a': 'abc' }));
    const states: string[] = [];
    const listening = engine.onChange((job) => job && states.push(job.state));
    await run(engine, ['r/'], target);
    assert.deepEqual([states[0], states.at(-1)], ['running', 'done']);
    listening.dispose();
    const before = states.length;
    await run(engine, ['r/'], target);
    assert.equal(states.length, before);
  });

  it('lists jobs with the newest first, and takes those off that have ended', async () => {
    const engine = newEngine(new MemoryStore({ 'r/a': 'abc', 'r/b': 'abc' }));
    const first = await run(engine, ['r/a'], target);
    const second = await run(engine, ['r/b'], target);
    assert.deepEqual(
      engine.jobs.map(({ spec }) => spec.id),
      [second.spec.id, first.spec.id],
    );
    engine.remove(first.spec.id);
    engine.remove('not there');
    assert.deepEqual(
      engine.jobs.map(({ spec }) => spec.id),
      [second.spec.id],
    );
  });

  it('does nothing with jobs that it does not know', () => {
    const engine = newEngine(new MemoryStore({}));
    for (const order of ['pause', 'resume', 'cancel', 'remove'] as const) engine[order]('none');
    for (const order of ['pauseFile', 'resumeFile', 'cancelFile'] as const) engine[order]('none', 'r/a');
    assert.deepEqual(engine.jobs, []);
  });

  it('keeps within the bandwidth it was given, and goes by another limit at once', async () => {
    const store = new MemoryStore({ 'r/a': someBytes(4 * mebi), 'r/b': someBytes(4 * mebi) });
    const limit = 2 * mebi;
    const engine = newEngine(store, { limits: { connections: 4, bytesPerSecond: limit } });
    const begun = performance.now();
    await run(engine, ['r/'], target);
    const rate = (8 * mebi * 1_000) / (performance.now() - begun);
    // How far below it stays is a matter of the machine.
    assert.ok(rate < limit * 1.2, `${String(rate / mebi)} MiB/s`);
    engine.setLimits({ connections: 4, bytesPerSecond: undefined });
    const { spec } = await engine.start({ sources: ['r/'], target: await newFolder(), totals: undefined });
    const again = performance.now();
    await until(engine, spec.id, ({ state }) => state === 'done');
    assert.ok((8 * mebi * 1_000) / (performance.now() - again) > limit * 1.2);
  });
});
