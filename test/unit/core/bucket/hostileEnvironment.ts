/*
 * Runs in a process of its own, whose environment names other AWS identities, endpoints and settings. Prints
 * what the store did as JSON, and what a client of the SDK with no configuration does there, as the control.
 */
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import type { HttpRequest } from '@smithy/protocol-http';

// Everything that could read a file is loaded after this.
const filesRead: string[] = [];
const readFile = fs.readFile;
fs.readFile = ((path: string, ...rest: []) => {
  filesRead.push(String(path));
  return readFile(path, ...rest);
}) as typeof fs.readFile;
syncBuiltinESMExports();

const awsFiles = () => filesRead.splice(0).filter((path) => path.includes('hostile-aws'));

async function main(): Promise<unknown> {
  const { createS3ObjectStore } = await import('../../../../src/core/bucket/s3ObjectStore');
  const { clientConfig } = await import('../../../../src/core/bucket/s3Client');
  const { HttpResponse } = await import('@smithy/protocol-http');
  const { ListObjectsV2Command, S3Client } = await import('@aws-sdk/client-s3');
  const given = JSON.parse(process.argv[2] ?? '') as {
    endpoint: string;
    pair: { accessKeyId: string; secretAccessKey: string };
  };
  const keyPair = () => Promise.resolve(given.pair);
  const address = { bucket: 'hcp-openaccess', region: 'us-east-1', endpoint: given.endpoint };
  const store = createS3ObjectStore({ address: () => address, keyPair });
  const page = await store.list({ prefix: 'HCP/' });
  store.dispose();

  const command = new ListObjectsV2Command({ Bucket: address.bucket });
  let asked: HttpRequest | undefined;
  const aws = new S3Client({
    ...clientConfig({ ...address, endpoint: undefined }, keyPair),
    requestHandler: {
      handle: (request: HttpRequest) => {
        asked = request;
        return Promise.resolve({ response: new HttpResponse({ statusCode: 403, headers: {} }) });
      },
    },
  });
  await aws.send(command).catch(() => undefined);
  const ofStore = awsFiles();

  await fetch(`${process.env.AWS_ENDPOINT_URL ?? ''}/control`);
  // What is nonsense would stop the control before it reads a file.
  for (const [name, value] of Object.entries(process.env)) {
    if (value === 'nonsense') Reflect.deleteProperty(process.env, name);
  }
  await new S3Client({}).send(command).catch(() => undefined);
  return {
    keys: page.objects.map(({ key }) => key),
    awsAddress: asked && `${asked.protocol}//${asked.hostname}${asked.path}`,
    awsSignature: asked?.headers.authorization,
    awsToken: asked?.headers['x-amz-security-token'],
    filesReadByStore: ofStore,
    filesReadByControl: awsFiles().length,
  };
}

void main().then(
  (result) => process.stdout.write(JSON.stringify(result)),
  (error: unknown) => {
    process.stderr.write(String(error));
    process.exitCode = 1;
  },
);
