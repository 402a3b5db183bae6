import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { Client as MinioClient } from 'minio';
import type { KeyPair } from '../../sandbox/accounts';
import type { Sandbox } from '../../sandbox/sandbox';

/** The AWS SDK, with addresses of the path style. */
export function sdk(sandbox: Sandbox, credentials: KeyPair): S3Client {
  return new S3Client({
    endpoint: sandbox.s3Endpoint,
    region: sandbox.region,
    forcePathStyle: true,
    credentials,
    maxAttempts: 1,
  });
}

/** The AWS SDK, with the bucket in the host's name, which is looked up as loopback. */
export function virtualHostSdk(sandbox: Sandbox, credentials: KeyPair, host: string): S3Client {
  const agent = new Agent({
    lookup: (_name, _options, found) => {
      found(null, [{ address: '127.0.0.1', family: 4 }]);
    },
  });
  return new S3Client({
    endpoint: `http://${host}:${new URL(sandbox.s3Endpoint).port}`,
    region: sandbox.region,
    credentials,
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({ httpAgent: agent }),
  });
}

/** A client that shares no code with the AWS SDK. */
export function minio(sandbox: Sandbox, { accessKeyId, secretAccessKey }: KeyPair): MinioClient {
  const { hostname, port } = new URL(sandbox.s3Endpoint);
  return new MinioClient({
    endPoint: hostname,
    port: Number(port),
    useSSL: false,
    region: sandbox.region,
    accessKey: accessKeyId,
    secretKey: secretAccessKey,
  });
}

/** The name (SDK) or code (minio) of the refusal that `request` meets. */
export async function refusal(request: Promise<unknown>): Promise<string> {
  try {
    await request;
  } catch (error) {
    assert.ok(error instanceof Error);
    return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  }
  return assert.fail('The request was not refused.');
}

/** The HTTP status and the name of the SDK's refusal. */
export async function refusalStatus(
  request: Promise<unknown>,
): Promise<readonly [number | undefined, string]> {
  try {
    await request;
  } catch (error) {
    assert.ok(error instanceof S3ServiceException);
    return [error.$metadata.httpStatusCode, error.name];
  }
  return assert.fail('The request was not refused.');
}

export async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
