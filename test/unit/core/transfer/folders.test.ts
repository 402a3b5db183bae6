import assert from 'node:assert/strict';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderMaker, lookAtFolders, makeFolders } from '../../../../src/core/transfer/folders';
import { nodeDisk } from '../../../../src/core/transfer/nodeDisk';
import { newFolder, removeFolders } from './support';

describe('folders of a target', () => {
  let target: string;
  beforeEach(async () => {
    target = await newFolder();
  });
  afterEach(removeFolders);

  const look = (...folders: string[]) => lookAtFolders(nodeDisk, target, folders);
  const kindOf = (...names: string[]) => nodeDisk.look(join(target, ...names))?.kind;

  it('are looked at one by one', async () => {
    await mkdir(join(target, 'a/b'), { recursive: true });
    assert.deepEqual([look(), look('a', 'b'), look('a', 'c', 'd')], ['there', 'there', 'missing']);
  });

  it('are refused where a link or a file is on the way', async () => {
    const elsewhere = await newFolder();
    await mkdir(join(elsewhere, 'b'));
    await symlink(elsewhere, join(target, 'a'));
    await writeFile(join(target, 'f'), '');
    for (const found of [look('a'), look('a', 'b'), look('f', 'b')]) {
      assert.ok(typeof found === 'object');
      assert.deepEqual([found.code, found.facts.reason], ['disk.unsafeName', 'link']);
    }
    assert.throws(
      () => {
        makeFolders(nodeDisk, target, ['a', 'c']);
      },
      { code: 'disk.unsafeName' },
    );
    assert.equal(nodeDisk.look(join(elsewhere, 'c')), undefined);
  });

  it('are made down to the last, and looked at after it', () => {
    makeFolders(nodeDisk, target, ['a', 'b', 'c']);
    makeFolders(nodeDisk, target, ['a', 'b']);
    assert.equal(kindOf('a', 'b', 'c'), 'folder');
  });

  it('whose path is too long are refused', () => {
    const long = Array.from({ length: 6 }, () => 'x'.repeat(200));
    assert.throws(
      () => {
        makeFolders(nodeDisk, target, long);
      },
      { code: 'disk.nameTooLong' },
    );
  });

  it('are looked at once for neighbours that follow each other', () => {
    let looks = 0;
    const look = (path: string) => {
      looks++;
      return nodeDisk.look(path);
    };
    const maker = new FolderMaker({ ...nodeDisk, look }, target);
    maker.make(['a', 'b']);
    const first = looks;
    for (let file = 0; file < 50; file++) maker.make(['a', 'b']);
    assert.equal(looks, first);
    maker.make(['ab']);
    assert.ok(looks > first);
    assert.equal(kindOf('ab'), 'folder');
  });

  it('are remembered for a moment only', async () => {
    let made = 0;
    const maker = new FolderMaker(
      {
        ...nodeDisk,
        makeFolder: (path) => {
          made++;
          nodeDisk.makeFolder(path);
        },
      },
      target,
    );
    maker.make(['a']);
    maker.make(['a']);
    assert.equal(made, 1);
    await rename(join(target, 'a'), join(target, 'elsewhere'));
    await symlink(join(target, 'elsewhere'), join(target, 'a'));
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    assert.throws(
      () => {
        maker.make(['a']);
      },
      { code: 'disk.unsafeName' },
    );
    await rm(join(target, 'a'));
    maker.make(['a']);
    assert.deepEqual([made, kindOf('a')], [2, 'folder']);
  });
});
