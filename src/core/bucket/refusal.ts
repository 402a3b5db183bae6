import { HcpError, type ErrorFacts, type HcpErrorCode } from '../errors';
import type { ObjectStore } from './objectStore';

/** What the AWS SDK or the network throws, as far as it is read here. */
interface Failure {
  readonly name: string;
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** S3's error codes (docs.aws.amazon.com, S3 API, "List of error codes") by what the person can do. */
const byName: Readonly<Record<string, HcpErrorCode>> = {
  InvalidAccessKeyId: 'keys.unknown',
  SignatureDoesNotMatch: 'keys.secret',
  RequestTimeTooSkewed: 'keys.clock',
  AccessDenied: 'bucket.denied',
  AllAccessDisabled: 'bucket.denied',
  AccountProblem: 'bucket.denied',
  NoSuchKey: 'bucket.notFound',
  NotFound: 'bucket.notFound',
  NoSuchBucket: 'bucket.address',
  InvalidBucketName: 'bucket.address',
  PermanentRedirect: 'bucket.address',
  TemporaryRedirect: 'bucket.address',
  Redirect: 'bucket.address',
  AuthorizationHeaderMalformed: 'bucket.address',
  IllegalLocationConstraintException: 'bucket.address',
  PreconditionFailed: 'bucket.changed',
  InvalidRange: 'bucket.changed',
  SlowDown: 'bucket.busy',
  ServiceUnavailable: 'bucket.busy',
  InternalError: 'bucket.busy',
  OperationAborted: 'bucket.busy',
  RequestTimeout: 'bucket.busy',
};

/** For answers whose body says nothing, as those to HEAD. */
function byStatus(status: number): HcpErrorCode {
  if (status === 403) return 'bucket.denied';
  if (status === 404) return 'bucket.notFound';
  if (status === 412 || status === 416) return 'bucket.changed';
  if (status === 429 || status >= 500) return 'bucket.busy';
  if (status >= 300 && status < 400) return 'bucket.address';
  return 'bucket.protocol';
}

/**
 * The refusal behind an error of the AWS SDK or of the network. Facts: `status`, `reason` (S3's own code, the
 * network's code, or `unknown` for a 403 that says nothing more), `minutes` for `keys.clock` (how far this
 * machine is ahead of the bucket), `region` for `bucket.address` when the bucket told its own.
 */
export function toRefusal(error: unknown, signal?: AbortSignal): HcpError {
  if (signal?.aborted) return new HcpError('cancelled', {}, { cause: error });
  if (error instanceof HcpError) return error;
  const failure = describe(error);
  if (failure.name === 'AbortError') return new HcpError('cancelled', {}, { cause: error });
  if (failure.status === undefined) return withoutAnswer(failure, error);
  const code = wrongRegion(failure) ? 'bucket.address' : (byName[failure.name] ?? byStatus(failure.status));
  return new HcpError(code, factsOf(code, failure, failure.status), { cause: error });
}

function withoutAnswer(failure: Failure, error: unknown): HcpError {
  const network = failure.code !== undefined || failure.name === 'TimeoutError';
  if (!network) return new HcpError('unexpected', {}, { cause: error });
  const invalid = failure.code?.startsWith('HPE_') === true;
  const code = invalid ? 'bucket.protocol' : 'bucket.unreachable';
  return new HcpError(code, { reason: failure.code ?? failure.name }, { cause: error });
}

/** AWS answers a HEAD in the wrong region with 400 or 301, no body, and the bucket's region as a header. */
function wrongRegion({ status, name, headers }: Failure): boolean {
  const silent = byName[name] === undefined;
  return silent && (status === 400 || status === 301) && headers['x-amz-bucket-region'] !== undefined;
}

function factsOf(code: HcpErrorCode, failure: Failure, status: number): ErrorFacts {
  const known = byName[failure.name] !== undefined;
  const facts = { status, reason: known && failure.name !== 'NotFound' ? failure.name : 'unknown' };
  const region = failure.headers['x-amz-bucket-region'];
  if (code === 'bucket.address' && region !== undefined) return { ...facts, region };
  const date = Date.parse(failure.headers.date ?? '');
  if (code === 'keys.clock' && !Number.isNaN(date)) {
    return { ...facts, minutes: Math.round((Date.now() - date) / 60_000) };
  }
  return facts;
}

function describe(error: unknown): Failure {
  const data = record(error);
  const response = record(data.$response);
  const status = record(data.$metadata).httpStatusCode ?? response.statusCode;
  const code = data.code ?? record(data.cause).code;
  return {
    name: typeof data.name === 'string' ? data.name : '',
    code: typeof code === 'string' ? code : undefined,
    status: typeof status === 'number' ? status : undefined,
    headers: record(response.headers) as Failure['headers'],
  };
}

function record(value: unknown): Record<string, unknown> {
  return (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
}

/**
 * Tells apart what a 403 on an object can mean: no right here, or no such object. Lists the object's own key,
 * which is allowed wherever the folder is.
 * @returns `bucket.notFound`, or `bucket.denied`; a failure of the listing itself when it says more (`keys.*`)
 */
export async function explainDenied(
  store: ObjectStore,
  key: string,
  signal?: AbortSignal,
): Promise<HcpError> {
  try {
    const page = await store.list({ prefix: key, maxKeys: 1 }, signal);
    const exists = page.objects.some((object) => object.key === key);
    return exists
      ? new HcpError('bucket.denied', { key, reason: 'object' })
      : new HcpError('bucket.notFound', { key });
  } catch (error) {
    return HcpError.is(error, 'bucket.denied')
      ? new HcpError('bucket.denied', { key, reason: 'folder' }, { cause: error })
      : toRefusal(error, signal);
  }
}
