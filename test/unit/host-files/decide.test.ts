import assert from 'node:assert/strict';
import { kindOf } from '../../../src/core/preview/kind';
import { decide, type Decision } from '../../../src/host/files/decide';

const limit = 1000;
const text = () => Promise.resolve(Buffer.from('text'));
const binary = () => Promise.resolve(Buffer.from([0, 1, 2]));
const unread = () => Promise.reject(new Error('not to be read'));
const deciding = (key: string, size: number, readStart: () => Promise<Uint8Array>): Promise<Decision> =>
  decide({ kind: kindOf(key), size, limit, readStart });

describe('decide', () => {
  it('opens what the name says, without reading', async () => {
    for (const key of ['a.csv', 'a.json', 'a.xml', 'a.png', 'logfile', '.fix']) {
      assert.deepEqual(await deciding(key, limit, unread), { open: true }, key);
    }
  });

  it('opens nothing above the limit, and does not read it', async () => {
    for (const key of ['a.csv', 'a.png', 'lh.white']) {
      assert.deepEqual(await deciding(key, limit + 1, unread), { open: false, reason: 'tooLarge' }, key);
    }
  });

  it('knows binary files by name, however small or large', async () => {
    for (const size of [0, 1, limit + 1]) {
      assert.deepEqual(await deciding('T1w.nii.gz', size, unread), { open: false, reason: 'binary' });
    }
  });

  it('looks at the bytes when the name does not tell', async () => {
    for (const key of ['design.mat', 'design.ppm', 'part_0-subpart_0']) {
      assert.deepEqual(await deciding(key, 10, text), { open: true }, key);
      assert.deepEqual(await deciding(key, 10, binary), { open: false, reason: 'binary' }, key);
    }
  });

  it('opens empty files', async () => {
    assert.deepEqual(await deciding('.xdebug_mris_calc', 0, unread), { open: true });
  });

  it('passes a failure on', async () => {
    await assert.rejects(deciding('design.mat', 10, unread), /not to be read/);
  });
});
