import { HcpError } from '../errors';
import { safeUrl } from '../safeUrl';
import type { BucketAddress } from './objectStore';

/** Over plain http anyone on the way could change what is downloaded. @throws HcpError `bucket.address` */
export function checkEndpoint({ endpoint }: BucketAddress): void {
  if (endpoint !== undefined && safeUrl(endpoint) === undefined) {
    throw new HcpError('bucket.address', { reason: 'endpoint' });
  }
}
