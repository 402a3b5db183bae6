import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, ftruncateSync, openSync, readdirSync, readlinkSync, writeSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hasher } from '../../../../src/core/transfer/hasher';
import { md5, never, newFolder, removeFolders } from './support';
import { newHasher } from './threads';

const mebi = 1024 * 1024;

describe('createHasher', () => {
  let hasher: Hasher;
  let folder: string;
  let path: string;
  let fd: number;

  before(() => {
    hasher = newHasher();
  });
  after(() => hasher.dispose());
  beforeEach(async () => {
    folder = await newFolder();
    path = join(folder, 'file');
    fd = openSync(path, 'wx+');
  });
  afterEach(async () => {
    closeSync(fd);
    await removeFolders();
  });

  it('follows a file that is still arriving, and never reads ahead of what it was told', async () => {
    const bytes = randomBytes(5 * mebi + 123);
    ftruncateSync(fd, bytes.length);
    const run = hasher.begin(fd, bytes.length);
    for (let at = 0; at < bytes.length; at += 700_000) {
      const end = Math.min(bytes.length, at + 700_000);
      writeSync(fd, bytes, at, end - at, at);
      run.advance(end);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal(await run.digest, md5(bytes));
    await run.cancel();
  });

  it('knows the digest of nothing', async () => {
    const run = hasher.begin(fd, 0);
    run.advance(0);
    assert.equal(await run.digest, md5(''));
  });

  it('lets go of a file that is cancelled, so that it can be closed', async () => {
    ftruncateSync(fd, 64 * mebi);
    const run = hasher.begin(fd, 64 * mebi);
    run.advance(64 * mebi);
    const failed = assert.rejects(run.digest, { code: 'cancelled' });
    await run.cancel();
    await failed;
    await run.cancel();
  });

  it('says so when the file is shorter than it was told', async () => {
    writeSync(fd, Buffer.alloc(1_000));
    const run = hasher.begin(fd, 2_000);
    run.advance(2_000);
    await assert.rejects(run.digest, { code: 'disk.failed', facts: { reason: 'EIO' } });
    await run.cancel();
  });

  it('hashes many files at once, each right', async () => {
    const files = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const bytes = randomBytes(index * 50_000);
        const name = join(folder, String(index));
        await writeFile(name, bytes);
        return { name, bytes };
      }),
    );
    const digests = await Promise.all(files.map(({ name, bytes }) => hasher.md5(name, bytes.length, never)));
    assert.deepEqual(
      digests,
      files.map(({ bytes }) => md5(bytes)),
    );
  });

  it('leaves no file open behind, whatever became of it', async () => {
    await writeFile(join(folder, 'whole'), 'abc');
    await hasher.md5(join(folder, 'whole'), 3, never);
    await assert.rejects(hasher.md5(join(folder, 'whole'), 9, never), { code: 'disk.failed' });
    await assert.rejects(hasher.md5(join(folder, 'whole'), 3, AbortSignal.abort()), { code: 'cancelled' });
    await assert.rejects(hasher.md5(join(folder, 'none'), 3, never), { code: 'disk.failed' });
    assert.deepEqual(openBelow(folder), [path]);
    assert.ok(fstatSync(fd).isFile());
  });

  it('cancels a long look at a file on disk', async () => {
    ftruncateSync(fd, 2_000 * mebi);
    const stop = new AbortController();
    const failed = assert.rejects(hasher.md5(path, 2_000 * mebi, stop.signal), { code: 'cancelled' });
    const begun = performance.now();
    setImmediate(() => {
      stop.abort();
    });
    await failed;
    assert.ok(performance.now() - begun < 1_000);
  });

  it('fails what is under way when it is ended', async () => {
    const own = newHasher();
    ftruncateSync(fd, mebi);
    const run = own.begin(fd, mebi);
    const failed = assert.rejects(run.digest, { code: 'disk.failed' });
    await own.dispose();
    await failed;
    await run.cancel();
  });
});

/** Files of a folder that this process has open, as the system tells it; those of the test alone elsewhere. */
function openBelow(folder: string): readonly string[] {
  if (process.platform !== 'linux') return [join(folder, 'file')];
  return readdirSync('/proc/self/fd').flatMap((name) => {
    const target = readLink(`/proc/self/fd/${name}`);
    return target?.startsWith(`${folder}/`) ? [target] : [];
  });
}

function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
