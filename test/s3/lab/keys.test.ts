import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { ListPage, ListRequest, ObjectStore } from '../../../src/core/bucket/objectStore';
import { bytesOf, placeInLab, readLab, storeAt } from '../place';
import { manyCount, markerKey, oddNames, partsKey, tree } from '../tree';

const lab = readLab();

for (const over of ['http', 'https'] as const) {
  describe(`keys on a real server, over ${over}`, () => {
    let store: ObjectStore & { dispose(): void };
    before(() => {
      store = storeAt(placeInLab(lab, 'all', over));
    });
    after(() => {
      store.dispose();
    });

    async function pages(request: ListRequest): Promise<readonly ListPage[]> {
      const all: ListPage[] = [];
      let from: string | undefined;
      do {
        const page = await store.list({ ...request, ...(from ? { from } : {}) });
        all.push(page);
        from = page.next;
      } while (from !== undefined);
      return all;
    }

    it('come back as they are, however odd', async () => {
      const page = await store.list({ prefix: 'HCP_1200/odd/' });
      const listed = page.objects.map(({ key }) => key.slice('HCP_1200/odd/'.length));
      assert.deepEqual([...listed].sort(), [...oddNames].sort());
      for (const { key, etag, size } of page.objects) {
        assert.equal((await store.head(key)).etag, etag, key);
        const body = await store.read(key, { ifMatch: etag, range: { start: 0, end: size } });
        assert.ok((await bytesOf(body.chunks)).equals(tree.get(key)!()), key);
      }
    });

    it('are all there over several pages, once each', async () => {
      const found = await pages({ prefix: 'HCP_1200/many/' });
      assert.equal(found.length, 3);
      const keys = found.flatMap(({ objects }) => objects.map(({ key }) => key));
      assert.equal(keys.length, manyCount);
      assert.equal(new Set(keys).size, manyCount);
    });

    it('are rolled up, also where a folder holds only folders', async () => {
      const [root] = await pages({ prefix: '', delimiter: '/' });
      assert.deepEqual(root!.prefixes, ['HCP_1200/', 'HCP_900/', 'HCP_Retest/']);
      const [folder] = await pages({ prefix: 'HCP_1200/folders/', delimiter: '/' });
      const { objects, prefixes: inside, next } = folder!;
      assert.deepEqual([objects, inside, next], [[], ['HCP_1200/folders/only/'], undefined]);
      const small = await pages({ prefix: 'HCP_1200/', delimiter: '/', maxKeys: 2 });
      const prefixes = small.flatMap((page) => page.prefixes);
      assert.deepEqual(
        prefixes,
        ['100307', 'folders', 'many', 'marker', 'odd', 'parts'].map((name) => `HCP_1200/${name}/`),
      );
    });

    it('may be folder markers and empty objects', async () => {
      assert.equal((await store.head(markerKey)).size, 0);
      const listed = await store.list({ prefix: markerKey });
      assert.deepEqual(
        listed.objects.map(({ key, size }) => [key, size]),
        [[markerKey, 0]],
      );
      const empty = await store.read('HCP_1200/100307/MNINonLinear/empty.txt');
      assert.deepEqual([empty.length, (await bytesOf(empty.chunks)).length], [0, 0]);
    });

    it('have an MD5 for an ETag only when they came in one piece', async () => {
      const parts = await store.head(partsKey);
      assert.match(parts.etag, /^[0-9a-f]{32}-2$/);
      const bytes = await bytesOf((await store.read(partsKey, { ifMatch: parts.etag })).chunks);
      assert.ok(bytes.equals(tree.get(partsKey)!()));
      const key = 'HCP_1200/100307/T1w/T1w_acpc_dc_restore.nii.gz';
      const md5 = createHash('md5').update(tree.get(key)!()).digest('hex');
      assert.equal((await store.head(key)).etag, md5);
    });
  });
}
