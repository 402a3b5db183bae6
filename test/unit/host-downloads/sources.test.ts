import assert from 'node:assert/strict';
import type { ObjectEntry } from '../../../src/core/bucket/objectStore';
import { selectionOf } from '../../../src/host/downloads/downloadable';
import { resolvePath, typedPaths } from '../../../src/host/downloads/typedSources';

describe('selectionOf', () => {
  const sourcesOf = (args: readonly unknown[]) => selectionOf(args).sources;
  const node = (keyOrPrefix: string) => ({ kind: 'folder', keyOrPrefix });

  it('takes a tree’s node, or all selected nodes', () => {
    assert.deepEqual(sourcesOf([node('a/')]), ['a/']);
    assert.deepEqual(sourcesOf([node('a/'), undefined]), ['a/']);
    assert.deepEqual(sourcesOf([node('a/'), [node('a/'), node('b')]]), ['a/', 'b']);
  });

  it('tells locked releases from the rest', () => {
    const locked = { kind: 'lockedRelease', keyOrPrefix: 'HCP_Retest/' };
    assert.deepEqual(selectionOf([node('a/'), [node('a/'), locked]]), {
      sources: ['a/'],
      locked: ['HCP_Retest/'],
    });
    assert.deepEqual(selectionOf([locked]), { sources: [], locked: ['HCP_Retest/'] });
  });

  it('takes strings and lists from other features', () => {
    assert.deepEqual(sourcesOf(['a/b']), ['a/b']);
    assert.deepEqual(sourcesOf([['a/', node('b')]]), ['a/', 'b']);
  });

  it('leaves out everything else', () => {
    assert.deepEqual(sourcesOf([]), []);
    assert.deepEqual(sourcesOf([undefined]), []);
    assert.deepEqual(sourcesOf([node('a/'), [{ kind: 'message' }, node('b/'), null, 3, '']]), ['b/']);
  });
});

describe('typedPaths', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['100307', 'HCP_1200/', ['HCP_1200/100307/']],
    [' 100307, 100408 101006', 'HCP_1200/', ['HCP_1200/100307/', 'HCP_1200/100408/', 'HCP_1200/101006/']],
    ['100307/T1w/', 'HCP_1200/', ['HCP_1200/100307/T1w/']],
    ['100307/a b, c.txt', 'HCP_1200/', ['HCP_1200/100307/a b, c.txt']],
    ['HCP_1200/100307/T1w', 'HCP_1200/', ['HCP_1200/100307/T1w']],
    ['/HCP_1200/100307/', '', ['HCP_1200/100307/']],
    ['s3://hcp-openaccess/HCP_1200/100307/', '', ['HCP_1200/100307/']],
    ['s3://hcp-openaccess/HCP_1200/100307/', 'HCP_1200/', ['HCP_1200/100307/']],
    ['  ', 'HCP_1200/', []],
    ['s3://hcp-openaccess/', '', []],
  ];
  for (const [text, release, expected] of cases) {
    it(`reads “${text}” in “${release}”`, () => {
      assert.deepEqual(typedPaths(text, release), expected);
    });
  }
});

describe('resolvePath', () => {
  const signal = new AbortController().signal;
  const keys = ['r/1/a', 'r/1/b', 'r/12', 'r/2.txt'];
  const store = {
    list: ({ prefix }: { readonly prefix: string }) =>
      Promise.resolve({
        objects: keys.filter((key) => key.startsWith(prefix)).map((key) => ({ key }) as ObjectEntry),
        prefixes: [],
        next: undefined,
      }),
  };

  it('finds objects, folders, and folders without their final slash', async () => {
    assert.equal(await resolvePath(store, 'r/2.txt', signal), 'r/2.txt');
    assert.equal(await resolvePath(store, 'r/1/', signal), 'r/1/');
    assert.equal(await resolvePath(store, 'r/1', signal), 'r/1/');
  });

  it('says when there is nothing, the beginning of a name included', async () => {
    for (const path of ['r/3/', 'r/3', 'r/2']) {
      await assert.rejects(resolvePath(store, path, signal), {
        code: 'bucket.notFound',
        facts: { key: path },
      });
    }
  });
});
