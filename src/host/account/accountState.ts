import type { AccountState } from '../ids';

/** What the state follows from. */
export interface AccountFacts {
  readonly pair: unknown;
  readonly marker: unknown;
  readonly session: boolean;
}

/** Having keys is a full state, with a portal session or without. */
export function accountState({ pair, marker, session }: AccountFacts): AccountState {
  if (pair) return 'ready';
  if (marker) return 'keysForgotten';
  return session ? 'noKeys' : 'signedOut';
}
