import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { BucketAddress, ObjectStore } from '../../src/core/bucket/objectStore';
import { createS3ObjectStore } from '../../src/core/bucket/s3ObjectStore';
import type { KeyPair } from '../../src/core/keyPair';
import { labSchema, type Lab, type LabUser } from '../lab/rgw';

/** Names the file in which `main.ts` tells the tests what they run against. */
export const placeVariable = 'HCP_S3_PLACE';

const placeSchema = v.object({
  bucket: v.string(),
  region: v.string(),
  /** Undefined for AWS itself. */
  endpoint: v.optional(v.string()),
  pair: v.object({ accessKeyId: v.string(), secretAccessKey: v.string() }),
  /** With its final slash; the pair may read it, and its first objects are read. */
  prefix: v.string(),
  /** Set when it is the lab, with the tree of `tree.ts`. */
  lab: v.optional(labSchema),
});

/** The bucket that the tests run against. */
export type Place = v.InferOutput<typeof placeSchema>;

export function readPlace(): Place {
  const file = process.env[placeVariable];
  if (file === undefined) throw new Error(`${placeVariable} names no file: run "npm run test:s3".`);
  return v.parse(placeSchema, JSON.parse(readFileSync(file, 'utf8')));
}

export function readLab(): Lab {
  const { lab } = readPlace();
  if (lab === undefined) throw new Error('These tests need the lab.');
  return lab;
}

export function placeInLab(lab: Lab, user: LabUser, over: 'http' | 'https' = 'http'): Place {
  const endpoint = over === 'http' ? lab.endpoint : lab.tlsEndpoint;
  return {
    bucket: lab.bucket,
    region: 'us-east-1',
    endpoint,
    pair: lab.users[user],
    prefix: 'HCP_1200/100307/',
    lab,
  };
}

export function addressOf({ bucket, region, endpoint }: Place): BucketAddress {
  return { bucket, region, endpoint };
}

/** The product's store on the place; `dispose` it after the tests. */
export function storeAt(place: Place, pair: KeyPair = place.pair): ObjectStore & { dispose(): void } {
  return createS3ObjectStore({ address: () => addressOf(place), keyPair: () => Promise.resolve(pair) });
}

/** All chunks of a body. */
export async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(Uint8Array.from(chunk));
  return Buffer.concat(parts);
}
