import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HcpError } from '../../../../src/core/errors';
import { nodeDisk, toDiskError } from '../../../../src/core/transfer/nodeDisk';
import { dated, newFolder, removeFolders } from './support';

const systemError = (code: string) => Object.assign(new Error(code), { code, syscall: 'write', errno: -1 });

describe('toDiskError', () => {
  const expected = [
    ['ENOSPC', 'disk.full'],
    ['EDQUOT', 'disk.full'],
    ['EROFS', 'disk.readOnly'],
    ['EACCES', 'disk.readOnly'],
    ['EPERM', 'disk.readOnly'],
    ['ENAMETOOLONG', 'disk.nameTooLong'],
    ['EIO', 'disk.failed'],
    ['ESTALE', 'disk.failed'],
  ] as const;
  for (const [code, hcpCode] of expected) {
    it(`calls ${code} ${hcpCode}`, () => {
      const error = toDiskError(systemError(code));
      assert.deepEqual([error.code, error.facts], [hcpCode, { reason: code }]);
    });
  }

  it('leaves an HcpError and a cancelling as they are, and knows its own defects', () => {
    const own = new HcpError('transfer.size');
    assert.equal(toDiskError(own), own);
    assert.equal(toDiskError(new DOMException('stop', 'AbortError')).code, 'cancelled');
    assert.equal(toDiskError(new TypeError('no system call')).code, 'unexpected');
  });
});

describe('nodeDisk', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await newFolder();
    path = join(folder, 'a');
  });
  afterEach(removeFolders);

  it('writes at any place of a new file of the full size', async () => {
    const file = nodeDisk.create(path, 10);
    file.writeAt(Buffer.from('end'), 7);
    file.writeAt(Buffer.from('begin'), 0);
    file.setModified(dated);
    file.close();
    assert.equal(await readFile(path, 'utf8'), 'begin\0\0end');
    assert.equal((await stat(path)).mtime.getTime(), dated.getTime());
  });

  it('puts a new file in the place of one that has the name, and of a link, not of what it leads to', async () => {
    const elsewhere = join(folder, 'elsewhere');
    await writeFile(elsewhere, 'of someone');
    await writeFile(path, 'former');
    nodeDisk.create(path, 0).close();
    assert.equal(await readFile(path, 'utf8'), '');
    await symlink(elsewhere, join(folder, 'link'));
    const file = nodeDisk.create(join(folder, 'link'), 3);
    file.writeAt(Buffer.from('abc'), 0);
    file.close();
    assert.equal(await readFile(elsewhere, 'utf8'), 'of someone');
    assert.equal(nodeDisk.look(join(folder, 'link'))?.kind, 'file');
  });

  it('opens what was begun only when it is a plain file of just that size', async () => {
    await writeFile(path, 'abcdef');
    await symlink(path, join(folder, 'link'));
    await mkdir(join(folder, 'sub'));
    assert.equal(nodeDisk.reopen(path, 5), undefined);
    assert.equal(nodeDisk.reopen(join(folder, 'link'), 6), undefined);
    assert.equal(nodeDisk.reopen(join(folder, 'sub'), 6), undefined);
    assert.equal(nodeDisk.reopen(join(folder, 'none'), 6), undefined);
    assert.equal(nodeDisk.reopen(join(path, 'below'), 6), undefined);
    const file = nodeDisk.reopen(path, 6);
    file?.writeAt(Buffer.from('X'), 5);
    file?.close();
    assert.equal(await readFile(path, 'utf8'), 'abcdeX');
  });

  it('says what a closed file can’t do', () => {
    const file = nodeDisk.create(path, 0);
    file.close();
    assert.throws(
      () => {
        file.writeAt(Buffer.from('x'), 0);
      },
      { code: 'disk.failed', facts: { reason: 'EBADF' } },
    );
    assert.throws(
      () => {
        file.setModified(dated);
      },
      { code: 'disk.failed' },
    );
    assert.doesNotThrow(() => {
      file.close();
    });
  });

  it('refuses a name that is too long', () => {
    assert.throws(() => nodeDisk.create(join(folder, 'x'.repeat(300)), 0), { code: 'disk.nameTooLong' });
    assert.throws(
      () => {
        nodeDisk.makeFolder(join(folder, 'x'.repeat(300)));
      },
      { code: 'disk.nameTooLong' },
    );
  });

  it('looks without following and without failing', async () => {
    await writeFile(path, 'abc');
    await mkdir(join(folder, 'sub'));
    await symlink(path, join(folder, 'link'));
    const there = nodeDisk.look(path);
    assert.deepEqual([there?.kind, there?.size], ['file', 3]);
    assert.ok(there && Math.abs(there.changed.getTime() - Date.now()) < 60_000);
    assert.equal(nodeDisk.look(join(folder, 'sub'))?.kind, 'folder');
    assert.equal(nodeDisk.look(join(folder, 'link'))?.kind, 'link');
    assert.equal(nodeDisk.look('/dev/null')?.kind, process.platform === 'win32' ? undefined : 'other');
    assert.equal(nodeDisk.look(join(folder, 'none/below')), undefined);
    assert.equal(nodeDisk.look(join(path, 'below')), undefined);
  });

  it('makes folders, one that is there included, and not below what is missing', async () => {
    nodeDisk.makeFolder(join(folder, 'sub'));
    nodeDisk.makeFolder(join(folder, 'sub'));
    assert.ok((await stat(join(folder, 'sub'))).isDirectory());
    assert.throws(
      () => {
        nodeDisk.makeFolder(join(folder, 'none/below'));
      },
      { code: 'disk.failed', facts: { reason: 'ENOENT' } },
    );
    nodeDisk.makeTarget(join(folder, 'as/deep/as/this'));
    assert.ok((await stat(join(folder, 'as/deep/as/this'))).isDirectory());
  });

  it('makes a target below links, and says why it can’t', async () => {
    await mkdir(join(folder, 'there'));
    await symlink(join(folder, 'there'), join(folder, 'link'));
    nodeDisk.makeTarget(join(folder, 'link/below'));
    nodeDisk.makeTarget(join(folder, 'link'));
    assert.ok((await stat(join(folder, 'there/below'))).isDirectory());
    await writeFile(path, 'file');
    for (const target of [
      path,
      join(path, 'below'),
      ...(existsSync('/proc/self') ? ['/proc/none/below'] : []),
    ]) {
      assert.throws(
        () => {
          nodeDisk.makeTarget(target);
        },
        { code: 'disk.failed' },
        target,
      );
    }
  });

  it('renames over what is there, and removes what may be missing', async () => {
    await writeFile(path, 'new');
    await writeFile(join(folder, 'b'), 'former');
    nodeDisk.rename(path, join(folder, 'b'));
    assert.equal(await readFile(join(folder, 'b'), 'utf8'), 'new');
    assert.throws(
      () => {
        nodeDisk.rename(path, join(folder, 'b'));
      },
      { code: 'disk.failed' },
    );
    nodeDisk.remove(path);
    nodeDisk.remove(join(folder, 'b'));
    assert.equal(nodeDisk.look(join(folder, 'b')), undefined);
  });

  it('dates and syncs finished files', async () => {
    await writeFile(path, 'abc');
    nodeDisk.setModified(path, dated);
    assert.equal((await stat(path)).mtime.getTime(), dated.getTime());
    await nodeDisk.sync(folder, [path, join(folder, 'none'), join(path, 'below')]);
    await nodeDisk.sync(folder, []);
  });

  it('opens files to be read, links excluded', async () => {
    await writeFile(path, 'abc');
    await symlink(path, join(folder, 'link'));
    const { fd, close } = nodeDisk.openToRead(path);
    assert.ok(fd > 2);
    close();
    assert.throws(() => nodeDisk.openToRead(join(folder, 'link')), { code: 'disk.failed' });
  });

  it('says when a folder may not be written to', async function () {
    if (process.getuid?.() === 0) return; // Nothing is read-only for root.
    await chmod(folder, 0o500);
    assert.throws(() => nodeDisk.create(path, 0), { code: 'disk.readOnly', facts: { reason: 'EACCES' } });
    await chmod(folder, 0o700);
  });

  it('knows the free space of a folder that does not exist yet', async () => {
    const free = await nodeDisk.freeBytes(join(folder, 'not/there/yet'));
    assert.ok(free > 0 && Number.isFinite(free));
    await writeFile(path, 'abc');
    assert.ok((await nodeDisk.freeBytes(join(path, 'below'))) > 0);
  });
});
