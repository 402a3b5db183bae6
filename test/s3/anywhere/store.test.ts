import assert from 'node:assert/strict';
import type { ObjectEntry, ObjectStore } from '../../../src/core/bucket/objectStore';
import { refused } from '../../unit/core/refused';
import { bytesOf, readPlace, storeAt } from '../place';

const place = readPlace();

describe('the object store on a real server', () => {
  let store: ObjectStore & { dispose(): void };
  let some: readonly ObjectEntry[];
  /** Large enough to take ranges of. */
  let file: ObjectEntry;

  before(async () => {
    store = storeAt(place);
    some = (await store.list({ prefix: place.prefix })).objects;
    file = some.find(({ size }) => size >= 1_000 && size <= 10_000_000)!;
    assert.ok(file, `no file of 1 kB to 10 MB on the first page of ${place.prefix}`);
  });
  after(() => {
    store.dispose();
  });

  it('lists keys in order, with sizes, ETags and dates', () => {
    assert.ok(some.length > 1);
    const keys = some.map(({ key }) => Buffer.from(key));
    assert.deepEqual(
      keys,
      [...keys].sort((a, b) => a.compare(b)),
    );
    for (const { key, size, etag, lastModified } of some) {
      assert.ok(key.startsWith(place.prefix), key);
      assert.ok(Number.isSafeInteger(size) && size >= 0, key);
      assert.match(etag, /^[0-9a-f]{32}(-\d+)?$/, key);
      assert.ok(lastModified.getTime() > 0, key);
    }
  });

  it('gives the same keys page by page', async () => {
    const wanted = some.slice(0, 5).map(({ key }) => key);
    const found: string[] = [];
    let from: string | undefined;
    while (found.length < wanted.length) {
      const page = await store.list({ prefix: place.prefix, maxKeys: 2, ...(from ? { from } : {}) });
      found.push(...page.objects.map(({ key }) => key));
      from = page.next;
      if (from === undefined) break;
    }
    assert.deepEqual(found.slice(0, wanted.length), wanted);
  });

  it('begins after a key', async () => {
    const page = await store.list({ prefix: place.prefix, startAfter: some[0]!.key, maxKeys: 1 });
    assert.deepEqual(page.objects, [some[1]]);
  });

  it('rolls keys up into folders', async () => {
    const page = await store.list({ prefix: place.prefix, delimiter: '/' });
    const folders = some
      .map(({ key }) => key.slice(place.prefix.length))
      .filter((rest) => rest.includes('/'))
      .map((rest) => `${place.prefix}${rest.split('/')[0]!}/`);
    for (const folder of new Set(folders)) assert.ok(page.prefixes.includes(folder), folder);
    for (const { key } of page.objects) assert.ok(!key.slice(place.prefix.length).includes('/'), key);
  });

  it('gives an empty page for a prefix without keys', async () => {
    const page = await store.list({ prefix: `${place.prefix}no such folder/` });
    assert.deepEqual([page.objects, page.prefixes, page.next], [[], [], undefined]);
  });

  it('tells of one object what the listing tells', async () => {
    // A date in a header has no fraction of a second; in a listing of Ceph it has.
    const lastModified = new Date(Math.floor(file.lastModified.getTime() / 1000) * 1000);
    assert.deepEqual(await store.head(file.key), { ...file, lastModified });
  });

  it('reads ranges that fit the whole', async () => {
    const whole = await store.read(file.key);
    assert.deepEqual([whole.length, whole.totalSize, whole.etag], [file.size, file.size, file.etag]);
    const bytes = await bytesOf(whole.chunks);
    assert.equal(bytes.length, file.size);
    for (const [start, end] of [
      [0, 1],
      [1, 500],
      [file.size - 1, file.size],
      [0, file.size],
    ] as const) {
      const part = await store.read(file.key, { range: { start, end }, ifMatch: file.etag });
      assert.equal(part.totalSize, file.size);
      assert.ok(
        (await bytesOf(part.chunks)).equals(bytes.subarray(start, end)),
        `${String(start)}-${String(end)}`,
      );
    }
  });

  it('refuses another ETag, and a range that is not there', async () => {
    await refused(store.read(file.key, { ifMatch: '0'.repeat(32) }), 'bucket.changed');
    const range = { start: 0, end: 10 };
    await refused(store.read(file.key, { ifMatch: '0'.repeat(32), range }), 'bucket.changed');
    await refused(
      store.read(file.key, { range: { start: file.size, end: file.size + 1 } }),
      'bucket.changed',
    );
  });

  it('knows a missing object where the folder may be read', async () => {
    await refused(store.read(`${place.prefix}no such object`), 'bucket.notFound');
  });

  it('tells a wrong secret access key from an unknown access key ID', async () => {
    const pair = { ...place.pair, secretAccessKey: 'x'.repeat(40) };
    await rejects({ ...pair }, 'keys.secret');
    await rejects({ ...pair, accessKeyId: 'AKIAUNKNOWNUNKNOWN00' }, 'keys.unknown');
  });

  async function rejects(pair: typeof place.pair, code: 'keys.secret' | 'keys.unknown'): Promise<void> {
    const other = storeAt(place, pair);
    await refused(other.list({ prefix: place.prefix, maxKeys: 1 }), code);
    await refused(other.read(file.key), code);
    other.dispose();
  }
});
