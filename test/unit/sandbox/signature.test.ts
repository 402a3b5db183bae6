import assert from 'node:assert/strict';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import type { KeyPair } from '../../sandbox/accounts';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox';
import { minio, refusal, sdk } from './clients';
import { smallContent } from './smallContent';

const key = 'HCP_1200/100307/a b+c,[1].txt';
const minute = 60_000;

describe('sandbox bucket: signatures', () => {
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await startSandbox({ content: smallContent({ [key]: 'signed' }) });
  });
  after(() => sandbox.close());
  beforeEach(() => sandbox.control.reset());

  const wrongSecret = (): KeyPair => ({ ...sandbox.readyKeys, secretAccessKey: 'x'.repeat(40) });
  const unknownKey = (): KeyPair => ({ ...sandbox.readyKeys, accessKeyId: 'AKIAAAAAAAAAAAAAAAAA' });

  async function listWith(client: S3Client): Promise<number | undefined> {
    const page = await client.send(new ListObjectsV2Command({ Bucket: sandbox.bucket, Prefix: 'HCP_1200/' }));
    client.destroy();
    return page.KeyCount;
  }

  /** Presigned as the AWS SDK's presigner does it. */
  async function presign(expiresIn: number, signingDate = new Date()): Promise<string> {
    const signer = new SignatureV4({
      credentials: sandbox.readyKeys,
      region: sandbox.region,
      service: 's3',
      sha256: Sha256,
      uriEscapePath: false,
    });
    const { host, hostname, port } = new URL(sandbox.s3Endpoint);
    const path = `/${sandbox.bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
    const request = new HttpRequest({ method: 'GET', hostname, port: Number(port), path, headers: { host } });
    request.headers['X-Amz-Content-Sha256'] = 'UNSIGNED-PAYLOAD';
    const { query } = await signer.presign(request, { expiresIn, signingDate });
    return `${sandbox.s3Endpoint}${path}?${new URLSearchParams(query as Record<string, string>).toString()}`;
  }

  it('tells a wrong secret from an unknown key, to two clients', async () => {
    assert.equal(await listWith(sdk(sandbox, sandbox.readyKeys)), 1);
    assert.equal(await refusal(listWith(sdk(sandbox, wrongSecret()))), 'SignatureDoesNotMatch');
    assert.equal(await refusal(listWith(sdk(sandbox, unknownKey()))), 'InvalidAccessKeyId');
    const get = (pair: KeyPair) => minio(sandbox, pair).getObject(sandbox.bucket, key);
    assert.equal(await refusal(get(wrongSecret())), 'SignatureDoesNotMatch');
    assert.equal(await refusal(get(unknownKey())), 'InvalidAccessKeyId');
  });

  it('refuses a clock that is off by more than 15 minutes', async () => {
    const signedAt = (systemClockOffset: number) => {
      const { s3Endpoint: endpoint, region, readyKeys: credentials } = sandbox;
      const options = { endpoint, region, credentials, forcePathStyle: true, maxAttempts: 1 };
      return listWith(new S3Client({ ...options, systemClockOffset }));
    };
    assert.equal(await signedAt(-14 * minute), 1);
    assert.equal(await refusal(signedAt(-16 * minute)), 'RequestTimeTooSkewed');
    assert.equal(await refusal(signedAt(16 * minute)), 'RequestTimeTooSkewed');
    sandbox.control.setSwitches({ clockOffsetMs: 20 * minute });
    assert.equal(
      await refusal(minio(sandbox, sandbox.readyKeys).getObject(sandbox.bucket, key)),
      'RequestTimeTooSkewed',
    );
  });

  it('takes a presigned GET from two clients', async () => {
    const byMinio = await minio(sandbox, sandbox.readyKeys).presignedGetObject(sandbox.bucket, key, 60);
    for (const url of [byMinio, await presign(60)]) {
      const response = await fetch(url);
      assert.deepEqual([response.status, await response.text()], [200, 'signed']);
    }
  });

  it('refuses a presigned request that is too old or was changed', async () => {
    const expired = await fetch(await presign(60, new Date(Date.now() - 2 * minute)));
    assert.equal(expired.status, 403);
    assert.match(await expired.text(), /<Code>AccessDenied<\/Code><Message>Request has expired/);
    const changed = await fetch((await presign(60)).replace('X-Amz-Expires=60', 'X-Amz-Expires=3600'));
    assert.match(await changed.text(), /<Code>SignatureDoesNotMatch/);
    const otherKey = await fetch((await presign(60)).replace('100307', '100308'));
    assert.match(await otherKey.text(), /<Code>SignatureDoesNotMatch/);
  });

  it('refuses an anonymous request, with an empty message unless told not to', async () => {
    const visit = () => fetch(`${sandbox.s3Endpoint}/${sandbox.bucket}/${encodeURI(key)}`);
    const response = await visit();
    assert.equal(response.status, 403);
    assert.match(response.headers.get('x-amz-request-id') ?? '', /^[0-9A-F]{16}$/);
    assert.match(await response.text(), /<Code>AccessDenied<\/Code><Message><\/Message>/);
    sandbox.control.setSwitches({ silentRefusals: false });
    assert.match(await (await visit()).text(), /<Message>Access Denied<\/Message>/);
  });

  it('refuses a session token, a wrong region and headers that are not signed', async () => {
    const token = { ...sandbox.readyKeys, sessionToken: 'token' };
    assert.equal(await refusal(listWith(sdk(sandbox, token))), 'InvalidToken');
    const { s3Endpoint: endpoint, readyKeys: credentials } = sandbox;
    const elsewhere = new S3Client({ endpoint, credentials, region: 'eu-west-1', forcePathStyle: true });
    assert.equal(await refusal(listWith(elsewhere)), 'AuthorizationHeaderMalformed');
    const url = await minio(sandbox, sandbox.readyKeys).presignedGetObject(sandbox.bucket, key, 60);
    const response = await fetch(url, { headers: { 'x-amz-request-payer': 'requester' } });
    assert.match(await response.text(), /<HeadersNotSigned>x-amz-request-payer/);
  });

  it('signs keys with every kind of character', async () => {
    const client = sdk(sandbox, sandbox.readyKeys);
    const answer = await client.send(new GetObjectCommand({ Bucket: sandbox.bucket, Key: key }));
    assert.equal(await answer.Body?.transformToString(), 'signed');
    client.destroy();
  });
});
