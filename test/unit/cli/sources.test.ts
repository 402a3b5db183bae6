import assert from 'node:assert/strict';
import { UsageError } from '../../../src/cli/failure';
import { parseSource, parseSources, resolveSources } from '../../../src/cli/sources';
import { ListStore, stage } from './fakes';

describe('sources of the command line', () => {
  it('takes them with and without the bucket', () => {
    const bucket = 'hcp-openaccess';
    assert.equal(parseSource('HCP_1200/100307/', bucket), 'HCP_1200/100307/');
    assert.equal(parseSource('s3://hcp-openaccess/HCP_1200/a b', bucket), 'HCP_1200/a b');
    assert.equal(parseSource('s3://hcp-openaccess', bucket), '');
    assert.equal(parseSource('s3://hcp-openaccess/', bucket), '');
    assert.equal(parseSource('s3://hcp-openaccess/a\nb', bucket), 'a\nb');
  });

  it('refuses another bucket, and all of this one', () => {
    assert.throws(() => parseSource('s3://other/x', 'hcp-openaccess'), UsageError);
    assert.throws(() => parseSource('s3:///x', 'hcp-openaccess'), UsageError);
    assert.throws(() => parseSources(['a/', ''], 'hcp-openaccess'), UsageError);
    assert.throws(() => parseSources(['s3://hcp-openaccess/'], 'hcp-openaccess'), UsageError);
  });

  it('finds out that a name without a slash is a folder, and says so', async () => {
    const { session, err } = stage(['r/a/1', 'r/a-b', 'r/file', 'r/c/1']);
    const found = await resolveSources(session, ['r/c', 'r/a', 'r/file', 'r/a/', 'r/none', 'r']);
    assert.deepEqual(found, ['r/c/', 'r/a/', 'r/file', 'r/a/', 'r/none', 'r/']);
    assert.deepEqual(err.lines, [
      'r/c is a folder: taking what is below r/c/',
      'r is a folder: taking what is below r/',
      'r/a is a folder: taking what is below r/a/',
    ]);
  });

  it('asks once for a file, and takes it for one where there is also a folder of its name', async () => {
    const store = new ListStore(['r/x', 'r/x/1']);
    const { session } = stage([], { store });
    assert.deepEqual(await resolveSources(session, ['r/x']), ['r/x']);
    assert.equal(store.listed.length, 1);
  });

  it('finds a release whose rights begin at its slash', async () => {
    const store = new ListStore(['R/1'], 1000, (prefix) => !prefix.startsWith('R/'));
    assert.deepEqual(await resolveSources(stage([], { store }).session, ['R', 'S']), ['R/', 'S']);
  });
});
