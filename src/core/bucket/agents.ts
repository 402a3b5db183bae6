import { trustedContext } from '../network/certificates';
import type { NetworkOptions } from '../network/networkOptions';
import { proxyFor } from '../network/proxyFor';
import { hostOf } from './hostOf';
import type { BucketAddress } from './objectStore';
import type * as Sdk from './sdk';

/** More than any download is allowed to use, so that listings never wait for bodies. */
const maxSockets = 512;
/** Milliseconds for one of a host's addresses. Node's own 250 are too few for a far or busy way. */
const attemptTimeout = 2_000;

/** The agents of a client of the AWS SDK, with a connection pool of their own. */
export function agentsFor(sdk: typeof Sdk, address: BucketAddress, network: NetworkOptions) {
  const plain = { keepAlive: true, maxSockets, autoSelectFamilyAttemptTimeout: attemptTimeout };
  // Plain http, to this machine, needs no certificates.
  const secureContext = address.endpoint?.startsWith('http:') ? undefined : trustedContext(network);
  const secure = { ...plain, rejectUnauthorized: true as const, ...(secureContext && { secureContext }) };
  const proxy = proxyFor(hostOf(address), network);
  return { httpAgent: plain, httpsAgent: proxy === undefined ? secure : new sdk.ProxyAgent(proxy, secure) };
}
