import { timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import type { KeyPair } from '../accounts';
import type { SandboxRequest } from '../http';
import { readClaim, type Claim } from './claim';
import { accessDenied, isS3Error, s3Error, type S3Error } from './s3Error';
import type { BucketTarget } from './target';

const region = 'us-east-1';
const service = 's3';
const maximumSkewMs = 15 * 60_000;
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const unsignedPayload = 'UNSIGNED-PAYLOAD';
const hashHeader = 'x-amz-content-sha256';

export interface KeyDirectory {
  findPair(accessKeyId: string): { readonly userName: string; readonly pair: KeyPair } | undefined;
}

/** The owner of the pair that signed the request, or S3's refusal. `now` is the bucket's own clock. */
export async function authenticate(
  request: SandboxRequest,
  target: BucketTarget,
  keys: KeyDirectory,
  now: Date,
): Promise<{ readonly userName: string } | S3Error> {
  const claim = readClaim(request, target);
  if (claim === undefined) return accessDenied;
  if (isS3Error(claim)) return claim;
  const refusal = checkHeaders(request, claim) ?? checkScope(claim);
  if (refusal) return refusal;
  const owner = keys.findPair(claim.accessKeyId);
  if (!owner) return invalidAccessKeyId(claim.accessKeyId);
  const outOfTime = checkTime(claim, now);
  if (outOfTime) return outOfTime;
  const expected = await sign(request, target, claim, owner.pair);
  return equal(expected, claim.signature) ? { userName: owner.userName } : signatureDoesNotMatch(claim);
}

export function invalidAccessKeyId(accessKeyId: string): S3Error {
  return s3Error(
    403,
    'InvalidAccessKeyId',
    'The AWS Access Key Id you provided does not exist in our records.',
    { AWSAccessKeyId: accessKeyId },
  );
}

function signatureDoesNotMatch({ accessKeyId, signature }: Claim): S3Error {
  return s3Error(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    { AWSAccessKeyId: accessKeyId, SignatureProvided: signature },
  );
}

function checkHeaders({ headers, method }: SandboxRequest, claim: Claim): S3Error | undefined {
  if (headers['x-amz-security-token'] !== undefined) {
    return s3Error(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.');
  }
  const mustBeSigned = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  const unsigned = mustBeSigned.filter((name) => !claim.signedHeaders.has(name));
  if (unsigned.length > 0) {
    return s3Error(403, 'AccessDenied', 'There were headers present in the request which were not signed', {
      HeadersNotSigned: unsigned.join(', '),
    });
  }
  return checkPayloadHash(headers[hashHeader], method, claim);
}

/** The requests that are carried out have no body; those that are refused keep theirs unread. */
function checkPayloadHash(
  hash: string | string[] | undefined,
  method: string,
  claim: Claim,
): S3Error | undefined {
  if (hash === undefined) {
    return claim.style === 'presigned'
      ? undefined
      : s3Error(400, 'InvalidRequest', `Missing required header for this request: ${hashHeader}`);
  }
  const bodiless = method === 'GET' || method === 'HEAD';
  if (!bodiless || hash === unsignedPayload || hash === emptyHash) return undefined;
  return s3Error(400, 'XAmzContentSHA256Mismatch', `The provided '${hashHeader}' header does not match.`);
}

function checkScope(claim: Claim): S3Error | undefined {
  if (claim.region === region && claim.service === service) return undefined;
  return s3Error(
    400,
    'AuthorizationHeaderMalformed',
    `The authorization header is malformed; the region '${claim.region}' is wrong; expecting '${region}'`,
    { Region: region },
  );
}

function checkTime({ style, date, expires }: Claim, now: Date): S3Error | undefined {
  const age = now.getTime() - date.getTime();
  if (style === 'presigned') {
    if (age > expires * 1_000) return s3Error(403, 'AccessDenied', 'Request has expired');
    return age < -maximumSkewMs ? s3Error(403, 'AccessDenied', 'Request is not yet valid') : undefined;
  }
  if (Math.abs(age) <= maximumSkewMs) return undefined;
  return s3Error(
    403,
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
    {
      RequestTime: date.toISOString(),
      ServerTime: now.toISOString(),
      MaxAllowedSkewMilliseconds: String(maximumSkewMs),
    },
  );
}

/** Signs again what came in, with the secret that the pair's owner should have used. */
async function sign(
  request: SandboxRequest,
  target: BucketTarget,
  claim: Claim,
  pair: KeyPair,
): Promise<string> {
  const signer = new SignatureV4({
    credentials: pair,
    region,
    service,
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const headers = signedHeadersOf(request, claim);
  const { signedHeaders: signableHeaders } = claim;
  const parts = { method: request.method, path: target.canonicalPath, headers: { ...headers } };
  const query = Object.fromEntries(target.query);
  if (claim.style === 'header') {
    const signed = await signer.sign(new HttpRequest({ ...parts, query }), {
      signingDate: claim.date,
      signableHeaders: new Set(signableHeaders),
    });
    return /Signature=([0-9a-f]+)$/.exec(signed.headers.authorization ?? '')?.[1] ?? '';
  }
  for (const name of signatureParameters) Reflect.deleteProperty(query, name);
  parts.headers[hashHeader] ??= unsignedPayload;
  const presigned = await signer.presign(new HttpRequest({ ...parts, query }), {
    signingDate: claim.date,
    expiresIn: claim.expires,
    signableHeaders: new Set(signableHeaders),
    unsignableHeaders: new Set(signableHeaders.has(hashHeader) ? [] : [hashHeader]),
    unhoistableHeaders: new Set([...signableHeaders, hashHeader]),
  });
  const signature = presigned.query?.['X-Amz-Signature'];
  return typeof signature === 'string' ? signature : '';
}

const signatureParameters = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
];

function signedHeadersOf({ headers }: SandboxRequest, { signedHeaders }: Claim): Record<string, string> {
  const entries = [...signedHeaders].flatMap((name): [string, string][] => {
    const value = headers[name];
    return value === undefined ? [] : [[name, Array.isArray(value) ? value.join(',') : value]];
  });
  return Object.fromEntries(entries);
}

function equal(expected: string, provided: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(provided)];
  return left.length === right.length && timingSafeEqual(left, right);
}
