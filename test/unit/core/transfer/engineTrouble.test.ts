import assert from 'node:assert/strict';
import fs from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { mock } from 'node:test';
import { HcpError, type HcpErrorCode } from '../../../../src/core/errors';
import type { Disk, PartFile } from '../../../../src/core/transfer/disk';
import { partSize } from '../../../../src/core/transfer/largeFile';
import { nodeDisk } from '../../../../src/core/transfer/nodeDisk';
import {
  closeEngines,
  closeHasher,
  delivered,
  ended,
  inState,
  newEngine,
  run,
  toEnd,
  until,
} from './engines';
import { changed, MemoryStore, newFolder, someBytes } from './support';

const mebi = 1024 * 1024;
const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const few = Object.fromEntries(letters.map((name) => [`r/${name}`, name]));

describe('a job in trouble', () => {
  let target: string;
  beforeEach(async () => {
    target = await newFolder();
  });
  afterEach(async () => {
    mock.restoreAll();
    await closeEngines();
  });
  after(closeHasher);

  const start = async (engine: ReturnType<typeof newEngine>, sources = ['r/'], folder = target) =>
    (await engine.start({ sources, target: folder, totals: undefined })).spec.id;
  const assertWhole = async (name: string, body: Buffer) => {
    assert.ok(body.equals(await readFile(join(target, name))), name);
  };

  describe('with its keys', () => {
    for (const code of ['keys.unknown', 'keys.secret', 'keys.clock', 'keys.missing'] as const) {
      it(`waits on ${code} with all other jobs, and loses nothing`, async () => {
        const store = new MemoryStore({ ...few, 's/x': someBytes(20 * mebi) });
        let valid = false;
        store.onRead = ({ key, range }) => {
          if (!valid && (key >= 's/' ? (range?.start ?? 0) > 0 : key >= 'r/c')) throw new HcpError(code);
        };
        const limits = { connections: 2, bytesPerSecond: undefined };
        const engine = newEngine(store, { limits, clockPatience: 0 });
        const ids = [await start(engine), await start(engine, ['s/'])];
        for (const id of ids) {
          const { reason, failures } = await until(engine, id, inState('paused'));
          assert.deepEqual([reason?.code, failures], [code, []]);
        }
        const [, one] = ids;
        engine.resume(one ?? '');
        assert.equal((await until(engine, one ?? '', inState('paused'))).reason?.code, code);
        valid = true;
        for (const id of ids) engine.resume(id);
        for (const id of ids) {
          const { state, summary } = await toEnd(engine, id);
          assert.deepEqual([state, summary.failed, summary.notTried], ['done', 0, 0]);
        }
        assert.deepEqual(await delivered(target), [...Object.keys(few), 's/x']);
      });
    }

    it('goes on by itself when the clock, off after a sleep, is set right', async () => {
      const store = new MemoryStore({ ...few, 's/x': someBytes(20 * mebi) });
      let refusals = 0;
      const refuse = (most: number) => {
        if (refusals < most && ++refusals > 0) throw new HcpError('keys.clock', { minutes: 20 });
      };
      const list = store.list.bind(store);
      store.list = (request, signal) => {
        refuse(1);
        return list(request, signal);
      };
      store.onRead = () => {
        refuse(4);
      };
      const engine = newEngine(store);
      const states = new Set<string>();
      engine.onChange((job) => states.add(job?.state ?? ''));
      const { summary } = await toEnd(engine, await start(engine, ['r/', 's/']));
      assert.deepEqual([summary.files, summary.failed, refusals], [Object.keys(few).length + 1, 0, 4]);
      assert.ok(!states.has('paused'));
    });

    it('leaves the bucket alone for as long as it asks, before it lists again', async () => {
      const store = new MemoryStore(few);
      const asked: number[] = [];
      const list = store.list.bind(store);
      store.list = (request, signal) => {
        asked.push(performance.now());
        if (asked.length === 1) return Promise.reject(new HcpError('bucket.busy', { retryAfter: 2 }));
        return list(request, signal);
      };
      const engine = newEngine(store);
      assert.equal((await toEnd(engine, await start(engine))).state, 'done');
      assert.ok((asked[1] ?? 0) - (asked[0] ?? 0) >= 1_990);
    });

    it('waits when the listing is what is refused, in the middle of it', async () => {
      const store = new MemoryStore(few);
      let valid = false;
      let pages = 0;
      const engine = newEngine(store, {
        store: changed(store, {
          list: (request, signal) =>
            !valid && ++pages > 2
              ? Promise.reject(new HcpError('keys.unknown'))
              : store.list(request, signal),
        }),
      });
      const id = await start(engine);
      assert.equal((await until(engine, id, inState('paused'))).reason?.code, 'keys.unknown');
      valid = true;
      engine.resume(id);
      const { state, summary } = await toEnd(engine, id);
      assert.deepEqual([state, summary.files], ['done', 8]);
    });
  });

  describe('with the disk', () => {
    /** A disk with room for so many bytes of files. */
    function smallDisk() {
      const room = { left: 12 * mebi };
      const limited = (file: PartFile): PartFile => ({
        ...file,
        writeAt: (bytes, position) => {
          if (bytes.byteLength > room.left) throw new HcpError('disk.full', { reason: 'ENOSPC' });
          room.left -= bytes.byteLength;
          file.writeAt(bytes, position);
        },
      });
      const disk: Disk = {
        ...nodeDisk,
        create: (path, size) => limited(nodeDisk.create(path, size)),
        reopen: (path, size) => {
          const file = nodeDisk.reopen(path, size);
          return file && limited(file);
        },
      };
      return { room, disk };
    }

    it('waits when it is full, and goes on with what is missing when there is room', async () => {
      const large = someBytes(20 * mebi);
      const store = new MemoryStore({ 'r/large': large, 'r/small': 'abc' });
      const { room, disk } = smallDisk();
      const engine = newEngine(store, { disk });
      const id = await start(engine);
      const paused = await until(engine, id, inState('paused'));
      assert.deepEqual([paused.reason?.code, paused.failures], ['disk.full', []]);
      const before = paused.progress?.bytesDone ?? 0;
      assert.ok(before > 8 * mebi && before <= 12 * mebi);
      room.left = Infinity;
      engine.resume(id);
      const { state, summary } = await toEnd(engine, id);
      assert.deepEqual([state, summary.files, summary.failed], ['done', 2, 0]);
      await assertWhole('r/large', large);
      assert.deepEqual(await delivered(target), ['r/large', 'r/small']);
    });

    /** Every write of this process fails from the n-th one on: files, journals and logs. */
    function fullFrom(n: number) {
      const write = fs.writeSync.bind(fs) as (...args: unknown[]) => number;
      let writes = 0;
      const full = { now: true, failures: 0 };
      mock.method(fs, 'writeSync', (...args: unknown[]) => {
        if (full.now && ++writes >= n) {
          full.failures++;
          throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC', syscall: 'write' });
        }
        return write(...args);
      });
      return full;
    }

    for (const n of [3, 4, 5, 8, 12, 20, 40, 75]) {
      it(`outlives a disk on which nothing can be written from the ${String(n)}th write on`, async () => {
        const large = someBytes(20 * mebi);
        const store = new MemoryStore({ ...few, 'r/large': large });
        const full = fullFrom(n);
        const engine = newEngine(store);
        const id = await start(engine);
        const stopped = await until(engine, id, (job) => job.state === 'paused' || ended(job));
        assert.ok(full.failures > 0);
        assert.equal((stopped.reason ?? stopped.summary?.stoppedBy)?.code, 'disk.full');
        // Also while it waits, as long as a batch of rows takes.
        await new Promise((resolve) => setTimeout(resolve, 1_100));
        if (stopped.state === 'paused') engine.cancelFile(id, 'r/h');
        engine.resume(id);
        const again = await until(engine, id, (job) => job.state === 'paused' || ended(job));
        assert.equal((again.reason ?? again.summary?.stoppedBy)?.code, 'disk.full');
        full.now = false;
        engine.resume(id);
        const { state, summary } = await toEnd(engine, id);
        assert.deepEqual([state, summary.failed, summary.notTried], ['done', 0, 0]);
        await assertWhole('r/large', large);
        for (const letter of letters.slice(0, 7)) await assertWhole(`r/${letter}`, Buffer.from(letter));
        const files = await delivered(target);
        assert.deepEqual(
          files.filter((file) => file !== 'r/h'),
          [...Object.keys(few).slice(0, 7), 'r/large'],
        );
        const table = await readFile(join(target, 'hcp-manifest.tsv'), 'utf8');
        for (const file of files) assert.ok(table.includes(file), file);
      });
    }

    it('can be cancelled on a disk on which nothing can be written', async () => {
      const store = new MemoryStore({ ...few, 'r/large': someBytes(20 * mebi) });
      fullFrom(20);
      const engine = newEngine(store);
      const id = await start(engine);
      await until(engine, id, inState('paused'));
      engine.cancel(id);
      assert.equal((await toEnd(engine, id)).state, 'cancelled');
      assert.ok((await delivered(target)).every((file) => !file.endsWith('.hcp-part')));
    });

    it('says so at once when a job can’t even be begun', async () => {
      fullFrom(1);
      const engine = newEngine(new MemoryStore(few));
      await assert.rejects(start(engine), { code: 'disk.full' });
      assert.deepEqual(engine.jobs, []);
    });

    it('waits when the disk has become read-only, and when the folder has gone', async () => {
      const failing = { now: true };
      const disk: Disk = {
        ...nodeDisk,
        create: (path, size) => {
          if (failing.now) throw new HcpError('disk.readOnly', { reason: 'EROFS' });
          return nodeDisk.create(path, size);
        },
      };
      const store = new MemoryStore(few);
      const engine = newEngine(store, { disk });
      const id = await start(engine);
      assert.equal((await until(engine, id, inState('paused'))).reason?.code, 'disk.readOnly');
      failing.now = false;
      engine.resume(id);
      assert.equal((await toEnd(engine, id)).state, 'done');

      const away = `${target}-away`;
      const folder = join(target, 'share');
      await mkdir(folder);
      let unmounted = false;
      store.onRead = async ({ key }) => {
        if (key !== 'r/c' || unmounted) return;
        unmounted = true;
        await rename(folder, away);
      };
      const second = newEngine(store, { limits: { connections: 1, bytesPerSecond: undefined } });
      const other = await start(second, ['r/'], folder);
      const paused = await until(second, other, inState('paused'));
      assert.equal(paused.reason?.code, 'disk.failed');
      await rename(away, folder);
      second.resume(other);
      const { state, summary } = await toEnd(second, other);
      assert.deepEqual([state, summary.failed], ['done', 0]);
    });

    it('goes on past one folder that may not be written to', async () => {
      const disk: Disk = {
        ...nodeDisk,
        create: (path, size) => {
          if (path.includes('/r/.c.')) throw new HcpError('disk.readOnly', { reason: 'EACCES' });
          return nodeDisk.create(path, size);
        },
      };
      const { summary } = await run(newEngine(new MemoryStore(few), { disk }), ['r/'], target);
      assert.deepEqual([summary.files, summary.failed, summary.stoppedBy], [7, 1, undefined]);
      assert.deepEqual([summary.failures[0]?.key, summary.failures[0]?.error.code], ['r/c', 'disk.readOnly']);
    });
  });

  describe('with its objects', () => {
    it('begins a file again that changes in the middle, and says so', async () => {
      for (const size of [100_000, mebi, 30 * mebi]) {
        const bodies = [someBytes(size), someBytes(size + 10)];
        const store = new MemoryStore({ 'r/a': bodies[0] ?? '' });
        let chunks = 0;
        store.onChunk = () => {
          if (++chunks === 2) store.set('r/a', bodies[1] ?? '');
        };
        // Half of the answers of the former object are cut off, so that the other half is asked for anew.
        store.onRead = ({ range }) => {
          if (chunks === 0 && (range?.start ?? 0) > 0) throw new HcpError('bucket.unreachable');
        };
        const folder = await newFolder();
        const { state, summary } = await run(newEngine(store), ['r/'], folder);
        const restarted = size > 8 * mebi;
        assert.deepEqual([state, summary.files, summary.restarted], ['done', 1, restarted ? 1 : 0]);
        const found = await readFile(join(folder, 'r/a'));
        assert.ok((restarted ? bodies[1] : bodies[0])?.equals(found), String(size));
        assert.deepEqual(await delivered(folder), ['r/a']);
      }
    }).timeout(60_000);

    it('gives up on a file that changes all the time, without mixing its bytes', async () => {
      const store = new MemoryStore({ 'r/a': someBytes(20 * mebi), 'r/b': 'b' });
      let changes = 0;
      store.onRead = ({ key, range }) => {
        if (key === 'r/a' && (range?.start ?? 0) > 0) store.set('r/a', someBytes(20 * mebi + ++changes));
      };
      const { state, summary } = await run(newEngine(store), ['r/'], target);
      assert.equal(state, 'failed');
      assert.deepEqual(
        summary.failures.map(({ key, error }) => [key, error.code]),
        [['r/a', 'bucket.changed']],
      );
      assert.deepEqual([summary.files, summary.restarted], [1, 3]);
      assert.ok(!(await delivered(target)).includes('r/a'));
    }).timeout(60_000);

    it('fails a file that is gone by the time it is asked for again', async () => {
      const store = new MemoryStore({ 'r/a': 'abc', 'r/b': 'b' });
      store.onRead = ({ key }) => {
        if (key === 'r/a') throw new HcpError('bucket.notFound', { key });
      };
      const { summary } = await run(newEngine(store), ['r/'], target);
      assert.deepEqual([summary.files, summary.failures[0]?.error.code], [1, 'bucket.notFound']);
    });

    it('tries bytes that do not add up again, and takes the right ones', async () => {
      for (const size of [1_000, mebi, 17 * mebi]) {
        const right = someBytes(size);
        const store = new MemoryStore({ 'r/a': right });
        const fetch = store.fetch.bind(store);
        let wrong = 1;
        const fetcher = {
          fetch: ((request, sink, signal) => {
            const flip =
              request.range?.start === undefined || request.range.start === 0 ? wrong-- > 0 : false;
            return fetch(
              request,
              (chunk) => {
                const bytes = Buffer.from(chunk);
                if (flip) bytes[0] = (bytes[0] ?? 0) ^ 1;
                return sink(bytes);
              },
              signal,
            );
          }) satisfies typeof store.fetch as typeof store.fetch,
          keepReady: () => undefined,
          dropConnections: () => undefined,
        };
        const folder = await newFolder();
        const { state, summary } = await run(newEngine(store, { fetcher }), ['r/'], folder);
        assert.deepEqual([state, summary.files, summary.failed], ['done', 1, 0], String(size));
        assert.ok(right.equals(await readFile(join(folder, 'r/a'))), String(size));
        assert.deepEqual(await delivered(folder), ['r/a']);
      }
    }).timeout(60_000);
  });

  describe('with the bucket', () => {
    const passing: readonly HcpErrorCode[] = [
      'bucket.busy',
      'bucket.protocol',
      'transfer.size',
      'transfer.stalled',
    ];
    for (const code of passing) {
      it(`gets over ${code}`, async () => {
        const large = someBytes(17 * mebi);
        const store = new MemoryStore({ ...few, 'r/large': large });
        const failures = new Map<string, number>();
        store.onRead = ({ key, range }) => {
          const id = `${key} ${String(range?.start)}`;
          failures.set(id, (failures.get(id) ?? 0) + 1);
          if ((failures.get(id) ?? 0) <= 2) throw new HcpError(code);
        };
        const { state, summary } = await run(newEngine(store), ['r/'], target);
        assert.deepEqual([state, summary.files, summary.failed], ['done', 9, 0]);
        await assertWhole('r/large', large);
      }).timeout(60_000);
    }

    it('leaves it alone for as long as it asks', async () => {
      const store = new MemoryStore(few);
      let refusedAt: number | undefined;
      const later: number[] = [];
      store.onRead = () => {
        if (refusedAt !== undefined) {
          later.push(performance.now() - refusedAt);
          return;
        }
        refusedAt = performance.now();
        throw new HcpError('bucket.busy', { retryAfter: 2 });
      };
      const engine = newEngine(store, { limits: { connections: 1, bytesPerSecond: undefined } });
      const { state } = await run(engine, ['r/'], target);
      assert.equal(state, 'done');
      assert.equal(later.length, 8);
      assert.ok(
        later.every((wait) => wait >= 1_990),
        String(Math.min(...later)),
      );
    });

    it('does not take one file that always fails for an outage', async () => {
      const store = new MemoryStore({ ...few, 'r/large': someBytes(2 * mebi) });
      store.onChunk = ({ key }, at) => {
        if (key === 'r/large' && at > mebi) throw new HcpError('bucket.unreachable');
      };
      const { state, summary } = await run(newEngine(store), ['r/'], target);
      assert.equal(state, 'failed');
      assert.deepEqual([summary.files, summary.failed, summary.stoppedBy], [8, 1, undefined]);
      assert.equal(summary.failures[0]?.error.code, 'bucket.unreachable');
      assert.deepEqual(await delivered(target), Object.keys(few));
    }).timeout(60_000);

    it('outlives an outage of any length, and shows it', async () => {
      const large = someBytes(20 * mebi);
      const store = new MemoryStore({ ...few, 'r/large': large });
      let away = false;
      store.onRead = () => {
        if (away) throw new HcpError('bucket.unreachable');
      };
      store.onChunk = ({ key }, at) => {
        if (key === 'r/large' && at > partSize / 2) away = true;
        if (away) throw new HcpError('bucket.unreachable');
      };
      const engine = newEngine(store);
      const id = await start(engine);
      await until(engine, id, ({ state, offline }) => state === 'running' && offline);
      store.onChunk = () => undefined;
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      assert.equal(engine.jobs[0]?.offline, true);
      away = false;
      const { state, summary, offline } = await toEnd(engine, id);
      assert.deepEqual([state, summary.failed, offline], ['done', 0, false]);
      await assertWhole('r/large', large);
    }).timeout(60_000);

    it('has only so much patience where it was told so, and can be tried again', async () => {
      const store = new MemoryStore(few);
      let away = true;
      const gone = () => Promise.reject(new HcpError('bucket.unreachable'));
      const engine = newEngine(store, {
        patience: 1_000,
        store: changed(store, {
          list: (request, signal) => (away ? gone() : store.list(request, signal)),
        }),
      });
      const begun = performance.now();
      const listed = await run(engine, ['r/'], target);
      assert.deepEqual([listed.state, listed.summary.stoppedBy?.code], ['failed', 'bucket.unreachable']);
      assert.ok(performance.now() - begun < 8_000);
      away = false;
      store.onRead = () => gone();
      engine.resume(listed.spec.id);
      const fetched = await toEnd(engine, listed.spec.id);
      assert.deepEqual(
        [fetched.summary.stoppedBy?.code, fetched.summary.notTried],
        ['bucket.unreachable', 8],
      );
      store.onRead = () => undefined;
      engine.resume(listed.spec.id);
      assert.equal((await toEnd(engine, listed.spec.id)).state, 'done');
    }).timeout(60_000);

    it('stops at once for an address that can’t be right', async () => {
      const store = new MemoryStore(few);
      store.onRead = () => {
        throw new HcpError('bucket.address');
      };
      const { state, summary } = await run(newEngine(store), ['r/'], target);
      assert.deepEqual([state, summary.stoppedBy?.code, summary.failed], ['failed', 'bucket.address', 0]);
    });
  });
});
