import assert from 'node:assert/strict';
import {
  HeadBucketCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { BucketItem, Client as MinioClient } from 'minio';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox';
import { minio, refusal, refusalStatus, sdk, virtualHostSdk } from './clients';
import { smallContent } from './smallContent';

const oddKeys = [
  'HCP_1200/odd/ a b',
  'HCP_1200/odd/.hidden',
  'HCP_1200/odd/100%',
  'HCP_1200/odd/a&b<c>"d\'',
  'HCP_1200/odd/a+b,c[1](2)!*~',
  'HCP_1200/odd/é\u{1F9E0}',
];
const subjects = Array.from({ length: 1_113 }, (_item, index) => `HCP_1200/S/${String(100_000 + index)}/`);
const content = smallContent(
  Object.fromEntries(
    [
      ...subjects.flatMap((subject) => [`${subject}a`, `${subject}T1w/b`]),
      ...oddKeys,
      'HCP/UR100.txt',
      'HCP_900/x',
      'HCP_Retest/y',
    ].map((key) => [key, key]),
  ),
);

describe('sandbox bucket: listing', () => {
  let sandbox: Sandbox;
  let client: S3Client;
  let other: MinioClient;

  before(async () => {
    sandbox = await startSandbox({ content });
    client = sdk(sandbox, sandbox.readyKeys);
    other = minio(sandbox, sandbox.readyKeys);
  });
  after(async () => {
    client.destroy();
    await sandbox.close();
  });
  beforeEach(() => sandbox.control.reset());

  const send = (
    input: { Prefix?: string } & Partial<ConstructorParameters<typeof ListObjectsV2Command>[0]>,
    by = client,
  ) => by.send(new ListObjectsV2Command({ Bucket: sandbox.bucket, ...input }));

  const prefixes = (page: ListObjectsV2CommandOutput) =>
    (page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix);

  it('pages through 1,113 folders', async () => {
    const first = await send({ Prefix: 'HCP_1200/S/', Delimiter: '/' });
    assert.deepEqual([first.KeyCount, first.IsTruncated], [1_000, true]);
    const ContinuationToken = first.NextContinuationToken;
    const second = await send({ Prefix: 'HCP_1200/S/', Delimiter: '/', ContinuationToken });
    assert.deepEqual([second.KeyCount, second.IsTruncated], [113, false]);
    assert.equal(second.ContinuationToken, ContinuationToken);
    assert.deepEqual([...prefixes(first), ...prefixes(second)], subjects);
  });

  it('does the same for minio', async () => {
    const items = await minioItems(other, 'HCP_1200/S/', false);
    assert.deepEqual(
      items.map(({ prefix }) => prefix),
      subjects,
    );
  });

  it('gives all keys without a delimiter, in order and once', async () => {
    const found: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await send({ Prefix: 'HCP_1200/S/', MaxKeys: 700, ContinuationToken });
      found.push(...(page.Contents ?? []).map(({ Key }) => Key));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    assert.deepEqual(
      found,
      subjects.flatMap((subject) => [`${subject}T1w/b`, `${subject}a`]),
    );
  });

  it('gives odd keys with and without encoding', async () => {
    const plain = await send({ Prefix: 'HCP_1200/odd/' });
    assert.deepEqual(
      plain.Contents?.map(({ Key }) => Key),
      oddKeys,
    );
    const encoded = await send({ Prefix: 'HCP_1200/odd/', EncodingType: 'url' });
    assert.equal(encoded.EncodingType, 'url');
    assert.equal(encoded.Contents?.[0]?.Key, 'HCP_1200/odd/+a+b');
    assert.deepEqual(
      encoded.Contents.map(({ Key = '' }) => decodeURIComponent(Key.replaceAll('+', ' '))),
      oddKeys,
    );
    const names = (await minioItems(other, 'HCP_1200/odd/', true)).map(({ name }) => name);
    assert.deepEqual(names, oddKeys);
  });

  it('gives sizes, dates and quoted ETags', async () => {
    const object = (await send({ Prefix: 'HCP/UR100.txt' })).Contents?.[0];
    assert.equal(object?.Size, 'HCP/UR100.txt'.length);
    assert.equal(object.LastModified?.toISOString(), '2017-03-01T12:00:00.000Z');
    assert.match(object.ETag ?? '', /^"[0-9a-f]{32}"$/);
  });

  it('starts after a key', async () => {
    const page = await send({ Prefix: 'HCP_1200/odd/', StartAfter: oddKeys[3] });
    assert.deepEqual(
      page.Contents?.map(({ Key }) => Key),
      oddKeys.slice(4),
    );
  });

  it('caps max-keys and refuses nonsense', async () => {
    assert.equal((await send({ Prefix: 'HCP_1200/', MaxKeys: 5_000 })).KeyCount, 1_000);
    assert.equal((await send({ Prefix: 'HCP_1200/', MaxKeys: 0 })).IsTruncated, false);
    assert.equal(await refusal(send({ Prefix: 'HCP_1200/', MaxKeys: -1 })), 'InvalidArgument');
    assert.equal(
      await refusal(send({ Prefix: 'HCP_1200/', ContinuationToken: 'bm9uc2Vuc2U=' })),
      'InvalidArgument',
    );
  });

  it('shows the release folders at the root, unless told not to', async () => {
    assert.deepEqual(prefixes(await send({ Delimiter: '/' })), [
      'HCP/',
      'HCP_1200/',
      'HCP_900/',
      'HCP_Retest/',
    ]);
    assert.equal(await refusal(send({})), 'AccessDenied');
    sandbox.control.setSwitches({ refuseRootListing: true });
    assert.equal(await refusal(send({ Delimiter: '/' })), 'AccessDenied');
    assert.equal(await refusal(minioItems(other, '', false)), 'AccessDenied');
  });

  it('refuses a release without its final slash', async () => {
    for (const Prefix of ['HCP', 'HCP_1200', 'HCP_12']) {
      assert.equal(await refusal(send({ Prefix, Delimiter: '/' })), 'AccessDenied', Prefix);
    }
    assert.deepEqual((await send({ Prefix: 'HCP/', Delimiter: '/' })).Contents?.[0]?.Key, 'HCP/UR100.txt');
  });

  it('refuses a release whose terms are not accepted', async () => {
    const keys = sandbox.control.account('retest').keys;
    assert.ok(keys);
    const retest = sdk(sandbox, keys);
    assert.equal((await send({ Prefix: 'HCP_Retest/' }, retest)).KeyCount, 1);
    assert.equal(await refusal(send({ Prefix: 'HCP_1200/' }, retest)), 'AccessDenied');
    retest.destroy();
  });

  it('answers virtual hosts', async () => {
    for (const host of ['localhost', 's3.localhost']) {
      const hosted = virtualHostSdk(sandbox, sandbox.readyKeys, host);
      assert.equal((await send({ Prefix: 'HCP_900/' }, hosted)).KeyCount, 1, host);
      hosted.destroy();
    }
  });

  it('refuses what a reader does not need, and other buckets', async () => {
    assert.equal(await refusal(other.getBucketVersioning(sandbox.bucket)), 'AccessDenied');
    assert.equal(await refusal(other.putObject(sandbox.bucket, 'HCP_1200/new', 'x')), 'AccessDenied');
    assert.equal(await refusal(other.removeObject(sandbox.bucket, 'HCP_900/x')), 'AccessDenied');
    assert.equal(await refusal(other.listBuckets()), 'AccessDenied');
    assert.equal(
      (await refusalStatus(client.send(new HeadBucketCommand({ Bucket: sandbox.bucket }))))[0],
      403,
    );
    assert.equal(await refusal(send({ Bucket: 'another', Prefix: 'HCP/' })), 'NoSuchBucket');
  });
});

async function minioItems(client: MinioClient, prefix: string, recursive: boolean): Promise<BucketItem[]> {
  const items: BucketItem[] = [];
  const stream: AsyncIterable<BucketItem> = client.listObjectsV2('hcp-openaccess', prefix, recursive);
  for await (const item of stream) items.push(item);
  return items;
}
