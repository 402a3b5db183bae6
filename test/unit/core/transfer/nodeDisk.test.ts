import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HcpError } from '../../../../src/core/errors';
import { nodeDisk, toDiskError } from '../../../../src/core/transfer/nodeDisk';
import { newFolder, removeFolders } from './support';

const systemError = (code: string) => Object.assign(new Error(code), { code, syscall: 'write', errno: -1 });

describe('nodeDisk', () => {
  afterEach(removeFolders);

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

  it('leaves an HcpError and a cancelling as they are', () => {
    const own = new HcpError('transfer.size');
    assert.equal(toDiskError(own), own);
    assert.equal(toDiskError(new DOMException('stop', 'AbortError')).code, 'cancelled');
  });

  it('makes no file over another one', async () => {
    const path = join(await newFolder(), 'a');
    await writeFile(path, 'former');
    await assert.rejects(nodeDisk.create(path), { code: 'disk.failed', facts: { reason: 'EEXIST' } });
  });

  it('refuses a name that is too long', async () => {
    const path = join(await newFolder(), 'x'.repeat(300));
    await assert.rejects(nodeDisk.create(path), { code: 'disk.nameTooLong' });
  });

  it('looks without following and without failing', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'file'), 'abc');
    await mkdir(join(folder, 'sub'));
    assert.equal((await nodeDisk.look(join(folder, 'file')))?.kind, 'file');
    assert.equal((await nodeDisk.look(join(folder, 'sub')))?.kind, 'folder');
    assert.equal(await nodeDisk.look(join(folder, 'none/below')), undefined);
    assert.equal(await nodeDisk.look(join(folder, 'file/below')), undefined);
  });

  it('knows the free space of a folder that does not exist yet', async () => {
    const folder = await newFolder();
    const free = await nodeDisk.freeBytes(join(folder, 'not/there/yet'));
    assert.ok(free > 0 && Number.isFinite(free));
  });
});
