import { hostOf } from '../hostOf';
import type { BucketAddress } from '../objectStore';
import type { WireTarget } from './request';

const plainBucket = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
/** The regions of amazonaws.com; others (China, isolated ones) have their own domains. */
const plainRegion = /^(?!cn-)[a-z]{2}(-gov)?-[a-z]+-\d$/;
const anyRegion = /^[a-z0-9-]+$/;

/**
 * Where requests to this bucket go; undefined for an address that only the AWS SDK knows how to use. The
 * endpoint must have been found safe.
 */
export function targetOf(address: BucketAddress): WireTarget | undefined {
  const { bucket, region, endpoint } = address;
  const host = hostOf(address);
  if (!plainBucket.test(bucket)) return undefined;
  if (endpoint === undefined) {
    const known = plainRegion.test(region);
    return known ? { ...host, secure: true, authority: host.hostname, region, path: '/' } : undefined;
  }
  const url = new URL(endpoint);
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || !anyRegion.test(region))
    return undefined;
  return { ...host, secure: url.protocol === 'https:', authority: url.host, region, path: `/${bucket}/` };
}
