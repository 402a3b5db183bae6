import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox';
import { minio, refusalStatus, sdk } from './clients';
import { md5, smallContent } from './smallContent';

const body = Buffer.alloc(100_000, 'body');
const key = 'HCP_1200/100307/file';

describe('sandbox faults', () => {
  let sandbox: Sandbox;
  let client: S3Client;

  before(async () => {
    const content = smallContent({ [key]: body, 'HCP_1200/100307/other': 'other' });
    sandbox = await startSandbox({ content });
    client = sdk(sandbox, sandbox.readyKeys);
  });
  after(async () => {
    client.destroy();
    await sandbox.close();
  });
  beforeEach(() => sandbox.control.reset());

  /** What arrives of the object, and how it ends. */
  async function receive(signal?: AbortSignal) {
    const url = await minio(sandbox, sandbox.readyKeys).presignedGetObject(sandbox.bucket, key, 60);
    const response = await fetch(url, { signal });
    const length = Number(response.headers.get('content-length'));
    let received = 0;
    try {
      for await (const chunk of response.body as AsyncIterable<Uint8Array>) received += chunk.length;
      return { length, received, whole: true };
    } catch {
      return { length, received, whole: false };
    }
  }

  const get = (Key = key) => client.send(new GetObjectCommand({ Bucket: sandbox.bucket, Key }));
  const getText = async (Key = key) => (await get(Key)).Body?.transformToString();

  it('cuts the connection after n bytes, as often as it is told', async () => {
    sandbox.control.addFault({
      server: 'bucket',
      pattern: '/file$',
      kind: 'dropAfter',
      bytes: 40_000,
      times: 1,
    });
    assert.deepEqual(await receive(), { length: body.length, received: 40_000, whole: false });
    assert.deepEqual(await receive(), { length: body.length, received: body.length, whole: true });
    sandbox.control.addFault({ server: 'bucket', pattern: '/file$', kind: 'dropAfter', bytes: 0 });
    assert.deepEqual(await receive(), { length: body.length, received: 0, whole: false });
  });

  it('stalls after n bytes', async () => {
    sandbox.control.addFault({ server: 'bucket', pattern: '/file$', kind: 'stallAfter', bytes: 1_000 });
    const { received, whole } = await receive(AbortSignal.timeout(200));
    assert.deepEqual({ received, whole }, { received: 1_000, whole: false });
  });

  it('drips', async () => {
    sandbox.control.addFault({ server: 'bucket', pattern: '/file$', kind: 'drip', bytesPerSecond: 200_000 });
    const start = Date.now();
    assert.equal((await receive()).received, body.length);
    assert.ok(Date.now() - start >= 400);
  });

  it('announces a wrong length', async () => {
    sandbox.control.addFault({
      server: 'bucket',
      pattern: '/file$',
      kind: 'wrongLength',
      length: 'long',
      times: 1,
    });
    assert.deepEqual(await receive(), { length: 101_000, received: 100_000, whole: false });
    sandbox.control.addFault({ server: 'bucket', pattern: '/file$', kind: 'wrongLength', length: 'short' });
    assert.deepEqual(await receive(), { length: 99_000, received: 99_000, whole: true });
  });

  it('answers 500 and 503 with the right codes', async () => {
    sandbox.control.addFault({
      server: 'bucket',
      pattern: '',
      operation: 'get',
      kind: 'status500',
      times: 1,
    });
    assert.deepEqual(await refusalStatus(get()), [500, 'InternalError']);
    sandbox.control.addFault({ server: 'bucket', pattern: '', operation: 'get', kind: 'slowDown503' });
    assert.deepEqual(await refusalStatus(get()), [503, 'SlowDown']);
    const list = new ListObjectsV2Command({ Bucket: sandbox.bucket, Prefix: 'HCP_1200/' });
    assert.equal((await client.send(list)).KeyCount, 2);
  });

  it('changes an ETag, so that If-Match fails', async () => {
    sandbox.control.addFault({ server: 'bucket', pattern: '/file$', kind: 'changedEtag' });
    assert.notEqual((await get()).ETag, `"${md5(body)}"`);
    const input = { Bucket: sandbox.bucket, Key: key, IfMatch: `"${md5(body)}"` };
    const conditional = client.send(new GetObjectCommand(input));
    assert.deepEqual(await refusalStatus(conditional), [412, 'PreconditionFailed']);
  });

  it('lets a key die after n requests', async () => {
    sandbox.control.addFault({ server: 'bucket', pattern: '', kind: 'keyDiesAfter', requests: 2 });
    assert.equal(await getText('HCP_1200/100307/other'), 'other');
    assert.equal(await getText('HCP_1200/100307/other'), 'other');
    assert.deepEqual(await refusalStatus(get()), [403, 'InvalidAccessKeyId']);
    sandbox.control.clearFaults();
    assert.deepEqual(await refusalStatus(get()), [403, 'InvalidAccessKeyId']);
  });

  it('delays, and cuts without carrying out', async () => {
    sandbox.control.addFault({ server: 'portal', pattern: '^/login', kind: 'delay', milliseconds: 150 });
    const start = Date.now();
    await fetch(`${sandbox.portalUrl}/login/auth`);
    assert.ok(Date.now() - start >= 149);
    sandbox.control.clearFaults();
    sandbox.control.addFault({ server: 'portal', pattern: '^/login', method: 'GET', kind: 'down' });
    await assert.rejects(fetch(`${sandbox.portalUrl}/login/auth`));
    assert.equal((await fetch(sandbox.portalUrl)).status, 200);
  });

  it('answers 500 on portal paths', async () => {
    const id = sandbox.control.addFault({ server: 'portal', pattern: 'project=HCP_YA', kind: 'status500' });
    const visit = () => fetch(`${sandbox.portalUrl}/project?project=HCP_YA`);
    assert.equal((await visit()).status, 500);
    sandbox.control.removeFault(id);
    assert.equal((await visit()).status, 200);
  });

  it('stops a server and starts it again at the same address', async () => {
    await sandbox.control.stop('bucket');
    const socket = connect(Number(new URL(sandbox.s3Endpoint).port), '127.0.0.1');
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    assert.equal(error.code, 'ECONNREFUSED');
    await assert.rejects(get());
    assert.equal((await fetch(sandbox.portalUrl)).status, 200);
    await sandbox.control.start('bucket');
    assert.equal(await getText('HCP_1200/100307/other'), 'other');
  });
});
