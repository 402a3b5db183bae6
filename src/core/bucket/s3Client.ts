import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { KeyPair } from '../keyPair';
import { directNetwork, type NetworkOptions } from '../network/networkOptions';
import { agentsFor } from './agents';
import { defaultProvider } from './noOtherIdentity';
import type { BucketAddress } from './objectStore';
import type * as Sdk from './sdk';

const connectionTimeout = 10_000;
/** Milliseconds until the answer begins; its body is timed on its own. */
const requestTimeout = 30_000;
/** Covers a kept connection that the server has just closed, and short spells of SlowDown. */
const usualAttempts = 3;

const silent = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/**
 * Everything that the SDK would otherwise look for in the environment, in `~/.aws`, or at an instance's
 * metadata service is said here, so that nothing but the address and the pair of this account counts.
 */
export function clientConfig(address: BucketAddress, keyPair: () => Promise<KeyPair>): S3ClientConfig {
  const credentials = async () => {
    const { accessKeyId, secretAccessKey } = await keyPair();
    return { accessKeyId, secretAccessKey };
  };
  return {
    region: address.region,
    ...(address.endpoint === undefined
      ? { ignoreConfiguredEndpointUrls: true }
      : { endpoint: address.endpoint, forcePathStyle: true }),
    // Marked as memoized, so that the SDK asks for the pair at every request and a new one counts at once.
    credentials: Object.assign(credentials, { memoized: true }),
    credentialDefaultProvider: defaultProvider,
    defaultsMode: 'standard',
    retryMode: 'standard',
    maxAttempts: usualAttempts,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // A wrong clock also stops every other tool on this machine: the person is told instead.
    disableClockSkewCorrection: true,
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    useArnRegion: false,
    disableS3ExpressSessionAuth: true,
    disableMultiregionAccessPoints: true,
    followRegionRedirects: false,
    authSchemePreference: ['aws.auth#sigv4'],
    sigv4aSigningRegionSet: [address.region],
    userAgentAppId: () => Promise.resolve(undefined),
    logger: silent,
  };
}

export interface ClientOptions {
  readonly keyPair: () => Promise<KeyPair>;
  /** Node's own certificates and no proxy unless said. */
  readonly network?: NetworkOptions;
  /** How often a request is sent before its failure is told; 3 unless said. */
  readonly maxAttempts?: number;
}

/** A client with a connection pool of its own. */
export function createClient(
  sdk: typeof Sdk,
  address: BucketAddress,
  { keyPair, network = directNetwork, maxAttempts = usualAttempts }: ClientOptions,
): Sdk.S3Client {
  return new sdk.S3Client({
    ...clientConfig(address, keyPair),
    maxAttempts,
    requestHandler: new sdk.NodeHttpHandler({
      ...agentsFor(sdk, address, network),
      connectionTimeout,
      requestTimeout,
      throwOnRequestTimeout: true,
      logger: silent,
    }),
  });
}
