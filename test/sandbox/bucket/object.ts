import type { Answer, SandboxRequest } from '../http';
import type { Content, ContentObject } from '../content/catalog';
import { parseRange } from './range';
import { s3Error, type S3Error } from './s3Error';

export function noSuchKey(key: string): S3Error {
  return s3Error(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key });
}

/** GetObject and HeadObject (which only loses the body). */
export function readObject(
  content: Content,
  object: ContentObject,
  etag: string,
  request: SandboxRequest,
): Answer | S3Error {
  const common = {
    etag: `"${etag}"`,
    'last-modified': object.lastModified.toUTCString(),
    'accept-ranges': 'bytes',
  };
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch, range: wanted } = request.headers;
  if (ifMatch !== undefined && !names(ifMatch, etag)) return preconditionFailed('If-Match');
  if (ifNoneMatch !== undefined && names(ifNoneMatch, etag)) {
    return { status: 304, headers: common, length: undefined, body: [] };
  }
  const range = parseRange(wanted, object.size);
  if (range === 'unsatisfiable') return invalidRange(wanted ?? '', object.size);
  const headers = { ...common, 'content-type': 'binary/octet-stream' };
  if (range === 'whole') {
    return { status: 200, headers, length: object.size, body: content.read(object, 0, object.size) };
  }
  const { start, end } = range;
  return {
    status: 206,
    headers: {
      ...headers,
      'content-range': `bytes ${String(start)}-${String(end - 1)}/${String(object.size)}`,
    },
    length: end - start,
    body: content.read(object, start, end),
  };
}

/** Whether a condition's list of ETags names this one; quotes may be missing. */
function names(condition: string, etag: string): boolean {
  const listed = condition.split(',').map((item) => item.trim().replace(/^W\//, '').replaceAll('"', ''));
  return listed.includes('*') || listed.includes(etag);
}

function preconditionFailed(condition: string): S3Error {
  return s3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  });
}

function invalidRange(wanted: string, size: number): S3Error {
  return s3Error(
    416,
    'InvalidRange',
    'The requested range is not satisfiable',
    { RangeRequested: wanted, ActualObjectSize: String(size) },
    { 'content-range': `bytes */${String(size)}` },
  );
}
