import type { Accounts } from '../accounts';
import type { SandboxRequest } from '../http';
import type { Switches } from '../switches';
import type { Session, Sessions } from './sessions';

export interface PortalServices {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  switches(): Switches;
}

/** One request to the portal with what is known of its sender. */
export interface PortalContext extends PortalServices {
  readonly request: SandboxRequest;
  readonly parameters: URLSearchParams;
  readonly session: Session | undefined;
  /** The account that is signed in. */
  readonly userName: string | undefined;
}

export interface SignedInContext extends PortalContext {
  readonly userName: string;
}

export function isScriptStyle({ request }: PortalContext): boolean {
  return request.headers['x-requested-with'] === 'XMLHttpRequest';
}
