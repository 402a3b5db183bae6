import type {
  GetObjectCommandOutput,
  HeadObjectCommandOutput,
  ListObjectsV2CommandOutput,
} from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { HcpError } from '../errors';
import { countedBody, type BodyLimits } from './body';
import type { ListPage, ObjectBody, ObjectEntry, ReadRequest } from './objectStore';

/** The page of a listing. @throws HcpError `bucket.protocol` when it is not one */
export function toListPage(output: ListObjectsV2CommandOutput): ListPage {
  // Any XML or HTML with status 200 would else pass for an empty folder.
  if (output.Name === undefined || output.IsTruncated === undefined) throw protocol('not a listing');
  if (output.IsTruncated && !output.NextContinuationToken) throw protocol('no continuation token');
  const decode = output.EncodingType === 'url' ? decodeKey : (text: string) => text;
  return {
    objects: (output.Contents ?? []).map((object) =>
      toObjectEntry(decode(required(object.Key, 'Key')), { ...object, ContentLength: object.Size }),
    ),
    prefixes: (output.CommonPrefixes ?? []).map(({ Prefix }) => decode(required(Prefix, 'Prefix'))),
    next: output.IsTruncated ? output.NextContinuationToken : undefined,
  };
}

/** AWS writes a space as `+`, Ceph as `%20`; a real plus is `%2B` with both. */
function decodeKey(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw protocol('undecodable key');
  }
}

type EntryFields = Pick<HeadObjectCommandOutput, 'ContentLength' | 'ETag' | 'LastModified'>;

/** @throws HcpError `bucket.protocol` when a field is missing */
export function toObjectEntry(key: string, fields: EntryFields): ObjectEntry {
  return {
    key,
    size: required(fields.ContentLength, 'size'),
    etag: plainETag(required(fields.ETag, 'ETag')),
    lastModified: required(fields.LastModified, 'date'),
  };
}

/** Without quotes, and without the sign of a weak one. */
export function plainETag(etag: string): string {
  return etag.replace(/^W\//, '').replace(/^"(.*)"$/, '$1');
}

/**
 * The body of an answer, when it is exactly the one that was asked for; else its connection is freed.
 * @throws HcpError `bucket.protocol`, `bucket.changed`
 */
export function toObjectBody(
  output: GetObjectCommandOutput,
  request: ReadRequest,
  limits: Omit<BodyLimits, 'length'>,
): ObjectBody {
  const body = output.Body;
  if (!(body instanceof Readable)) throw protocol('no body');
  try {
    const entry = toObjectEntry('', output);
    if (request.ifMatch !== undefined && entry.etag !== request.ifMatch) throw new HcpError('bucket.changed');
    const totalSize = request.range ? checkRange(output, request.range) : checkWhole(output);
    const { etag, size: length, lastModified } = entry;
    return { etag, length, totalSize, lastModified, chunks: countedBody(body, { ...limits, length }) };
  } catch (error) {
    body.on('error', () => undefined).destroy();
    throw error;
  }
}

/** The size of the whole object, from the answer to a range. */
function checkRange(
  output: GetObjectCommandOutput,
  range: { readonly start: number; readonly end: number },
): number {
  const [, start, last, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(output.ContentRange ?? '') ?? [];
  const exact =
    output.$metadata.httpStatusCode === 206 &&
    Number(start) === range.start &&
    Number(last) === range.end - 1 &&
    output.ContentLength === range.end - range.start;
  if (!exact) throw protocol('another range');
  return Number(total);
}

function checkWhole(output: GetObjectCommandOutput): number {
  if (output.$metadata.httpStatusCode !== 200) throw protocol('not the whole object');
  return required(output.ContentLength, 'size');
}

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw protocol(`no ${name}`);
  return value;
}

function protocol(reason: string): HcpError {
  return new HcpError('bucket.protocol', { reason });
}
