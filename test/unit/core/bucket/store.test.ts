import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createS3ObjectStore } from '../../../../src/core/bucket/s3ObjectStore';
import type { ObjectStore } from '../../../../src/core/bucket/objectStore';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox';
import { smallContent } from '../../sandbox/smallContent';
import { refused } from '../refused';
import { bytesOf, storeOn } from './fixture';

const oddKeys = [
  'HCP_1200/odd/ a b',
  'HCP_1200/odd/.hidden',
  'HCP_1200/odd/100%25',
  'HCP_1200/odd/a&b<c>"d\'',
  'HCP_1200/odd/a+b,c[1](2)!*~',
  'HCP_1200/odd/é\u{1F9E0}',
];
const large = Buffer.alloc(1_000_000, 'HCP ');
const content = smallContent({
  ...Object.fromEntries(oddKeys.map((key) => [key, key])),
  ...Object.fromEntries(
    Array.from({ length: 1_113 }, (_item, at) => [`HCP_1200/s/${String(100_000 + at)}/a`, 'a']),
  ),
  'HCP_1200/large': large,
  'HCP_1200/empty': '',
  'HCP/UR100.txt': '100307\n',
  'HCP_Retest/y': 'y',
});

describe('the bucket: list, head and read', () => {
  let sandbox: Sandbox;
  let store: ObjectStore & { dispose(): void };
  before(async () => {
    sandbox = await startSandbox({ content });
  });
  after(() => sandbox.close());
  beforeEach(async () => {
    await sandbox.control.reset();
    store = storeOn(sandbox);
  });
  afterEach(() => {
    store.dispose();
  });

  it('lists more than a thousand folders page by page', async () => {
    const first = await store.list({ prefix: 'HCP_1200/s/', delimiter: '/' });
    assert.equal(first.prefixes.length, 1_000);
    assert.ok(first.next !== undefined);
    const second = await store.list({ prefix: 'HCP_1200/s/', delimiter: '/', from: first.next });
    assert.equal(second.next, undefined);
    assert.deepEqual(
      [...first.prefixes, ...second.prefixes],
      Array.from({ length: 1_113 }, (_item, at) => `HCP_1200/s/${String(100_000 + at)}/`),
    );
  });

  it('lists keys as they are, with size, ETag and date', async () => {
    const page = await store.list({ prefix: 'HCP_1200/odd/' });
    assert.deepEqual(
      page.objects.map(({ key }) => key),
      oddKeys,
    );
    const [object] = page.objects;
    assert.equal(object!.size, oddKeys[0]!.length);
    assert.equal(object!.etag, createHash('md5').update(oddKeys[0]!).digest('hex'));
    assert.equal(object!.lastModified.toISOString(), '2017-03-01T12:00:00.000Z');
    assert.deepEqual(page.prefixes, []);
  });

  it('begins after a key and stops at a number', async () => {
    const page = await store.list({ prefix: 'HCP_1200/odd/', startAfter: oddKeys[1]!, maxKeys: 2 });
    assert.deepEqual(
      page.objects.map(({ key }) => key),
      oddKeys.slice(2, 4),
    );
    assert.ok(page.next !== undefined);
  });

  for (const key of oddKeys) {
    it(`heads and reads ${JSON.stringify(key)}`, async () => {
      const entry = await store.head(key);
      assert.equal(entry.size, Buffer.byteLength(key));
      const body = await store.read(key, { ifMatch: entry.etag });
      assert.equal((await bytesOf(body)).toString(), key);
      assert.equal(body.etag, entry.etag);
    });
  }

  it('reads exactly a range, and an empty object', async () => {
    const body = await store.read('HCP_1200/large', { range: { start: 10, end: 500_000 } });
    assert.equal(body.length, 499_990);
    assert.equal(body.totalSize, large.length);
    assert.deepEqual(await bytesOf(body), large.subarray(10, 500_000));
    assert.equal((await bytesOf(await store.read('HCP_1200/empty'))).length, 0);
  });

  it('sends list, head and get alone, to the address of the moment', async () => {
    let endpoint = sandbox.s3Endpoint;
    const moving = createS3ObjectStore({
      address: () => ({ bucket: sandbox.bucket, region: sandbox.region, endpoint }),
      keyPair: () => Promise.resolve(sandbox.readyKeys),
    });
    await moving.list({ prefix: 'HCP/' });
    endpoint = endpoint.replace('127.0.0.1', 'localhost');
    await moving.head('HCP/UR100.txt');
    await bytesOf(await moving.read('HCP/UR100.txt'));
    endpoint = 'http://127.0.0.1:1';
    await refused(moving.list({ prefix: 'HCP/' }), 'bucket.unreachable', { reason: 'ECONNREFUSED' });
    assert.deepEqual(
      sandbox.control.requests().map(({ operation }) => operation),
      ['list', 'head', 'get'],
    );
    moving.dispose();
  });

  it('signs with the pair of the moment', async () => {
    let pair = { accessKeyId: 'AKIAFORMERPAIR000000', secretAccessKey: 'x'.repeat(40) };
    const turning = createS3ObjectStore({
      address: () => ({ bucket: sandbox.bucket, region: sandbox.region, endpoint: sandbox.s3Endpoint }),
      keyPair: () => Promise.resolve(pair),
    });
    await refused(turning.list({ prefix: 'HCP/' }), 'keys.unknown');
    pair = sandbox.readyKeys;
    assert.equal((await turning.list({ prefix: 'HCP/' })).objects.length, 1);
    turning.dispose();
  });

  it('asks no endpoint that anyone on the way could answer for', async () => {
    for (const endpoint of [
      'http://s3.lab.example.org',
      'ftp://localhost',
      'https://me:secret@localhost',
      'x',
    ]) {
      await refused(storeOn(sandbox, { endpoint }).list({ prefix: 'HCP/' }), 'bucket.address', {
        reason: 'endpoint',
      });
    }
  });

  it('works again after it was disposed', async () => {
    await store.list({ prefix: 'HCP/' });
    store.dispose();
    assert.equal((await store.list({ prefix: 'HCP/' })).objects.length, 1);
  });

  it('rides out a short spell of SlowDown', async () => {
    sandbox.control.addFault({ server: 'bucket', pattern: '^HCP/', kind: 'slowDown503', times: 1 });
    assert.equal((await store.list({ prefix: 'HCP/' })).objects.length, 1);
    assert.equal(sandbox.control.requests().length, 2);
  });
});
