import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KeyPair } from '../../../../src/core/keyPair';
import type { BucketAddress, ObjectBody, ObjectStore } from '../../../../src/core/bucket/objectStore';
import { createS3ObjectStore } from '../../../../src/core/bucket/s3ObjectStore';
import type { Sandbox } from '../../../sandbox/sandbox';

export interface StoreChange extends Partial<BucketAddress> {
  readonly pair?: KeyPair;
  readonly stallAfter?: number;
}

/** A store on the sandbox's bucket, with the pair of the account that has accepted everything. */
export function storeOn(sandbox: Sandbox, change: StoreChange = {}): ObjectStore & { dispose(): void } {
  const { pair = sandbox.readyKeys, stallAfter, ...address } = change;
  return createS3ObjectStore({
    address: () => ({
      bucket: sandbox.bucket,
      region: sandbox.region,
      endpoint: sandbox.s3Endpoint,
      ...address,
    }),
    keyPair: () => Promise.resolve(pair),
    ...(stallAfter !== undefined && { stallAfter }),
  });
}

export async function bytesOf(body: ObjectBody): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.chunks) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export interface OtherBucket {
  readonly store: ObjectStore & { dispose(): void };
  readonly server: Server;
  close(): void;
}

/** A store on a server that answers as it likes: for what the sandbox never does. */
export async function startOtherBucket(listener: RequestListener): Promise<OtherBucket> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const store = createS3ObjectStore({
    address: () => ({ bucket: 'hcp-openaccess', region: 'us-east-1', endpoint }),
    keyPair: () => Promise.resolve({ accessKeyId: 'AKIAEXAMPLEEXAMPLE00', secretAccessKey: 'x'.repeat(40) }),
    stallAfter: 300,
  });
  const close = () => {
    store.dispose();
    server.closeAllConnections();
    server.close();
  };
  return { store, server, close };
}
