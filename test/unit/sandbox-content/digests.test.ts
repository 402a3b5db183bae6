import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { ETAG_MD5_LIMIT } from '../../sandbox/content/catalog';
import { bytesOf, freshContent, newFolder, objectAt, sampleOf } from './support';

const manifest = v.object({
  DownloadManifest: v.object({
    Includes: v.array(v.object({ URI: v.string(), MD5: v.string(), Size: v.number() })),
  }),
});

const md5 = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex');

describe('sandbox content: digests', () => {
  it('are the MD5 of small bodies, and opaque for large ones', async () => {
    const content = freshContent();
    for (const object of sampleOf(content, ETAG_MD5_LIMIT)) {
      if (object.key.includes('.xdlm/')) continue;
      assert.equal(await content.etag(object), md5(await bytesOf(content, object)), object.key);
    }
    const large = objectAt(content, 'T1w/Diffusion/data.nii.gz');
    assert.match(await content.etag(large), /^[0-9a-f]{32}-150$/);
    assert.equal(await content.etag(large), await content.etag(large));
    const empty = objectAt(content, 'T1w/100307_3T.csv');
    assert.equal(await content.etag(empty), md5(Buffer.alloc(0)));
  });

  it('differ by seed', async () => {
    const [one, two] = [freshContent('one'), freshContent('two')];
    for (const path of ['T1w/Diffusion/data.nii.gz', 'unprocessed/3T/100307_3T.csv']) {
      assert.notEqual(await one.etag(objectAt(one, path)), await two.etag(objectAt(two, path)));
    }
  });

  it('are kept: a second content takes them from the folder', async () => {
    const folder = newFolder();
    const first = freshContent('seed', folder);
    const object = objectAt(first, 'unprocessed/3T/100307_3T.csv');
    const sum = await first.etag(object);
    await first.close();
    const digests = join(folder, 'digests');
    const [generation = ''] = readdirSync(digests);
    const file = join(digests, generation, 'HCP_1200-100307.json');
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), { [object.key]: sum });
    const planted = 'f'.repeat(32);
    writeFileSync(file, JSON.stringify({ [object.key]: planted }));
    assert.equal(await freshContent('seed', folder).etag(object), planted);
    assert.equal((await freshContent('another', folder).etag(object)) === planted, false);
  });

  it('survive a torn file, and two contents that write at the same time', async () => {
    const folder = newFolder();
    const [one, two] = [freshContent('seed', folder), freshContent('seed', folder)];
    const object = objectAt(one, 'unprocessed/3T/100307_3T.csv');
    const sums = await Promise.all([one.etag(object), two.etag(object), one.etag(object)]);
    assert.equal(new Set(sums).size, 1);
    await Promise.all([one.close(), two.close()]);
    const [generation = ''] = readdirSync(join(folder, 'digests'));
    const files = readdirSync(join(folder, 'digests', generation));
    assert.deepEqual(files, ['HCP_1200-100307.json']);
    writeFileSync(join(folder, 'digests', generation, files[0]!), '{"HCP_1200/1003');
    assert.equal(await freshContent('seed', folder).etag(object), sums[0]);
  });
});

describe('sandbox content: manifests', () => {
  for (const subject of ['100206', '100307']) {
    it(`list the whole structural session of ${subject}, with true sums`, async () => {
      const content = freshContent();
      const folder = `HCP_1200/${subject}/`;
      const object = content.find(`${folder}.xdlm/${subject}_3T_Structural_unproc.json`);
      assert.ok(object !== undefined);
      const body = await bytesOf(content, object);
      const { Includes: items } = v.parse(manifest, JSON.parse(body.toString('utf8'))).DownloadManifest;
      assert.equal(items.length, 13);
      for (const item of items) {
        const file = content.find(folder + item.URI);
        assert.ok(file !== undefined, item.URI);
        assert.equal(item.Size, file.size);
        assert.equal(item.MD5, md5(await bytesOf(content, file)), item.URI);
      }
      assert.equal(await content.etag(object), md5(body));
    });
  }

  it('list at least the small files of larger packages', async () => {
    const content = freshContent();
    const object = objectAt(content, '.xdlm/100307_3T_tfMRI_EMOTION_unproc.json');
    const parsed: unknown = JSON.parse((await bytesOf(content, object)).toString('utf8'));
    const items = v.parse(manifest, parsed).DownloadManifest.Includes;
    assert.equal(items.length, 10);
    for (const item of items) {
      assert.equal(item.MD5, md5(await bytesOf(content, objectAt(content, item.URI))), item.URI);
    }
  });
});
