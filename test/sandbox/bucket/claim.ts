import type { SandboxRequest } from '../http';
import { s3Error, type S3Error } from './s3Error';
import type { BucketTarget } from './target';

/** What a signed request says of its signature, before anything of it is checked. */
export interface Claim {
  readonly style: 'header' | 'presigned';
  readonly accessKeyId: string;
  /** `YYYYMMDD` */
  readonly scopeDate: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: ReadonlySet<string>;
  readonly signature: string;
  readonly date: Date;
  /** Seconds; presigned requests only. */
  readonly expires: number;
}

const algorithm = 'AWS4-HMAC-SHA256';
const maximumExpires = 7 * 24 * 3600;

/** Undefined for a request that bears no signature at all. */
export function readClaim(request: SandboxRequest, { query }: BucketTarget): Claim | S3Error | undefined {
  const authorization = request.headers.authorization;
  if (authorization !== undefined) return headerClaim(request, authorization);
  return query.has('X-Amz-Signature') || query.has('X-Amz-Algorithm') ? presignedClaim(query) : undefined;
}

function headerClaim(request: SandboxRequest, authorization: string): Claim | S3Error {
  if (!authorization.startsWith(`${algorithm} `)) {
    return s3Error(400, 'InvalidRequest', `Please use ${algorithm}.`);
  }
  const parts = /Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)\s*$/.exec(
    authorization,
  );
  if (!parts) return s3Error(400, 'AuthorizationHeaderMalformed', 'The authorization header is malformed.');
  const [, credential = '', signedHeaders = '', signature = ''] = parts;
  const date = parseDate(String(request.headers['x-amz-date']));
  if (!date) {
    return s3Error(403, 'AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  }
  return claim('header', credential, signedHeaders, signature, date, 0);
}

function presignedClaim(query: ReadonlyMap<string, string>): Claim | S3Error {
  const text = (name: string) => query.get(name) ?? '';
  const date = parseDate(text('X-Amz-Date'));
  const expires = Number(text('X-Amz-Expires') || NaN);
  const sound = Number.isInteger(expires) && expires >= 0 && expires <= maximumExpires;
  if (text('X-Amz-Algorithm') !== algorithm || !date || !sound) {
    return s3Error(
      400,
      'AuthorizationQueryParametersError',
      'The query parameters of the signature are wrong.',
    );
  }
  const signature = text('X-Amz-Signature');
  return claim('presigned', text('X-Amz-Credential'), text('X-Amz-SignedHeaders'), signature, date, expires);
}

function claim(
  style: Claim['style'],
  credential: string,
  signedHeaders: string,
  signature: string,
  date: Date,
  expires: number,
): Claim | S3Error {
  const [accessKeyId, scopeDate, region, service, end, ...rest] = credential.split('/');
  if (!accessKeyId || !scopeDate || !region || !service || end !== 'aws4_request' || rest.length > 0) {
    return s3Error(400, 'AuthorizationHeaderMalformed', 'The credential is malformed.');
  }
  const headers = new Set(signedHeaders.split(';'));
  return { style, accessKeyId, scopeDate, region, service, signedHeaders: headers, signature, date, expires };
}

/** `YYYYMMDDTHHMMSSZ` */
function parseDate(text: string): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  const date = new Date(
    Date.UTC(year ?? NaN, (month ?? NaN) - 1, day ?? NaN, hour ?? NaN, minute ?? NaN, second ?? NaN),
  );
  return Number.isNaN(date.getTime()) ? undefined : date;
}
