import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { createS3ObjectStore } from '../../../../src/core/bucket/s3ObjectStore';
import { HcpError } from '../../../../src/core/errors';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox';
import { smallContent } from '../../sandbox/smallContent';
import { refused } from '../refused';
import { startOtherBucket, storeOn, type OtherBucket } from './fixture';

const minute = 60_000;

describe('the bucket: refusals', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({
      content: smallContent({ 'HCP_1200/a': 'a', 'HCP_1200/b/c': 'c', 'HCP/x': 'x', 'HCP_Retest/y': 'y' }),
    });
  });
  after(() => sandbox.close());
  beforeEach(() => sandbox.control.reset());

  const researcher = () => storeOn(sandbox, { pair: sandbox.control.account('researcher').keys! });

  it('knows an unknown access key ID', async () => {
    const pair = { ...sandbox.readyKeys, accessKeyId: 'AKIAUNKNOWNUNKNOWN00' };
    const store = storeOn(sandbox, { pair });
    await refused(store.list({ prefix: 'HCP/' }), 'keys.unknown', {
      reason: 'InvalidAccessKeyId',
      accessKeyId: pair.accessKeyId,
    });
    await refused(store.read('HCP/x'), 'keys.unknown');
  });

  it('knows a pair that was reset', async () => {
    const store = storeOn(sandbox);
    await store.list({ prefix: 'HCP/' });
    sandbox.control.killKey('ready');
    await refused(store.list({ prefix: 'HCP/' }), 'keys.unknown');
  });

  it('knows a wrong secret access key', async () => {
    const secretAccessKey = 'wrongwrongwrongwrongwrongwrongwrongwrong';
    const store = storeOn(sandbox, { pair: { ...sandbox.readyKeys, secretAccessKey } });
    const error = await refused(store.list({ prefix: 'HCP/' }), 'keys.secret', {
      accessKeyId: sandbox.readyKeys.accessKeyId,
    });
    assert.doesNotMatch(JSON.stringify(error.facts), /wrongwrong/);
  });

  for (const offset of [-40 * minute, 40 * minute]) {
    it(`knows a clock that is off (${String(offset / minute)} minutes)`, async () => {
      sandbox.control.setSwitches({ clockOffsetMs: offset });
      await refused(storeOn(sandbox).list({ prefix: 'HCP/' }), 'keys.clock', {
        minutes: 40,
        direction: offset > 0 ? 'behind' : 'ahead',
      });
    });
  }

  it('knows a release whose terms are not accepted, which says nothing about the pair', async () => {
    const facts = { reason: 'AccessDenied', datasetId: 'HCP_Retest' };
    await refused(researcher().list({ prefix: 'HCP_Retest/' }), 'bucket.denied', facts);
    await refused(researcher().read('HCP_Retest/y'), 'bucket.denied', facts);
  });

  it('says of a HEAD without a body that the reason is not known', async () => {
    await refused(researcher().head('HCP_Retest/y'), 'bucket.denied', { reason: 'unknown', status: 403 });
  });

  it('knows the release without its slash as denied', async () => {
    await refused(storeOn(sandbox).list({ prefix: 'HCP' }), 'bucket.denied');
  });

  it('knows a missing object', async () => {
    await refused(storeOn(sandbox).head('HCP_1200/none'), 'bucket.notFound');
    await refused(storeOn(sandbox).read('HCP_1200/none'), 'bucket.notFound');
  });

  it('knows another bucket and a broken address', async () => {
    await refused(storeOn(sandbox, { bucket: 'another-bucket' }).list({ prefix: '' }), 'bucket.address');
    await refused(storeOn(sandbox, { endpoint: 'not an address' }).list({ prefix: '' }), 'bucket.address');
  });

  it('knows an object that changed', async () => {
    const etag = '0'.repeat(32);
    await refused(storeOn(sandbox).read('HCP/x', { ifMatch: etag }), 'bucket.changed', { status: 412 });
    await refused(storeOn(sandbox).read('HCP/x', { range: { start: 9, end: 10 } }), 'bucket.changed', {
      status: 416,
    });
  });

  for (const kind of ['status500', 'slowDown503'] as const) {
    it(`knows a bucket that stays busy (${kind})`, async () => {
      sandbox.control.addFault({ server: 'bucket', pattern: '', kind });
      const error = await refused(storeOn(sandbox).list({ prefix: 'HCP/' }), 'bucket.busy');
      assert.equal(error.retryable, true);
    });
  }

  it('knows a bucket that is down or cuts connections', async () => {
    sandbox.control.addFault({ server: 'bucket', pattern: '', kind: 'down' });
    await refused(storeOn(sandbox).list({ prefix: 'HCP/' }), 'bucket.unreachable');
    await sandbox.control.stop('bucket');
    await refused(storeOn(sandbox).list({ prefix: 'HCP/' }), 'bucket.unreachable', {
      reason: 'ECONNREFUSED',
    });
  });

  it('passes on that there is no pair', async () => {
    const store = createS3ObjectStore({
      address: () => ({ bucket: sandbox.bucket, region: sandbox.region, endpoint: sandbox.s3Endpoint }),
      keyPair: () => Promise.reject(new HcpError('keys.missing')),
    });
    await refused(store.list({ prefix: 'HCP/' }), 'keys.missing');
    assert.equal(sandbox.control.requests().length, 0);
  });
});

describe('the bucket: answers of other servers', () => {
  const buckets: OtherBucket[] = [];
  afterEach(() => {
    for (const bucket of buckets.splice(0)) bucket.close();
  });

  async function storeAt(listener: RequestListener) {
    const bucket = await startOtherBucket(listener);
    buckets.push(bucket);
    return bucket.store;
  }
  const xmlError = (code: string, status: number, headers = {}) => {
    const listener: RequestListener = (_request, response) => {
      response.writeHead(status, { 'content-type': 'application/xml', ...headers });
      response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message></Message></Error>`);
    };
    return listener;
  };
  const listing =
    (inside: string): RequestListener =>
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/xml' });
      response.end(
        `<?xml version="1.0"?><ListBucketResult><Name>hcp-openaccess</Name>${inside}</ListBucketResult>`,
      );
    };

  for (const [code, status] of [
    ['PermanentRedirect', 301],
    ['TemporaryRedirect', 307],
    ['AuthorizationHeaderMalformed', 400],
    ['NoSuchBucket', 404],
  ] as const) {
    it(`takes ${code} for a wrong address`, async () => {
      const store = await storeAt(xmlError(code, status, { 'x-amz-bucket-region': 'eu-west-1' }));
      await refused(store.list({ prefix: 'HCP/' }), 'bucket.address', { region: 'eu-west-1' });
    });
  }

  it('takes a HEAD refused with the region of the bucket for a wrong address', async () => {
    const store = await storeAt((_request, response) => {
      response.writeHead(400, { 'x-amz-bucket-region': 'eu-west-1' }).end();
    });
    await refused(store.head('HCP/x'), 'bucket.address', { region: 'eu-west-1' });
  });

  it('does not take a page with status 200 for an empty folder', async () => {
    const store = await storeAt((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Welcome</body></html>');
    });
    await refused(store.list({ prefix: 'HCP/' }), 'bucket.protocol');
    const broken = await storeAt((_request, response) => {
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!DOCTYPE html><p>Sign in to the <br>network');
    });
    await refused(broken.list({ prefix: 'HCP/' }), 'bucket.protocol');
  });

  it('decodes keys as AWS and as Ceph write them, and leaves them alone when they are not encoded', async () => {
    const object = (key: string) =>
      `<Contents><Key>${key}</Key><Size>1</Size><ETag>&quot;e&quot;</ETag><LastModified>2017-03-01T12:00:00Z</LastModified></Contents>`;
    const keys = object('a+b%2Bc/d') + object('a%20b%2Bc%2Fd');
    const common = '<IsTruncated>false</IsTruncated>';
    const encoded = await storeAt(listing(`${common}<EncodingType>url</EncodingType>${keys}`));
    const { objects } = await encoded.list({ prefix: 'a' });
    assert.deepEqual(
      objects.map(({ key }) => key),
      ['a b+c/d', 'a b+c/d'],
    );
    const plain = await storeAt(listing(common + keys));
    assert.equal((await plain.list({ prefix: 'a' })).objects[0]!.key, 'a+b%2Bc/d');
  });

  for (const [name, status, headers] of [
    ['the whole object', 200, { 'content-length': '4' }],
    ['another range', 206, { 'content-length': '4', 'content-range': 'bytes 4-7/100' }],
    ['a shorter range', 206, { 'content-length': '2', 'content-range': 'bytes 0-1/100' }],
    ['a range without its size', 206, { 'content-length': '4', 'content-range': 'bytes 0-3/*' }],
    ['no Content-Range', 206, { 'content-length': '4' }],
    ['no length', 206, { 'content-range': 'bytes 0-3/100', 'transfer-encoding': 'chunked' }],
  ] as const) {
    it(`refuses ${name} for a range, and frees the connection`, async () => {
      const store = await storeAt((_request, response) => {
        response.writeHead(status, { etag: '"e"', 'last-modified': new Date(0).toUTCString(), ...headers });
        response.write('ab');
      });
      const closed = new Promise((resolve) =>
        buckets[0]!.server.on('connection', (socket) => socket.on('close', resolve)),
      );
      await refused(store.read('k', { range: { start: 0, end: 4 } }), 'bucket.protocol');
      await closed;
    });
  }

  it('tells what a 403 on an object means by listing its own key', async () => {
    const key = (name: string) =>
      `<Contents><Key>${name}</Key><Size>1</Size><ETag>e</ETag><LastModified>2017-03-01T12:00:00Z</LastModified></Contents>`;
    const storeThatLists = (answer: RequestListener) =>
      storeAt((request, response) => {
        const listed = request.url?.includes('list-type=2') === true;
        (listed ? answer : xmlError('AccessDenied', 403))(request, response);
      });
    const page = (entries: string) => listing(`<IsTruncated>false</IsTruncated>${entries}`);
    const missing = await storeThatLists(page(''));
    await refused(missing.read('HCP_1200/b'), 'bucket.notFound');
    const longer = await storeThatLists(page(key('HCP_1200/b/c')));
    await refused(longer.read('HCP_1200/b'), 'bucket.notFound');
    const there = await storeThatLists(page(key('HCP_1200/b')));
    await refused(there.read('HCP_1200/b'), 'bucket.denied', { reason: 'AccessDenied', datasetId: 'HCP_YA' });
    const locked = await storeThatLists(xmlError('AccessDenied', 403));
    await refused(locked.read('HCP_Retest/b'), 'bucket.denied', { datasetId: 'HCP_Retest' });
    const dead = await storeThatLists(xmlError('InvalidAccessKeyId', 403));
    await refused(dead.read('HCP_1200/b'), 'keys.unknown');
  });

  it('refuses an answer with another ETag than the one that was asked for', async () => {
    const store = await storeAt((_request, response) => {
      const headers = { etag: '"new"', 'last-modified': new Date(0).toUTCString(), 'content-length': '4' };
      response.writeHead(200, headers).end('abcd');
    });
    await refused(store.read('k', { ifMatch: 'old' }), 'bucket.changed');
  });
});
