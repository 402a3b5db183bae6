import assert from 'node:assert/strict';
import { closeSync, existsSync, fstatSync, openSync, readdirSync, readlinkSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { nodeDisk } from '../../../../src/core/transfer/nodeDisk';
import { newFolder, removeFolders } from './support';

describe('descriptors of the disk', () => {
  afterEach(removeFolders);

  it('closes a file once, so that the next holder of its number keeps it', async () => {
    const file = nodeDisk.create(join(await newFolder(), 'part'), 10);
    file.close();
    const next = openSync(devNull, 'r');
    assert.equal(next, file.fd);
    file.close();
    assert.doesNotThrow(() => fstatSync(next));
    closeSync(next);
  });

  it('leaves no descriptor and no file of one that the disk can not hold', async () => {
    const folder = await newFolder();
    assert.throws(() => nodeDisk.create(join(folder, 'part'), Number.MAX_SAFE_INTEGER), { name: 'HcpError' });
    assert.deepEqual(openBelow(folder), []);
    assert.deepEqual(readdirSync(folder), []);
  });
});

/** Where the system tells: the files below a folder that this process has open. */
function openBelow(folder: string): readonly string[] {
  const own = '/proc/self/fd';
  if (!existsSync(own)) return [];
  return readdirSync(own)
    .map((fd) => {
      try {
        return readlinkSync(join(own, fd));
      } catch {
        return '';
      }
    })
    .filter((path) => path.startsWith(folder));
}
