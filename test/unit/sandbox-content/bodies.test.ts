import assert from 'node:assert/strict';
import type { Content, ContentObject } from '../../sandbox/content/catalog';
import { bytesOf, freshContent, objectAt, resized, sampleOf, SUBJECT } from './support';

const SAMPLE_LIMIT = 1_500_000;
/** A text of so few bytes may have no room for anything that depends on the seed. */
const TINY = 60;

async function sizeRead(content: Content, object: ContentObject): Promise<number> {
  let size = 0;
  for await (const chunk of content.read(object, 0, object.size)) size += chunk.length;
  return size;
}

describe('sandbox content: bodies', () => {
  const content = freshContent('seed one');
  const other = freshContent('seed two');
  it('have the listed size, for every kind of file', async () => {
    const sample = sampleOf(content, SAMPLE_LIMIT);
    assert.ok(sample.length > 150, String(sample.length));
    for (const object of sample) assert.equal(await sizeRead(content, object), object.size, object.key);
  });

  it('have the listed size for all small files, and differ by seed', async () => {
    let tinyAlike = 0;
    for (const object of content.objects(SUBJECT, '')) {
      if (object.size === 0 || object.size > 1000 || object.key.includes('.xdlm/')) continue;
      const body = await bytesOf(content, object);
      assert.equal(body.length, object.size, object.key);
      const alike = body.equals(await bytesOf(other, object));
      assert.ok(!alike || object.size <= TINY, object.key);
      if (alike) tinyAlike++;
    }
    assert.ok(tinyAlike < 40, `${String(tinyAlike)} tiny bodies are the same for both seeds`);
  });

  it('are the same for the same seed and differ for another one', async () => {
    const again = freshContent('seed one');
    for (const object of sampleOf(content, 400_000)) {
      if (object.key.includes('.xdlm/') || object.size <= TINY) continue;
      const body = await bytesOf(content, object);
      assert.ok(body.equals(await bytesOf(again, object)), object.key);
      assert.ok(!body.equals(await bytesOf(other, object)), object.key);
    }
  });

  it('differ between keys of the same name and size', async () => {
    const path = 'unprocessed/3T/T1w_MPR1/100307_3T_AFI.nii.gz';
    const [one, two] = [objectAt(content, path), objectAt(content, path.replace('T1w_MPR1', 'T2w_SPC1'))];
    assert.equal(one.size, two.size);
    assert.ok(!(await bytesOf(content, one)).equals(await bytesOf(content, two)));
  });

  it('give each range as the slice of the whole', async () => {
    for (const object of sampleOf(content, 700_000)) {
      if (object.key.includes('.xdlm/')) continue;
      const whole = await bytesOf(content, object);
      const { size } = object;
      const cuts = [0, 1, 13, size >> 2, size >> 1, size - 9, size - 1].filter((at) => at >= 0 && at < size);
      for (const start of cuts) {
        for (const end of [start + 1, start + 17, start + 4099, size]) {
          const slice = whole.subarray(start, end);
          const range = await bytesOf(content, object, start, end);
          assert.ok(range.equals(slice), `${object.key} ${String(start)}-${String(end)}`);
        }
      }
    }
  });

  for (const path of [
    'T1w/Diffusion/data.nii.gz',
    'MNINonLinear/Results/rfMRI_REST1_LR/rfMRI_REST1_LR_Atlas.dtseries.nii',
    'MNINonLinear/Results/rfMRI_REST1_RL/rfMRI_REST1_RL.L.native.func.gii',
    'unprocessed/MEG/6-Wrkmem/4D/c,rfDC',
  ]) {
    it(`have no two stretches alike, and any of them at once: ${path}`, async () => {
      const object = objectAt(content, path);
      const seen = new Set<string>();
      const step = Math.floor(object.size / 40);
      for (let start = 0; start + 70_000 < object.size; start += step) {
        const range = await bytesOf(content, object, start, start + 70_000);
        assert.equal(range.length, 70_000);
        seen.add(range.toString('latin1'));
      }
      assert.equal(seen.size, 40);
      assert.equal((await bytesOf(content, object, object.size - 100, object.size)).length, 100);
    });
  }

  it('can be made at odd sizes', async () => {
    for (const path of [
      'T1w/T1w_acpc_dc.nii.gz',
      'T1w/100307/mri/T1.mgz',
      'MNINonLinear/brainmask_fs.nii.gz',
    ]) {
      for (let size = 2000; size < 2040; size++) {
        assert.equal(await sizeRead(content, resized(content, path, size)), size);
      }
    }
  });
});
