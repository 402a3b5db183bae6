import { createHash } from 'node:crypto';
import PQueue from 'p-queue';
import { labClient, type Lab } from '../lab/rgw';
import { bytesOf, type TreeObject, type Work } from './trees';

/** The MD5 of each key, as hex digits. */
export type Digests = ReadonlyMap<string, string>;

/** Uploads what is not there yet, each object in one request, so that its ETag is its MD5. */
export async function upload(lab: Lab, work: Work): Promise<Digests> {
  const client = labClient(lab, 'owner');
  const there = await listed(lab, work.prefix);
  const digests = new Map<string, string>();
  const put = async (object: TreeObject) => {
    const bytes = bytesOf(object);
    const digest = createHash('md5').update(bytes).digest('hex');
    digests.set(object.key, digest);
    if (there.get(object.key) !== digest) await client.putObject(lab.bucket, object.key, bytes);
  };
  await new PQueue({ concurrency: 8 }).addAll(work.objects.map((object) => () => put(object)));
  return digests;
}

/** ETags by key. */
async function listed(lab: Lab, prefix: string): Promise<ReadonlyMap<string, string>> {
  const etags = new Map<string, string>();
  for await (const item of labClient(lab, 'owner').listObjectsV2(lab.bucket, prefix, true)) {
    const { name, etag } = item as { readonly name: string; readonly etag: string };
    etags.set(name, etag);
  }
  return etags;
}
