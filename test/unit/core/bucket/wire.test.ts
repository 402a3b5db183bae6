import assert from 'node:assert/strict';
import type { ObjectStore } from '../../../../src/core/bucket/objectStore';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox';
import { md5, smallContent } from '../../sandbox/smallContent';
import { refused } from '../refused';
import { storeOn } from './fixture';
import { countingFallback } from './oddServer';
import { fetchAll, fetcherOn, type Fetcher } from './wireFixture';

const large = 'HCP_1200/large';
const size = 4_000_000;
const bytes = Buffer.from(Array.from({ length: size }, (_, index) => (index * 7919) % 251));
const odd = 'HCP_1200/./../a b+c//%2F?#\'"!*()~ä𝒳&=;:@,/x';
const etag = md5(bytes);

describe('the fetcher: objects of the bucket', () => {
  let sandbox: Sandbox;
  let store: ObjectStore & { dispose(): void };
  let fetcher: Fetcher;
  before(async () => {
    sandbox = await startSandbox({
      content: smallContent({
        [large]: bytes,
        [odd]: 'odd',
        'HCP_1200/empty': '',
        'HCP_1200/dot/./x': 'dot',
      }),
    });
  });
  after(() => sandbox.close());
  beforeEach(async () => {
    await sandbox.control.reset();
    store = storeOn(sandbox, { stallAfter: 300 });
    fetcher = fetcherOn(sandbox, store, { stallAfter: 300 });
  });
  afterEach(() => {
    fetcher.dispose();
    store.dispose();
  });

  it('fetches a whole object and says what it is', async () => {
    const { body, head } = await fetchAll(fetcher, { key: large, size, ifMatch: etag });
    assert.ok(body.equals(bytes));
    assert.deepEqual(head, { etag, totalSize: size, lastModified: new Date('2017-03-01T12:00:00Z') });
  });

  it('fetches ranges', async () => {
    for (const [start, end] of [
      [0, 1],
      [1_000_000, 3_000_001],
      [size - 1, size],
      [0, size],
    ] as const) {
      const request = { key: large, size, ifMatch: etag, range: { start, end } };
      const { body, head } = await fetchAll(fetcher, request);
      assert.ok(body.equals(bytes.subarray(start, end)));
      assert.equal(head.totalSize, size);
    }
  });

  it('fetches an empty object', async () => {
    const { body } = await fetchAll(fetcher, {
      key: 'HCP_1200/empty',
      size: 0,
      ifMatch: md5(Buffer.alloc(0)),
    });
    assert.equal(body.length, 0);
  });

  it('asks for keys with any characters, without the help of the fallback', async () => {
    for (const [key, text] of [
      [odd, 'odd'],
      ['HCP_1200/dot/./x', 'dot'],
    ] as const) {
      const alone = fetcherOn(sandbox, undefined);
      const request = { key, size: text.length, ifMatch: md5(Buffer.from(text)) };
      assert.equal((await fetchAll(alone, request)).body.toString(), text);
      alone.dispose();
    }
  });

  it('says what the bucket refuses', async () => {
    await refused(fetchAll(fetcher, { key: large, size, ifMatch: 'other' }), 'bucket.changed');
    await refused(fetchAll(fetcher, { key: 'HCP_1200/none', size, ifMatch: etag }), 'bucket.notFound');
    const beyond = { key: large, size, ifMatch: etag, range: { start: size + 1, end: size + 2 } };
    await refused(fetchAll(fetcher, beyond), 'bucket.changed');
    const pair = { accessKeyId: 'AKIAEXAMPLEEXAMPLE00', secretAccessKey: 'x'.repeat(40) };
    const strangers = storeOn(sandbox, { pair });
    const stranger = fetcherOn(sandbox, strangers, { pair });
    await refused(fetchAll(stranger, { key: large, size, ifMatch: etag }), 'keys.unknown');
    strangers.dispose();
    stranger.dispose();
  });

  const fault = (rule: Parameters<Sandbox['control']['addFault']>[0]) => sandbox.control.addFault(rule);
  const whole = { key: large, size, ifMatch: etag };
  const part = { ...whole, range: { start: 1_000_000, end: 2_000_000 } };
  const bucket = { server: 'bucket', pattern: 'large' } as const;

  for (const [name, request] of [
    ['the whole object', whole],
    ['a part', part],
  ] as const) {
    it(`notices what is wrong with ${name}`, async () => {
      for (const bytes of [0, 100_000]) {
        fault({ ...bucket, kind: 'dropAfter', bytes, times: 1 });
        await refused(fetchAll(fetcher, request), 'bucket.unreachable');
      }
      fault({ ...bucket, kind: 'stallAfter', bytes: 100_000, times: 1 });
      await refused(fetchAll(fetcher, request), 'transfer.stalled');
      fault({ ...bucket, kind: 'wrongLength', length: 'long', times: 1 });
      await refused(fetchAll(fetcher, request), 'bucket.protocol');
      fault({ ...bucket, kind: 'wrongLength', length: 'short', times: 1 });
      await refused(fetchAll(fetcher, request), 'bucket.protocol');
      fault({ ...bucket, kind: 'changedEtag', times: 1 });
      await refused(fetchAll(fetcher, request), 'bucket.changed');
      for (const kind of ['slowDown503', 'status500'] as const) {
        fault({ ...bucket, kind, times: 1 });
        await refused(fetchAll(fetcher, request), 'bucket.busy');
      }
      fault({ ...bucket, kind: 'down', times: 2 });
      await refused(fetchAll(fetcher, request), 'bucket.unreachable');
      sandbox.control.clearFaults();
      const { body } = await fetchAll(fetcher, request);
      const { start, end } = part.range;
      assert.ok(body.equals(request === part ? bytes.subarray(start, end) : bytes));
    });
  }

  it('lets a slow body take its time', async () => {
    fault({ ...bucket, kind: 'drip', bytesPerSecond: 1_000 });
    const range = { start: 0, end: 700 };
    assert.ok((await fetchAll(fetcher, { ...whole, range })).body.equals(bytes.subarray(0, 700)));
  });

  it('signs with the pair of the moment', async () => {
    fault({ ...bucket, kind: 'keyDiesAfter', requests: 1 });
    await fetchAll(fetcher, part);
    await refused(fetchAll(fetcher, part), 'keys.unknown');
  });

  it('asks no endpoint that anyone on the way could answer for', async () => {
    const unsafe = fetcherOn(sandbox, undefined, { endpoint: 'http://s3.example' });
    await refused(fetchAll(unsafe, whole), 'bucket.address');
  });

  it('leaves an address that is not simple to the fallback', async () => {
    const fallback = countingFallback(bytes);
    const simple = fetcherOn(sandbox, fallback, { endpoint: `${sandbox.s3Endpoint}/below` });
    assert.ok((await fetchAll(simple, whole)).body.equals(bytes));
    assert.equal(fallback.asked(), 1);
    simple.dispose();
  });
});
