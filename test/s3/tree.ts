import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  S3Client,
  UploadPartCommand,
  type CompletedPart,
} from '@aws-sdk/client-s3';
import { createCipheriv, createHash } from 'node:crypto';
import PQueue from 'p-queue';
import { labClient, type Lab } from '../lab/rgw';

/** Bytes that look random and are the same for the same name. */
export function bytesFor(name: string, size: number): Buffer {
  const key = createHash('md5').update(name).digest();
  return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(size));
}

const releases = ['HCP_1200', 'HCP_900', 'HCP_Retest'];
const sizes: Readonly<Record<string, number>> = {
  'release-notes/Structural_preproc.txt': 214,
  'MNINonLinear/empty.txt': 0,
  'MNINonLinear/100307.164k_fs_LR.wb.spec': 7_001,
  'MNINonLinear/fsaverage_LR32k/100307.L.midthickness.32k_fs_LR.surf.gii': 65_536,
  'MNINonLinear/Results/rfMRI_REST1_LR/rfMRI_REST1_LR.nii.gz': 40_000_003,
  'T1w/T1w_acpc_dc_restore.nii.gz': 300_000,
};

/** Keys that a URL, an XML document or a signature may spoil. */
export const oddNames: readonly string[] = [
  'a b+c&d=é~(1).txt',
  'it\'s 100% <here> "quoted".txt',
  '日本語/ñandú.txt',
  'plus+%2B%20.txt',
  'semi;colon,comma=@$!*.txt',
  'question?mark#hash.txt',
  'double//slash.txt',
  'tab\tand newline\n.txt',
  '🧠.txt',
];

/** More than two pages of a listing. */
export const manyCount = 2_050;
export const markerKey = 'HCP_1200/marker/';
/** An object whose ETag is not the MD5 of its bytes. */
export const partsKey = 'HCP_1200/parts/multipart.bin';
const firstPart = 5 * 1024 * 1024;
const partsSize = firstPart + 1_000_017;

/** Every object of the lab's tree, with its bytes made when asked for. */
export const tree: ReadonlyMap<string, () => Buffer> = new Map(
  [
    ...releases.flatMap((release) =>
      Object.entries(sizes).map(([name, size]) => [`${release}/100307/${name}`, size] as const),
    ),
    ...oddNames.map((name) => [`HCP_1200/odd/${name}`, 33] as const),
    ...Array.from(
      { length: manyCount },
      (_, i) => [`HCP_1200/many/${String(i).padStart(5, '0')}`, 3] as const,
    ),
    ['HCP_1200/folders/only/below/file.txt', 10] as const,
    [markerKey, 0] as const,
    [partsKey, partsSize] as const,
  ].map(([key, size]) => [key, () => bytesFor(key, size)]),
);

/** Uploads the tree as the owner, not through the product. */
export async function fillBucket(lab: Lab): Promise<void> {
  const owner = labClient(lab, 'owner');
  const queue = new PQueue({ concurrency: 16 });
  await queue.addAll(
    [...tree].map(([key, bytes]) => async () => {
      await (key === partsKey ? putParts(lab, key, bytes()) : owner.putObject(lab.bucket, key, bytes()));
    }),
  );
}

/** Uploads in two parts. */
async function putParts(lab: Lab, Key: string, bytes: Buffer): Promise<void> {
  const client = new S3Client({
    endpoint: lab.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: lab.users.owner,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  const at = { Bucket: lab.bucket, Key };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(at));
  const Parts: CompletedPart[] = [];
  for (const [index, Body] of [bytes.subarray(0, firstPart), bytes.subarray(firstPart)].entries()) {
    const PartNumber = index + 1;
    const { ETag } = await client.send(new UploadPartCommand({ ...at, UploadId, PartNumber, Body }));
    Parts.push({ PartNumber, ETag });
  }
  await client.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } }));
  client.destroy();
}
