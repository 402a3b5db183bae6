import assert from 'node:assert/strict';
import { listReleases, testAccess, waitUntilValid } from '../../../src/core/bucket/access';
import type { ObjectStore } from '../../../src/core/bucket/objectStore';
import { knownReleases } from '../../../src/core/catalog/releases';
import type { LabUser } from '../../lab/rgw';
import { refused } from '../../unit/core/refused';
import { bytesOf, placeInLab, readLab, storeAt } from '../place';

const lab = readLab();
const note = '100307/release-notes/Structural_preproc.txt';

describe('rights on a real server', () => {
  const stores: { dispose(): void }[] = [];
  after(() => {
    for (const store of stores) store.dispose();
  });
  function as(user: LabUser): ObjectStore {
    const store = storeAt(placeInLab(lab, user));
    stores.push(store);
    return store;
  }

  it('keep a pair for one release to that release', async () => {
    const store = as('only1200');
    assert.ok((await store.list({ prefix: 'HCP_1200/', maxKeys: 1 })).objects.length > 0);
    assert.equal((await bytesOf((await store.read(`HCP_1200/${note}`)).chunks)).length, 214);
    await refused(store.list({ prefix: '', delimiter: '/' }), 'bucket.denied');
    await refused(store.list({ prefix: 'HCP_900/' }), 'bucket.denied', { datasetId: 'HCP_YA' });
    await refused(store.read(`HCP_900/${note}`), 'bucket.denied', { datasetId: 'HCP_YA' });
    await refused(store.head(`HCP_Retest/${note}`), 'bucket.denied');
  });

  it('tell a missing object from a forbidden one', async () => {
    const store = as('only1200');
    await refused(store.read('HCP_1200/no such object'), 'bucket.notFound');
    await refused(store.read('HCP_900/no such object'), 'bucket.denied');
    await refused(as('all').read('HCP_900/no such object'), 'bucket.notFound');
  });

  it('are found out release by release, the root refused', async () => {
    const folders = await listReleases(as('only1200'));
    assert.deepEqual(
      folders.map(({ prefix, access }) => [prefix, access]),
      [
        ['HCP_1200/', 'open'],
        ['HCP_900/', 'denied'],
        ['HCP/', 'denied'],
        ['HCP_Retest/', 'denied'],
        ['HCP_Resources/', 'denied'],
      ],
    );
  });

  it('leave a pair without any valid', async () => {
    const store = as('none');
    await waitUntilValid(store);
    const access = await testAccess(store, knownReleases);
    assert.deepEqual(new Set(access.map((one) => one.access)), new Set(['denied']));
  });
});
