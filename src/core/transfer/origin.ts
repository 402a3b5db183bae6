import type { BucketAddress } from '../bucket/objectStore';

/** What files come from, as the journal keeps it: a command does not go on with a job of another bucket. */
export function originOf({ bucket, endpoint }: BucketAddress): string {
  return endpoint === undefined ? `s3://${bucket}` : `${endpoint.replace(/\/$/, '')}/${bucket}`;
}
