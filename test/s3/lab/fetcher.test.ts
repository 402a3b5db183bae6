import assert from 'node:assert/strict';
import { createObjectFetcher } from '../../../src/core/bucket/objectFetcher';
import type { ObjectFetcher, ObjectStore } from '../../../src/core/bucket/objectStore';
import { networkFromEnvironment } from '../../../src/core/network/fromEnvironment';
import { fetchAll, noFallback } from '../../unit/core/bucket/wireFixture';
import { addressOf, placeInLab, readLab, storeAt } from '../place';
import { markerKey, oddNames, partsKey, tree } from '../tree';

const lab = readLab();

for (const over of ['http', 'https'] as const) {
  describe(`the lean way and odd objects, over ${over}`, () => {
    let store: ObjectStore & { dispose(): void };
    let fetcher: ObjectFetcher & { dispose(): void };
    before(() => {
      const place = placeInLab(lab, 'all', over);
      store = storeAt(place);
      fetcher = createObjectFetcher({
        address: () => addressOf(place),
        keyPair: () => Promise.resolve(place.pair),
        network: () => networkFromEnvironment(process.env),
        fallback: noFallback,
      });
    });
    after(() => {
      fetcher.dispose();
      store.dispose();
    });

    async function comesWhole(key: string): Promise<void> {
      const { size, etag } = await store.head(key);
      const { body } = await fetchAll(fetcher, { key, size, ifMatch: etag });
      assert.ok(body.equals(tree.get(key)!()), key);
    }

    it('brings odd keys', async () => {
      for (const name of oddNames) await comesWhole(`HCP_1200/odd/${name}`);
    });

    it('brings empty objects, folder markers and objects of several parts', async () => {
      await comesWhole('HCP_1200/100307/MNINonLinear/empty.txt');
      await comesWhole(markerKey);
      await comesWhole(partsKey);
    });

    it('brings a large object in ranges that fit together', async () => {
      const key = 'HCP_1200/100307/MNINonLinear/Results/rfMRI_REST1_LR/rfMRI_REST1_LR.nii.gz';
      const { size, etag: ifMatch } = await store.head(key);
      const step = 7_000_001;
      const starts = Array.from({ length: Math.ceil(size / step) }, (_, i) => i * step);
      const parts = await Promise.all(
        starts.map((start) =>
          fetchAll(fetcher, { key, size, ifMatch, range: { start, end: Math.min(start + step, size) } }),
        ),
      );
      assert.ok(Buffer.concat(parts.map(({ body }) => body)).equals(tree.get(key)!()));
    });
  });
}
