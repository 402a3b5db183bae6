import { HcpError, type ErrorFacts, type HcpErrorCode } from '../errors';

interface PackedError {
  readonly hcpError: HcpErrorCode;
  readonly facts: ErrorFacts;
}

/**
 * A copy of plain data that can be sent to another thread: an `HcpError` anywhere in it travels as its code and
 * its facts, without the cause, which may hold anything.
 */
export function pack(value: unknown): unknown {
  if (value instanceof HcpError) return { hcpError: value.code, facts: value.facts } satisfies PackedError;
  if (Array.isArray(value)) return value.map(pack);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, pack(one)]));
}

/** Undoes `pack`. */
export function unpack(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpack);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (isPackedError(value)) return new HcpError(value.hcpError, value.facts);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unpack(one)]));
}

function isPackedError(value: object): value is PackedError {
  return 'hcpError' in value && typeof value.hcpError === 'string' && 'facts' in value;
}
