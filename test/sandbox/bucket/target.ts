import type { Operation } from '../faults';
import type { SandboxRequest } from '../http';

/** What a request to the bucket's server asks for. */
export interface BucketTarget {
  readonly operation: Operation;
  readonly bucket: string;
  /** Decoded; empty for the bucket itself. */
  readonly key: string;
  /** Decoded; the first of several values. */
  readonly query: ReadonlyMap<string, string>;
  /** The path as signatures have it: decoded, and encoded in the one right way. */
  readonly canonicalPath: string;
}

const listParameters = new Set([
  'list-type',
  'prefix',
  'delimiter',
  'max-keys',
  'continuation-token',
  'start-after',
  'encoding-type',
  'fetch-owner',
]);

/** Undefined when the address cannot be decoded. */
export function parseTarget(request: SandboxRequest): BucketTarget | undefined {
  try {
    const segments = request.path.split('/').map((segment) => decodeURIComponent(segment));
    const path = segments.slice(1).join('/');
    const hosted = bucketOfHost(request.headers.host ?? '');
    const slash = path.indexOf('/');
    const bucket = hosted ?? (slash < 0 ? path : path.slice(0, slash));
    const key = hosted === undefined ? (slash < 0 ? '' : path.slice(slash + 1)) : path;
    const query = parseQuery(request.query);
    const canonicalPath = segments.map(encodeRfc3986).join('/');
    return { operation: operationOf(request.method, key, query), bucket, key, query, canonicalPath };
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** `<bucket>.localhost` and `<bucket>.s3.localhost` are virtual hosts; all else is path style. */
function bucketOfHost(host: string): string | undefined {
  const bucket = /^(.+?)\.(?:s3\.)?localhost(?::\d+)?$/.exec(host)?.[1];
  return bucket === 's3' ? undefined : bucket;
}

/** @throws URIError */
function parseQuery(query: string): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (const part of query.split('&').filter(Boolean)) {
    const [name = '', ...value] = part.split('=');
    const decoded = decodeQuery(name);
    if (!result.has(decoded)) result.set(decoded, decodeQuery(value.join('=')));
  }
  return result;
}

function decodeQuery(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

/** Anything but the three operations of a reader is `other`. */
function operationOf(method: string, key: string, query: ReadonlyMap<string, string>): Operation {
  const names = [...query.keys()].filter((name) => name !== 'x-id' && !/^x-amz-/i.test(name));
  if (key === '') {
    const lists = method === 'GET' && query.get('list-type') === '2';
    return lists && names.every((name) => listParameters.has(name)) ? 'list' : 'other';
  }
  if (names.length > 0) return 'other';
  if (method === 'GET') return 'get';
  return method === 'HEAD' ? 'head' : 'other';
}

/** Percent-encoding of everything but the unreserved characters. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
