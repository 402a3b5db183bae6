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
export function targetOf({ bucket, region, endpoint }: BucketAddress): WireTarget | undefined {
  if (!plainBucket.test(bucket)) return undefined;
  if (endpoint === undefined) {
    if (!plainRegion.test(region)) return undefined;
    const authority = `${bucket}.s3.${region}.amazonaws.com`;
    return { secure: true, hostname: authority, port: 443, authority, region, path: '/' };
  }
  const url = new URL(endpoint);
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || !anyRegion.test(region))
    return undefined;
  const secure = url.protocol === 'https:';
  return {
    secure,
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    authority: url.host,
    region,
    path: `/${bucket}/`,
  };
}
