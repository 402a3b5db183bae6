import { releaseOf } from '../catalog/releases';
import { HcpError, type ErrorFacts, type HcpErrorCode } from '../errors';
import type { ObjectStore } from './objectStore';
import { retryAfterOf } from './retryAfter';

/** What the AWS SDK or the network throws, as far as it is read here. */
interface Failure {
  readonly name: string;
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** From the body of a refusal of the pair. */
  readonly accessKeyId: string | undefined;
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
  if (status === 408 || status === 429 || status >= 500) return 'bucket.busy';
  if (status >= 300 && status < 400) return 'bucket.address';
  return 'bucket.protocol';
}

export interface Asked {
  readonly signal?: AbortSignal | undefined;
  readonly keyOrPrefix?: string;
}

/**
 * The refusal behind an error of the AWS SDK or of the network. Facts: `status`; `reason` (S3's own code, the
 * network's code, or `unknown` for an answer that says no more than its status); `accessKeyId` for
 * `keys.unknown` and `keys.secret`; `minutes` and `direction` (`ahead`, `behind`) for `keys.clock`, how far this machine is off; `region` for
 * `bucket.address` when the bucket told its own; `retryAfter` (seconds) for `bucket.busy` when it said so;
 * `datasetId` for `bucket.denied` in a known release.
 */
export function toRefusal(error: unknown, { signal, keyOrPrefix }: Asked = {}): HcpError {
  if (signal?.aborted) return new HcpError('cancelled', {}, { cause: error });
  if (error instanceof HcpError) return error;
  const failure = describe(error);
  if (failure.name === 'AbortError') return new HcpError('cancelled', {}, { cause: error });
  if (failure.status === undefined) return withoutAnswer(failure, error);
  const code = wrongRegion(failure) ? 'bucket.address' : (byName[failure.name] ?? byStatus(failure.status));
  const known = byName[failure.name] !== undefined && failure.name !== 'NotFound';
  const facts = {
    status: failure.status,
    reason: known ? failure.name : 'unknown',
    ...factsOf(code, failure, keyOrPrefix),
  };
  return new HcpError(code, facts, { cause: error });
}

function withoutAnswer({ name, code }: Failure, error: unknown): HcpError {
  const options = { cause: error };
  const reason = code ?? name;
  if (code === 'ERR_INVALID_URL' || byName[name] === 'bucket.address') {
    return new HcpError('bucket.address', { reason }, options);
  }
  if (code?.startsWith('HPE_')) return new HcpError('bucket.protocol', { reason }, options);
  // Node's own complaints begin with ERR_ as well: only those about a connection are the network's.
  const network = code !== undefined && !/^ERR_(?!TLS|SSL|STREAM|HTTP|SOCKET)/.test(code);
  if (network || name === 'TimeoutError') return new HcpError('bucket.unreachable', { reason }, options);
  return new HcpError('unexpected', {}, options);
}

/** AWS answers a HEAD in the wrong region with 400 or 301, no body, and the bucket's region as a header. */
function wrongRegion({ status, name, headers }: Failure): boolean {
  const silent = byName[name] === undefined;
  return silent && (status === 400 || status === 301) && headers['x-amz-bucket-region'] !== undefined;
}

function factsOf(code: HcpErrorCode, failure: Failure, keyOrPrefix: string | undefined): ErrorFacts {
  const { headers, accessKeyId } = failure;
  const region = headers['x-amz-bucket-region'];
  const date = Date.parse(headers.date ?? '');
  const datasetId = keyOrPrefix === undefined ? undefined : releaseOf(keyOrPrefix)?.datasetId;
  if (code === 'bucket.address' && region !== undefined) return { region };
  if (code === 'bucket.denied' && datasetId !== undefined) return { datasetId };
  if (code.startsWith('keys.') && accessKeyId !== undefined) return { accessKeyId };
  const retryAfter = code === 'bucket.busy' ? retryAfterOf(headers['retry-after'], Date.now()) : undefined;
  if (retryAfter !== undefined) return { retryAfter };
  if (code === 'keys.clock' && !Number.isNaN(date)) {
    const ahead = Date.now() - date;
    return { minutes: Math.round(Math.abs(ahead) / 60_000), direction: ahead > 0 ? 'ahead' : 'behind' };
  }
  return {};
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
    accessKeyId: typeof data.AWSAccessKeyId === 'string' ? data.AWSAccessKeyId : undefined,
  };
}

function record(value: unknown): Record<string, unknown> {
  return (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
}

/**
 * Tells apart what a 403 on an object can mean: no right here, or no such object. Lists the object's own key,
 * which is allowed wherever the folder is.
 * @returns `bucket.notFound`; `denied` itself when the object is there; or why the listing failed (`bucket.denied`, `keys.*`)
 */
export async function explainDenied(
  denied: HcpError,
  key: string,
  store: Pick<ObjectStore, 'list'>,
  signal?: AbortSignal,
): Promise<HcpError> {
  try {
    const page = await store.list({ prefix: key, maxKeys: 1 }, signal);
    return page.objects.some((object) => object.key === key) ? denied : new HcpError('bucket.notFound');
  } catch (error) {
    return toRefusal(error, { signal, keyOrPrefix: key });
  }
}
