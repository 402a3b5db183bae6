import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { KeyPair } from '../keyPair';
import { defaultProvider } from './noOtherIdentity';
import type { BucketAddress } from './objectStore';
import type * as Sdk from './sdk';

/** More than any download is allowed to use, so that listings never wait for bodies. */
const maxSockets = 128;
const connectionTimeout = 10_000;
/** Milliseconds until the answer begins; its body is timed on its own. */
const requestTimeout = 30_000;
/** Covers a kept connection that the server has just closed, and short spells of SlowDown. */
const maxAttempts = 3;

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
    maxAttempts,
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

/** A client with a connection pool of its own. */
export function createClient(
  sdk: typeof Sdk,
  address: BucketAddress,
  keyPair: () => Promise<KeyPair>,
): Sdk.S3Client {
  const agent = { keepAlive: true, maxSockets };
  return new sdk.S3Client({
    ...clientConfig(address, keyPair),
    requestHandler: new sdk.NodeHttpHandler({
      httpAgent: agent,
      httpsAgent: agent,
      connectionTimeout,
      requestTimeout,
      throwOnRequestTimeout: true,
      logger: silent,
    }),
  });
}
