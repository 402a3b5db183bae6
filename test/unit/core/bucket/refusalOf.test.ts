import assert from 'node:assert/strict';
import { toRefusal, type Asked } from '../../../../src/core/bucket/refusal';
import { HcpError, type ErrorFacts } from '../../../../src/core/errors';

const minute = 60_000;

/** An error as the AWS SDK throws it. */
function answer(name: string, status?: number, headers: Readonly<Record<string, string>> = {}): Error {
  return Object.assign(new Error('said by the server'), {
    name,
    ...(status !== undefined && { $metadata: { httpStatusCode: status } }),
    $response: { headers },
  });
}

const network = (code: string) => Object.assign(new Error(code), { name: 'Error', code });

function tells(error: unknown, code: string, facts: ErrorFacts, asked?: Asked): void {
  const refusal = toRefusal(error, asked);
  assert.deepEqual({ code: refusal.code, facts: refusal.facts }, { code, facts });
  assert.equal(refusal.cause, error);
}

describe('the refusal behind an error', () => {
  it('goes by the status of an answer without a name', () => {
    const cases: readonly (readonly [number, string])[] = [
      [300, 'bucket.address'],
      [301, 'bucket.address'],
      [399, 'bucket.address'],
      [400, 'bucket.protocol'],
      [403, 'bucket.denied'],
      [404, 'bucket.notFound'],
      [412, 'bucket.changed'],
      [416, 'bucket.changed'],
      [418, 'bucket.protocol'],
      [429, 'bucket.busy'],
      [499, 'bucket.protocol'],
      [500, 'bucket.busy'],
      [503, 'bucket.busy'],
      [299, 'bucket.protocol'],
    ];
    for (const [status, code] of cases) tells(answer('', status), code, { status, reason: 'unknown' });
  });

  it('goes by the name before the status, and does not take the SDK’s own name for S3’s', () => {
    tells(answer('SlowDown', 403), 'bucket.busy', { status: 403, reason: 'SlowDown' });
    tells(answer('NotFound', 404), 'bucket.notFound', { status: 404, reason: 'unknown' });
    tells(answer('Whatever', 403), 'bucket.denied', { status: 403, reason: 'unknown' });
  });

  it('reads the status of what the SDK could not read', () => {
    const raw = { name: 'SyntaxError', $response: { statusCode: 503, headers: {} } };
    tells(raw, 'bucket.busy', { status: 503, reason: 'unknown' });
  });

  it('knows a wrong region by its header alone, and only where nothing else is said', () => {
    const headers = { 'x-amz-bucket-region': 'eu-west-1' };
    for (const status of [301, 400]) {
      tells(answer('', status, headers), 'bucket.address', {
        status,
        reason: 'unknown',
        region: 'eu-west-1',
      });
    }
    tells(answer('', 400), 'bucket.protocol', { status: 400, reason: 'unknown' });
    tells(answer('', 404, headers), 'bucket.notFound', { status: 404, reason: 'unknown' });
    tells(answer('RequestTimeout', 400, headers), 'bucket.busy', { status: 400, reason: 'RequestTimeout' });
    tells(answer('NoSuchBucket', 404), 'bucket.address', { status: 404, reason: 'NoSuchBucket' });
  });

  it('lets be tried again what may pass, and no request that is itself at fault', () => {
    const retryable = (status: number) => toRefusal(answer('', status)).retryable;
    assert.deepEqual([408, 429, 500, 503, 200].map(retryable), [true, true, true, true, true]);
    assert.deepEqual([400, 405, 409, 418].map(retryable), [false, false, false, false]);
  });

  it('names the dataset of a release that is denied, and of no other folder', () => {
    const denied = { status: 403, reason: 'AccessDenied' };
    const error = answer('AccessDenied', 403);
    tells(error, 'bucket.denied', denied);
    tells(error, 'bucket.denied', denied, { keyOrPrefix: 'elsewhere/x' });
    tells(error, 'bucket.denied', { ...denied, datasetId: 'HCP_Retest' }, { keyOrPrefix: 'HCP_Retest/x' });
    const missing = { keyOrPrefix: 'HCP_Retest/x' };
    tells(answer('NoSuchKey', 404), 'bucket.notFound', { status: 404, reason: 'NoSuchKey' }, missing);
  });

  it('names the access key ID of a pair that is refused, where the answer does', () => {
    const refused = { status: 403, reason: 'InvalidAccessKeyId' };
    tells(answer('InvalidAccessKeyId', 403), 'keys.unknown', refused);
    const named = Object.assign(answer('InvalidAccessKeyId', 403), {
      AWSAccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    });
    tells(named, 'keys.unknown', { ...refused, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
    const other = Object.assign(answer('AccessDenied', 403), { AWSAccessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
    tells(other, 'bucket.denied', { status: 403, reason: 'AccessDenied' });
  });

  it('says how long a busy bucket asks to wait, and nobody else', () => {
    const headers = { 'retry-after': '7' };
    tells(answer('SlowDown', 503, headers), 'bucket.busy', {
      status: 503,
      reason: 'SlowDown',
      retryAfter: 7,
    });
    tells(answer('NoSuchKey', 404, headers), 'bucket.notFound', { status: 404, reason: 'NoSuchKey' });
  });

  it('says how far the clock is off, where the answer has a date', () => {
    const skewed = { status: 403, reason: 'RequestTimeTooSkewed' };
    tells(answer('RequestTimeTooSkewed', 403), 'keys.clock', skewed);
    for (const minutes of [-20, 20]) {
      const date = new Date(Date.now() + minutes * minute).toUTCString();
      const facts = { ...skewed, minutes: 20, direction: minutes > 0 ? 'behind' : 'ahead' };
      tells(answer('RequestTimeTooSkewed', 403, { date }), 'keys.clock', facts);
      tells(answer('NoSuchKey', 404, { date }), 'bucket.notFound', { status: 404, reason: 'NoSuchKey' });
    }
  });

  it('goes by the code where there was no answer, be it that of the cause', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['ECONNRESET', 'bucket.unreachable'],
      ['CERT_HAS_EXPIRED', 'bucket.unreachable'],
      ['ERR_TLS_CERT_ALTNAME_INVALID', 'bucket.unreachable'],
      ['ERR_STREAM_PREMATURE_CLOSE', 'bucket.unreachable'],
      ['X_ERR_OTHER', 'bucket.unreachable'],
      ['ERR_INVALID_URL', 'bucket.address'],
      ['HPE_INVALID_CONSTANT', 'bucket.protocol'],
      ['X_HPE_', 'bucket.unreachable'],
    ];
    for (const [code, refusal] of cases) {
      tells(network(code), refusal, { reason: code });
      tells(new TypeError('failed', { cause: network(code) }), refusal, { reason: code });
    }
    tells(answer('TimeoutError'), 'bucket.unreachable', { reason: 'TimeoutError' });
    tells(answer('InvalidBucketName'), 'bucket.address', { reason: 'InvalidBucketName' });
  });

  it('is nobody’s refusal where the fault is in this program', () => {
    for (const error of [network('ERR_INVALID_ARG_TYPE'), new TypeError('x'), 'x', null, undefined, {}]) {
      tells(error, 'unexpected', {});
    }
  });

  it('is no refusal where the person cancelled', () => {
    const error = answer('AccessDenied', 403);
    tells(error, 'cancelled', {}, { signal: AbortSignal.abort() });
    tells(
      error,
      'bucket.denied',
      { status: 403, reason: 'AccessDenied' },
      { signal: new AbortController().signal },
    );
    tells(answer('AbortError', 500), 'cancelled', {});
  });

  it('is what it was where it is told already', () => {
    const told = new HcpError('keys.missing');
    assert.equal(toRefusal(told), told);
  });
});
