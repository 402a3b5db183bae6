import assert from 'node:assert/strict';
import { readListing } from '../../../../src/core/bucket/listingXml';
import { createLeanListing } from '../../../../src/core/bucket/leanListing';
import { directNetwork } from '../../../../src/core/network/networkOptions';
import type { ListRequest } from '../../../../src/core/bucket/objectStore';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox';
import { smallContent } from '../../sandbox/smallContent';

const contents = (key: string, size = '3') =>
  `<Contents><Key>${key}</Key><LastModified>2017-03-01T12:00:00.000Z</LastModified>` +
  `<ETag>&quot;0cc175b9c0f1b6a831c399e269772661&quot;</ETag><Size>${size}</Size></Contents>`;
const page = (inside: string, truncated = '<IsTruncated>false</IsTruncated>') =>
  '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
  `<Name>b</Name>${truncated}<EncodingType>url</EncodingType>${inside}</ListBucketResult>`;

describe('a page of a listing, read without the AWS SDK', () => {
  it('is what it says', () => {
    const prefix = '<CommonPrefixes><Prefix>a%2Fc%2F</Prefix></CommonPrefixes>';
    assert.deepEqual(readListing(page(contents('a%2Fb+%2Bc') + contents('z', '0') + prefix)), {
      objects: ['a/b +c', 'z'].map((key, index) => ({
        key,
        size: index === 0 ? 3 : 0,
        etag: '0cc175b9c0f1b6a831c399e269772661',
        lastModified: new Date('2017-03-01T12:00:00Z'),
      })),
      prefixes: ['a/c/'],
      next: undefined,
    });
  });

  it('may be one object, none, or have more behind it', () => {
    assert.equal(readListing(page(contents('a')))?.objects.length, 1);
    assert.deepEqual(readListing(page('')), { objects: [], prefixes: [], next: undefined });
    const more = '<IsTruncated>true</IsTruncated><NextContinuationToken>x&amp;y</NextContinuationToken>';
    assert.equal(readListing(page('', more))?.next, 'x&y');
  });

  const odd: Readonly<Record<string, string>> = {
    'an error': '<Error><Code>SlowDown</Code></Error>',
    'another document': '<html><body>Welcome</body></html>',
    'no XML': 'Welcome',
    nothing: '',
    'half a page': page(contents('a')).slice(0, -30),
    'a page without its end': page('', ''),
    'a page with two ends': page('', '<IsTruncated>false</IsTruncated><IsTruncated>true</IsTruncated>'),
    'more without a way to it': page('', '<IsTruncated>true</IsTruncated>'),
    'a size that is none': page(contents('a', '-1')),
    'two sizes': page(contents('a', '1</Size><Size>2')),
    'a key that can’t be decoded': page(contents('%E0%A4')),
    'an object without fields': page('<Contents/>'),
    'a date that is none': page(contents('a').replace('2017-03-01', '2017-13-01')),
  };
  for (const [name, text] of Object.entries(odd)) {
    it(`is left to the SDK when it is ${name}`, () => {
      assert.equal(readListing(text), undefined);
    });
  }
});

describe('a listing without the AWS SDK', () => {
  const content = smallContent({ 'HCP_1200/a b': 'a', 'HCP_1200/c/d': 'd', 'HCP_1200/e': 'e' });
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ content });
  });
  after(() => sandbox.close());

  const listing = () =>
    createLeanListing(
      { bucket: sandbox.bucket, region: sandbox.region, endpoint: sandbox.s3Endpoint },
      directNetwork,
    )!;

  it('gives the same pages as the SDK gives', async () => {
    const one = listing();
    const ask = (request: ListRequest) => one.list(request, sandbox.readyKeys, undefined);
    const first = await ask({ prefix: 'HCP_1200/', maxKeys: 2 });
    assert.deepEqual(
      first?.objects.map(({ key }) => key),
      ['HCP_1200/a b', 'HCP_1200/c/d'],
    );
    const second = await ask({ prefix: 'HCP_1200/', maxKeys: 2, from: first!.next! });
    assert.deepEqual([second?.objects.map(({ key }) => key), second?.next], [['HCP_1200/e'], undefined]);
    const folder = await ask({ prefix: 'HCP_1200/', delimiter: '/', startAfter: 'HCP_1200/a b' });
    assert.deepEqual(folder?.prefixes, ['HCP_1200/c/']);
    one.dispose();
  });

  it('leaves refusals to the SDK', async () => {
    const one = listing();
    const wrong = { ...sandbox.readyKeys, secretAccessKey: 'x'.repeat(40) };
    assert.equal(await one.list({ prefix: 'HCP_1200/' }, wrong, undefined), undefined);
    assert.equal(await one.list({ prefix: '\ud800' }, sandbox.readyKeys, undefined), undefined);
    one.dispose();
  });

  it('ends at once when it is told to', async () => {
    const one = listing();
    const stop = AbortSignal.abort();
    await assert.rejects(one.list({ prefix: 'HCP_1200/' }, sandbox.readyKeys, stop), { name: 'AbortError' });
    one.dispose();
  });

  it('is not for a proxy', () => {
    const address = { bucket: 'hcp-openaccess', region: 'us-east-1', endpoint: undefined };
    const proxied = { ...directNetwork, proxy: 'http://proxy.example:3128' };
    assert.equal(createLeanListing(address, proxied), undefined);
    assert.ok(createLeanListing(address, directNetwork));
  });
});
