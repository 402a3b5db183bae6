import type { BucketAddress } from '../bucket/objectStore';

/** What files come from, as the journal keeps it: a job does not go on against another bucket. */
export function originOf({ bucket, endpoint }: BucketAddress): string {
  return endpoint === undefined ? `s3://${bucket}` : `${endpoint.replace(/\/$/, '')}/${bucket}`;
}
