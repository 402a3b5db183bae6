import assert from 'node:assert/strict';
import { kindOf } from '../../../src/core/preview/kind';
import { decide, type Decision } from '../../../src/host/files/decide';

const limit = 1000;
const text = () => Promise.resolve(Buffer.from('text'));
const binary = () => Promise.resolve(Buffer.from([0, 1, 2]));
const unread = () => Promise.reject(new Error('not to be read'));
const deciding = (key: string, size: number, readStart: () => Promise<Uint8Array>): Promise<Decision> =>
  decide({ name: key, kind: kindOf(key), size, limit, readStart });

describe('decide', () => {
  it('gives pictures to the editor without reading, and plain texts', async () => {
    for (const key of ['a.png', 'a.svg']) assert.equal(await deciding(key, limit, unread), 'editor', key);
    for (const key of ['a.log', 'notes.txt', 'logfile', '.fix']) {
      assert.equal(await deciding(key, limit, text), 'editor', key);
    }
  });

  it('previews a text that is a table', async () => {
    const numbers = () => Promise.resolve(Buffer.from('0.1  0.2  0.3\n0.4  0.5  0.6\n'));
    assert.equal(await deciding('Movement_Regressors.txt', 28, numbers), 'preview');
    assert.equal(await deciding('a.log', 28, numbers), 'editor');
    for (const key of ['bvals', 'run.bvec']) assert.equal(await deciding(key, 28, unread), 'preview');
  });

  it('gives nothing above the limit to the editor, and does not read it', async () => {
    for (const key of ['a.log', 'a.png', 'part_0-subpart_0']) {
      assert.equal(await deciding(key, limit + 1, unread), 'preview', key);
    }
  });

  it('previews what the preview shows better, however small or large', async () => {
    for (const key of [
      'T1w.nii.gz',
      'a.csv',
      'a.json',
      'a.spec',
      'a.html',
      'lh.white',
      'x.mat',
      'x.zip',
      'x.ppm',
    ]) {
      for (const size of [0, 1, limit + 1]) assert.equal(await deciding(key, size, unread), 'preview', key);
    }
  });

  it('looks at the bytes when the name does not tell', async () => {
    for (const key of ['config', 'part_0-subpart_0']) {
      assert.equal(await deciding(key, 10, text), 'editor', key);
      assert.equal(await deciding(key, 10, binary), 'preview', key);
    }
  });

  it('opens empty files', async () => {
    assert.equal(await deciding('.xdebug_mris_calc', 0, unread), 'editor');
  });

  it('passes a failure on', async () => {
    await assert.rejects(deciding('config', 10, unread), /not to be read/);
  });
});
