import type { ProxiedHost } from '../network/proxyFor';
import type { BucketAddress } from './objectStore';

/** The host that the bucket is asked at, as far as the choice of a proxy goes. */
export function hostOf({ bucket, region, endpoint }: BucketAddress): ProxiedHost {
  if (endpoint === undefined) return { hostname: `${bucket}.s3.${region}.amazonaws.com`, port: 443 };
  const url = new URL(endpoint);
  const usual = url.protocol === 'https:' ? 443 : 80;
  return {
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? usual : Number(url.port),
  };
}
