import assert from 'node:assert/strict';
import { createObjectFetcher } from '../../../src/core/bucket/objectFetcher';
import type { ObjectEntry, ObjectFetcher, ObjectStore } from '../../../src/core/bucket/objectStore';
import { networkFromEnvironment } from '../../../src/core/network/fromEnvironment';
import { refused } from '../../unit/core/refused';
import { fetchAll } from '../../unit/core/bucket/wireFixture';
import { addressOf, bytesOf, readPlace, storeAt, type Place } from '../place';

const place = readPlace();
const ways = place.lab === undefined ? [place] : [place, { ...place, endpoint: place.lab.tlsEndpoint }];

/** Counts how often the fetcher leaves its own way. */
function fetcherAt(at: Place, store: ObjectStore & { dispose(): void }) {
  let fallbacks = 0;
  const read: ObjectStore['read'] = (...request) => {
    fallbacks += 1;
    return store.read(...request);
  };
  const fetcher = createObjectFetcher({
    address: () => addressOf(at),
    keyPair: () => Promise.resolve(at.pair),
    network: () => networkFromEnvironment(process.env),
    fallback: { read, dispose: () => undefined },
  });
  return { fetcher, fallbacks: () => fallbacks };
}

for (const at of ways) {
  describe(`the lean way of a download on a real server (${at.endpoint?.split(':')[0] ?? 'aws'})`, () => {
    let store: ObjectStore & { dispose(): void };
    let fetcher: ObjectFetcher & { dispose(): void };
    let fallbacks: () => number;
    let file: ObjectEntry;

    before(async () => {
      store = storeAt(at);
      ({ fetcher, fallbacks } = fetcherAt(at, store));
      const { objects } = await store.list({ prefix: at.prefix });
      file = objects.find(({ size }) => size >= 1_000 && size <= 10_000_000)!;
    });
    after(() => {
      fetcher.dispose();
      store.dispose();
    });

    it('brings what the SDK brings, without its help', async () => {
      const wanted = await bytesOf((await store.read(file.key)).chunks);
      const { key, size, etag: ifMatch } = file;
      const whole = await fetchAll(fetcher, { key, size, ifMatch });
      assert.ok(whole.body.equals(wanted));
      assert.deepEqual([whole.head.etag, whole.head.totalSize], [ifMatch, size]);
      const range = { start: 10, end: size - 1 };
      const part = await fetchAll(fetcher, { key, size, ifMatch, range });
      assert.ok(part.body.equals(wanted.subarray(range.start, range.end)));
      assert.equal(fallbacks(), 0);
    });

    it('keeps its connections, many at a time', async () => {
      const { key, size, etag: ifMatch } = file;
      const range = { start: 0, end: 100 };
      const bodies = await Promise.all(
        Array.from({ length: 40 }, () => fetchAll(fetcher, { key, size, ifMatch, range })),
      );
      assert.deepEqual(new Set(bodies.map(({ body }) => body.toString('hex'))).size, 1);
      assert.equal(fallbacks(), 0);
    });

    it('refuses what the SDK refuses', async () => {
      const { key, size, etag } = file;
      const missing = { key: `${at.prefix}no such object`, size, ifMatch: etag };
      await refused(fetchAll(fetcher, { key, size, ifMatch: '0'.repeat(32) }), 'bucket.changed');
      await refused(fetchAll(fetcher, missing), 'bucket.notFound');
      const beyond = { start: size, end: size + 10 };
      await refused(
        fetchAll(fetcher, { key, size: size + 10, ifMatch: etag, range: beyond }),
        'bucket.changed',
      );
    });

    it('names a pair that is not valid', async () => {
      const wrong = { ...at, pair: { ...at.pair, secretAccessKey: 'x'.repeat(40) } };
      const other = storeAt(wrong);
      const { fetcher: refusedFetcher } = fetcherAt(wrong, other);
      const { key, size, etag: ifMatch } = file;
      await refused(fetchAll(refusedFetcher, { key, size, ifMatch }), 'keys.secret');
      refusedFetcher.dispose();
      other.dispose();
    });
  });
}
