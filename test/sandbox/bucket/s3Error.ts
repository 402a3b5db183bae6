import { textAnswer, type Answer } from '../http';
import { element, xmlDocument } from './xml';

/** A refusal in S3's words. */
export interface S3Error {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Further elements of the error document. */
  readonly details?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export function s3Error(
  status: number,
  code: string,
  message: string,
  details: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): S3Error {
  return { status, code, message, details, headers };
}

/** AWS's refusal for want of rights. */
export const accessDenied = s3Error(403, 'AccessDenied', 'Access Denied');

/** The same without a word of why, as some servers have it. */
export const silentAccessDenied = s3Error(403, 'AccessDenied', '');

export const internalError = s3Error(
  500,
  'InternalError',
  'We encountered an internal error. Please try again.',
);

export const slowDown = s3Error(503, 'SlowDown', 'Please reduce your request rate.');

export function isS3Error(value: object): value is S3Error {
  return 'code' in value && 'message' in value;
}

/** The error as XML. Answers to HEAD lose their body, so nothing says why. */
export function errorAnswer(error: S3Error, requestId: string): Answer {
  const details = Object.entries(error.details ?? {}).map(([name, value]) => element(name, value));
  const content = [
    element('Code', error.code),
    element('Message', error.message),
    ...details,
    element('RequestId', requestId),
    element('HostId', 'sandbox'),
  ];
  const xml = xmlDocument('Error', content);
  return { ...textAnswer(error.status, 'application/xml', xml, error.headers), length: undefined };
}
