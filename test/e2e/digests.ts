import { createHash } from 'node:crypto';
import { Client } from 'minio';
import type { Sandbox } from '../sandbox/sandbox';

type Bucket = Pick<Sandbox, 's3Endpoint' | 'bucket' | 'region' | 'readyKeys'>;

/** MD5 of each object under a prefix, as an independent client reads it from the sandbox. */
export async function sandboxDigests(sandbox: Bucket, prefix: string): Promise<ReadonlyMap<string, string>> {
  const endpoint = new URL(sandbox.s3Endpoint);
  const client = new Client({
    endPoint: endpoint.hostname,
    port: Number(endpoint.port),
    useSSL: false,
    region: sandbox.region,
    pathStyle: true,
    accessKey: sandbox.readyKeys.accessKeyId,
    secretKey: sandbox.readyKeys.secretAccessKey,
  });
  const digests = new Map<string, string>();
  for await (const item of client.listObjectsV2(sandbox.bucket, prefix, true) as AsyncIterable<{
    name: string;
  }>) {
    if (item.name.endsWith('/')) continue;
    const hash = createHash('md5');
    for await (const chunk of await client.getObject(sandbox.bucket, item.name)) hash.update(chunk as Buffer);
    digests.set(item.name, hash.digest('hex'));
  }
  return digests;
}
