import { HcpError } from '../../errors';
import { plainETag } from '../answers';
import type { FetchedHead } from '../objectStore';
import { retryAfterOf } from '../retryAfter';
import type { AnswerHead } from './answerHead';
import type { WireRequest } from './request';

export type Verdict =
  | { readonly kind: 'take'; readonly length: number; readonly fetched: FetchedHead }
  | { readonly kind: 'refuse'; readonly error: HcpError }
  /** Nothing that can be read here: a refusal to be decoded, a body without a length. */
  | { readonly kind: 'odd' };

/** Whether an answer is exactly what was asked for. */
export function judge(
  { status, headers }: AnswerHead,
  request: WireRequest & { readonly size: number },
): Verdict {
  if (status === 412 || status === 416) return refuse(new HcpError('bucket.changed', { status }));
  if (status === 429 || status >= 500) return refuse(busy(status, headers.get('retry-after')));
  if ((status !== 200 && status !== 206) || headers.has('transfer-encoding')) return { kind: 'odd' };
  const length = wholeNumber(headers.get('content-length'));
  if (length === undefined) return { kind: 'odd' };
  const etag = headers.get('etag');
  if (etag === undefined) return protocol('no ETag');
  if (plainETag(etag) !== request.ifMatch) return refuse(new HcpError('bucket.changed', { status }));
  const wrong = wrongPiece(status, headers.get('content-range'), length, request);
  if (wrong !== undefined) return protocol(wrong);
  const lastModified = new Date(headers.get('last-modified') ?? '');
  if (Number.isNaN(lastModified.getTime())) return protocol('no date');
  return { kind: 'take', length, fetched: { etag: request.ifMatch, totalSize: request.size, lastModified } };
}

function wrongPiece(
  status: number,
  contentRange: string | undefined,
  length: number,
  { range, size }: WireRequest & { readonly size: number },
): string | undefined {
  if (!range) return status === 200 && length === size ? undefined : 'not the whole object';
  const expected = `bytes ${String(range.start)}-${String(range.end - 1)}/${String(size)}`;
  const exact = status === 206 && contentRange === expected && length === range.end - range.start;
  return exact ? undefined : 'another range';
}

/** Digits only: a sign, a fraction or a list of lengths is none. */
function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function busy(status: number, header: string | undefined): HcpError {
  const retryAfter = retryAfterOf(header, Date.now());
  return new HcpError('bucket.busy', { status, ...(retryAfter !== undefined && { retryAfter }) });
}

function protocol(reason: string): Verdict {
  return refuse(new HcpError('bucket.protocol', { reason }));
}

function refuse(error: HcpError): Verdict {
  return { kind: 'refuse', error };
}
