import assert from 'node:assert/strict';
import type { ObjectStore } from '../../../../src/core/bucket/objectStore';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox';
import { md5, smallContent } from '../../sandbox/smallContent';
import { refused } from '../refused';
import { storeOn } from './fixture';
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
});
