import { HcpError, toHcpError, type ErrorFacts, type HcpErrorCode } from '../../errors';
import { Undrawable, type CardReason } from '../model';

/** An error on its way to another thread, without its cause, which may hold anything. */
export type PackedFailure =
  | { readonly kind: 'hcp'; readonly code: HcpErrorCode; readonly facts: ErrorFacts }
  | { readonly kind: 'undrawable'; readonly reason: CardReason; readonly detail: string };

export function packFailure(error: unknown): PackedFailure {
  if (error instanceof Undrawable) return { kind: 'undrawable', reason: error.reason, detail: error.detail };
  const { code, facts } = toHcpError(error);
  if (code !== 'unexpected' || !(error instanceof Error)) return { kind: 'hcp', code, facts };
  // A defect of a reader: its place is all that the log will have.
  return { kind: 'hcp', code, facts: { ...facts, thrown: (error.stack ?? error.message).slice(0, 1000) } };
}

export function unpackFailure(failure: PackedFailure): HcpError | Undrawable {
  switch (failure.kind) {
    case 'hcp':
      return new HcpError(failure.code, failure.facts);
    case 'undrawable':
      return new Undrawable(failure.reason, failure.detail);
  }
}
