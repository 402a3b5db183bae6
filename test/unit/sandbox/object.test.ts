import assert from 'node:assert/strict';
import { GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Client as MinioClient } from 'minio';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox';
import { bytesOf, minio, refusal, refusalStatus, sdk } from './clients';
import { md5, smallContent } from './smallContent';

const body = Buffer.from(Uint8Array.from({ length: 100_000 }, (_item, index) => (index * 7919) >> 3));
const Key = 'HCP_1200/100307/unprocessed/a b+c,[1].nii.gz';
const content = smallContent({ [Key]: body, 'HCP_1200/empty': '', 'HCP_Retest/locked': 'locked' });

describe('sandbox bucket: objects', () => {
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

  type GetInput = Partial<ConstructorParameters<typeof GetObjectCommand>[0]>;
  const get = (input: GetInput = {}, by = client) =>
    by.send(new GetObjectCommand({ Bucket: sandbox.bucket, Key, ...input }));

  async function getBytes(input: GetInput): Promise<{ status?: number; range?: string; bytes: Buffer }> {
    const answer = await get(input);
    const bytes = Buffer.from((await answer.Body?.transformToByteArray()) ?? []);
    return { status: answer.$metadata.httpStatusCode, range: answer.ContentRange, bytes };
  }

  it('gives the whole object to two clients', async () => {
    const { status, bytes } = await getBytes({});
    assert.equal(status, 200);
    assert.ok(bytes.equals(body));
    assert.ok((await bytesOf(await other.getObject(sandbox.bucket, Key))).equals(body));
  });

  it('gives single ranges, open and suffix ones included', async () => {
    const size = String(body.length);
    const cases: [string, number, number][] = [
      ['bytes=0-0', 0, 1],
      ['bytes=10-99', 10, 100],
      ['bytes=99990-', 99_990, 100_000],
      ['bytes=-10', 99_990, 100_000],
      ['bytes=99990-200000', 99_990, 100_000],
    ];
    for (const [Range, start, end] of cases) {
      const { status, range, bytes } = await getBytes({ Range });
      assert.equal(status, 206, Range);
      assert.equal(range, `bytes ${String(start)}-${String(end - 1)}/${size}`);
      assert.ok(bytes.equals(body.subarray(start, end)), Range);
    }
    const partial = await other.getPartialObject(sandbox.bucket, Key, 10, 90);
    assert.ok((await bytesOf(partial)).equals(body.subarray(10, 100)));
  });

  it('gives the whole object for several ranges or a malformed one', async () => {
    for (const Range of ['bytes=0-1,5-6', 'bytes=9-3', 'lines=1-2']) {
      const { status, bytes } = await getBytes({ Range });
      assert.deepEqual([status, bytes.length], [200, body.length], Range);
    }
  });

  it('refuses a range behind the end', async () => {
    assert.deepEqual(await refusalStatus(get({ Range: 'bytes=100000-' })), [416, 'InvalidRange']);
    assert.equal(await refusal(get({ Key: 'HCP_1200/empty', Range: 'bytes=0-' })), 'InvalidRange');
  });

  it('honours If-Match and If-None-Match', async () => {
    const etag = `"${md5(body)}"`;
    assert.equal((await getBytes({ IfMatch: etag, Range: 'bytes=1-2' })).status, 206);
    assert.deepEqual(await refusalStatus(get({ IfMatch: '"other"' })), [412, 'PreconditionFailed']);
    assert.equal((await getBytes({ IfNoneMatch: '"other"' })).status, 200);
    assert.equal((await refusalStatus(get({ IfNoneMatch: etag })))[0], 304);
  });

  it('tells about an object without its body', async () => {
    const head = await client.send(
      new HeadObjectCommand({ Bucket: sandbox.bucket, Key, ChecksumMode: 'ENABLED' }),
    );
    assert.deepEqual(
      [head.ContentLength, head.ETag, head.ChecksumCRC32],
      [body.length, `"${md5(body)}"`, undefined],
    );
    const stat = await other.statObject(sandbox.bucket, Key);
    assert.deepEqual([stat.size, stat.etag], [body.length, md5(body)]);
  });

  it('tells a missing key from a locked one only where listing is allowed', async () => {
    assert.equal(await refusal(get({ Key: 'HCP_1200/missing' })), 'NoSuchKey');
    assert.equal(await refusal(get({ Key: 'HCP_3000/missing' })), 'AccessDenied');
    const researcher = sandbox.control.account('researcher').keys;
    assert.ok(researcher);
    const limited = sdk(sandbox, researcher);
    assert.equal(await refusal(get({ Key: 'HCP_Retest/locked' }, limited)), 'AccessDenied');
    limited.destroy();
    const head = new HeadObjectCommand({ Bucket: sandbox.bucket, Key: 'HCP_1200/missing' });
    assert.deepEqual(await refusalStatus(client.send(head)), [404, 'NotFound']);
  });

  it('refuses a version', async () => {
    assert.equal(await refusal(get({ VersionId: 'null' })), 'AccessDenied');
  });

  it('leaves AccessDenied without a message', async () => {
    await assert.rejects(get({ Key: 'HCP_3000/x' }), (error: Error) => !/denied/i.test(error.message));
  });
});
