import { createObjectFetcher } from '../../../../src/core/bucket/objectFetcher';
import type { FetchedHead, ObjectFetcher, ObjectStore } from '../../../../src/core/bucket/objectStore';
import { directNetwork } from '../../../../src/core/network/networkOptions';
import type { Sandbox } from '../../../sandbox/sandbox';
import type { StoreChange } from './fixture';

export type Fetcher = ObjectFetcher & { dispose(): void };
export type Fallback = Pick<ObjectStore, 'read'> & { dispose(): void };
export type FetchRequest = Parameters<ObjectFetcher['fetch']>[0];

/** A fetcher on the sandbox's bucket. */
export function fetcherOn(
  sandbox: Sandbox,
  fallback: Fallback = noFallback,
  change: StoreChange = {},
): Fetcher {
  const { pair = sandbox.readyKeys, stallAfter, ...address } = change;
  return createObjectFetcher({
    address: () => ({
      bucket: sandbox.bucket,
      region: sandbox.region,
      endpoint: sandbox.s3Endpoint,
      ...address,
    }),
    keyPair: () => Promise.resolve(pair),
    network: () => directNetwork,
    fallback,
    ...(stallAfter !== undefined && { stallAfter }),
  });
}

/** Fails the test that asks it. */
export const noFallback: Fallback = {
  read: (key) => Promise.reject(new Error(`the fallback was asked for ${key}`)),
  dispose: () => undefined,
};

export async function fetchAll(
  fetcher: ObjectFetcher,
  request: FetchRequest,
  signal: AbortSignal = new AbortController().signal,
): Promise<{ readonly body: Buffer; readonly head: FetchedHead }> {
  const chunks: Buffer[] = [];
  const sink = (bytes: Uint8Array) => {
    chunks.push(Buffer.from(bytes));
    return undefined;
  };
  const head = await fetcher.fetch(request, sink, signal);
  return { body: Buffer.concat(chunks), head };
}
