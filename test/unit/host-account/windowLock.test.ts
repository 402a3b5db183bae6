import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import {
  acquireWindowLock,
  isLive,
  newHolder,
  staleAfterMs,
  type Holder,
} from '../../../src/host/account/windowLock';

const acquire = (folder: string) => acquireWindowLock(folder, 'key-request', newHolder());

describe('the lock of the key request', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = path.join(await mkdtemp(path.join(tmpdir(), 'hcp-lock-')), 'not', 'there', 'yet');
    file = path.join(folder, 'key-request.lock');
  });

  afterEach(() => rm(path.resolve(folder, '../../..'), { recursive: true, force: true }));

  const write = async (holder: Holder) => {
    const lock = await acquire(folder);
    assert.ok(lock);
    await writeFile(file, JSON.stringify(holder));
  };

  it('is held by one window at a time', async () => {
    const lock = await acquire(folder);
    assert.ok(lock);
    assert.equal(await acquire(folder), undefined);
    await lock.release();
    assert.ok(await acquire(folder));
  });

  it('goes to one of many that ask at the same time', async () => {
    const locks = await Promise.all(Array.from({ length: 20 }, () => acquire(folder)));
    assert.equal(locks.filter(Boolean).length, 1);
  });

  it('goes to one of many that find a stale one', async () => {
    await write({ ...newHolder(), since: Date.now() - staleAfterMs });
    const locks = await Promise.all(Array.from({ length: 20 }, () => acquire(folder)));
    assert.equal(locks.filter(Boolean).length, 1);
    assert.deepEqual(await readdir(folder), ['key-request.lock']);
  });

  it('is taken over from a process that has died, at once', async () => {
    await write({ ...newHolder(), pid: deadPid() });
    assert.ok(await acquire(folder));
  });

  it('is not taken over from a young holder on another machine', async () => {
    await write({ ...newHolder(), host: 'elsewhere', pid: deadPid() });
    assert.equal(await acquire(folder), undefined);
  });

  it('counts by its age while its content is not readable', async () => {
    await write(newHolder());
    await writeFile(file, '{"id":');
    assert.equal(await acquire(folder), undefined);
    const longAgo = new Date(Date.now() - staleAfterMs - 1000);
    await utimes(file, longAgo, longAgo);
    assert.ok(await acquire(folder));
  });

  it('is taken over although somebody died while taking it over', async () => {
    const stale = { ...newHolder(), pid: deadPid() };
    await write(stale);
    const claim = `${file}.${stale.id}.claim`;
    await writeFile(claim, '');
    assert.equal(await acquire(folder), undefined);
    const longAgo = new Date(Date.now() - staleAfterMs - 1000);
    await utimes(claim, longAgo, longAgo);
    assert.ok(await acquire(folder));
    assert.deepEqual(await readdir(folder), ['key-request.lock']);
  });

  it('is released only by its holder', async () => {
    const lock = await acquire(folder);
    const other = newHolder();
    await writeFile(file, JSON.stringify(other));
    await lock?.release();
    assert.equal(JSON.parse(await readFile(file, 'utf8')).id, other.id);
  });

  it('does not live forever when the clock was set back', () => {
    assert.equal(isLive({ ...newHolder(), since: Date.now() + staleAfterMs }), false);
    assert.equal(isLive({ ...newHolder(), since: Date.now() + 1000 }), true);
  });
});

/** The id of a process that has ended. */
function deadPid(): number {
  const { pid } = spawnSync(process.execPath, ['--version']);
  assert.ok(pid);
  return pid;
}
