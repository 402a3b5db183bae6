import type { KeyPair } from '../keyPair';
import { HcpError } from '../errors';
import { directNetwork, sameNetwork, type NetworkOptions } from '../network/networkOptions';
import { toListPage, toObjectBody, toObjectEntry } from './answers';
import { checkEndpoint } from './checkEndpoint';
import type { LeanListing } from './leanListing';
import type { BucketAddress, ListPage, ListRequest, ObjectStore, ReadRequest } from './objectStore';
import { explainDenied, toRefusal } from './refusal';
import { createClient } from './s3Client';
import type * as Sdk from './sdk';

export interface S3ObjectStoreOptions {
  /** Read at every request; another address gets another client. */
  readonly address: () => BucketAddress;
  /** The pair to sign with, asked for at every request. @throws HcpError `keys.missing` */
  readonly keyPair: () => Promise<KeyPair>;
  /** Milliseconds without a byte after which a body counts as stalled; 30,000 unless said. */
  readonly stallAfter?: number;
  /** Read at every request; another one gets another client. Node's own certificates and no proxy without it. */
  readonly network?: () => NetworkOptions;
  /** How often a request is sent before its failure is told; 3 unless said. */
  readonly maxAttempts?: number;
}

interface Current {
  readonly id: string;
  readonly network: NetworkOptions;
  readonly client: Sdk.S3Client;
}

const defaultStallAfter = 30_000;

/**
 * The bucket over the AWS SDK; plain pages of a listing come without it. `dispose` closes its
 * connections; the store can be used again after it.
 */
export function createS3ObjectStore(options: S3ObjectStoreOptions): ObjectStore & { dispose(): void } {
  const stallAfter = options.stallAfter ?? defaultStallAfter;
  let current: Current | undefined;
  let lean:
    | { readonly id: string; readonly network: NetworkOptions; readonly listing: LeanListing | undefined }
    | undefined;

  function dispose(): void {
    lean?.listing?.dispose();
    lean = undefined;
    disposeClient();
  }

  function disposeClient(): void {
    current?.client.destroy();
    current = undefined;
  }

  function clientFor(sdk: typeof Sdk, address: BucketAddress): Sdk.S3Client {
    const id = idOf(address);
    const network = options.network?.() ?? directNetwork;
    if (current?.id === id && sameNetwork(current.network, network)) return current.client;
    disposeClient();
    const client = createClient(sdk, address, { ...options, network });
    current = { id, network, client };
    return client;
  }

  async function send<T>(
    keyOrPrefix: string,
    signal: AbortSignal | undefined,
    work: (sdk: typeof Sdk, client: Sdk.S3Client, bucket: string) => Promise<T>,
  ): Promise<T> {
    try {
      if (signal?.aborted) throw new HcpError('cancelled');
      const address = options.address();
      checkEndpoint(address);
      // Loading the SDK takes a noticeable part of a second: not before it is needed.
      const sdk = await import('./sdk');
      return await work(sdk, clientFor(sdk, address), address.bucket);
    } catch (error) {
      throw toRefusal(error, { signal, keyOrPrefix });
    }
  }

  const abortable = (signal: AbortSignal | undefined) => (signal ? { abortSignal: signal } : {});

  /** @returns undefined when the SDK is to ask */
  async function listLean(
    request: ListRequest,
    signal: AbortSignal | undefined,
  ): Promise<ListPage | undefined> {
    const { createLeanListing } = await import('./leanListing');
    const address = options.address();
    checkEndpoint(address);
    const id = idOf(address);
    const network = options.network?.() ?? directNetwork;
    if (lean?.id !== id || !sameNetwork(lean.network, network)) {
      lean?.listing?.dispose();
      lean = { id, network, listing: createLeanListing(address, network) };
    }
    const { listing } = lean;
    if (!listing) return undefined;
    const keyPair = await options.keyPair();
    try {
      return await listing.list(request, keyPair, signal);
    } catch (error) {
      // Where it is not the caller who tries again, the SDK does.
      if (options.maxAttempts === 1 || signal?.aborted) throw error;
      return undefined;
    }
  }

  const list: ObjectStore['list'] = async (request: ListRequest, signal) => {
    try {
      if (signal?.aborted) throw new HcpError('cancelled');
      const page = await listLean(request, signal);
      if (page) return page;
    } catch (error) {
      throw toRefusal(error, { signal, keyOrPrefix: request.prefix });
    }
    return listBySdk(request, signal);
  };

  const listBySdk: ObjectStore['list'] = (request: ListRequest, signal) =>
    send(request.prefix, signal, async (sdk, client, Bucket) => {
      const command = new sdk.ListObjectsV2Command({
        Bucket,
        Prefix: request.prefix,
        Delimiter: request.delimiter,
        ContinuationToken: request.from,
        StartAfter: request.startAfter,
        MaxKeys: request.maxKeys,
        EncodingType: 'url',
      });
      return toListPage(await client.send(command, abortable(signal)));
    });

  const get = (Key: string, request: ReadRequest, signal: AbortSignal | undefined) =>
    send(Key, signal, async (sdk, client, Bucket) => {
      const { range, ifMatch } = request;
      const command = new sdk.GetObjectCommand({
        Bucket,
        Key,
        Range: range ? `bytes=${String(range.start)}-${String(range.end - 1)}` : undefined,
        IfMatch: ifMatch === undefined ? undefined : `"${ifMatch}"`,
      });
      const output = await client.send(command, abortable(signal));
      return toObjectBody(output, request, { stallAfter, signal });
    });

  return {
    dispose,
    list,
    head: (Key, signal) =>
      send(Key, signal, async (sdk, client, Bucket) => {
        const command = new sdk.HeadObjectCommand({ Bucket, Key });
        return toObjectEntry(Key, await client.send(command, abortable(signal)));
      }),
    read: async (key, request = {}, signal) => {
      try {
        return await get(key, request, signal);
      } catch (error) {
        if (!HcpError.is(error, 'bucket.denied')) throw error;
        throw await explainDenied(error, key, { list }, signal);
      }
    },
  };
}

function idOf({ bucket, region, endpoint }: BucketAddress): string {
  return JSON.stringify([bucket, region, endpoint]);
}
