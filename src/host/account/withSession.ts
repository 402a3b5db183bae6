import { HcpError } from '../../core/errors';
import type { Portal } from '../../core/portal/portal';
import type { Flow } from './flow';

/**
 * Runs work that needs a session. Without one the person is asked to sign in; when the portal says that
 * the session is over, the person is asked once and the work is done a second time, so it must be safe to repeat.
 * Undefined when the person declined.
 */
export async function withSession<T>(
  flow: Flow,
  signIn: () => Promise<boolean>,
  work: (portal: Portal, signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T | undefined> {
  const { model, portal } = flow;
  if (!model.signedIn && !(await signIn())) return undefined;
  try {
    return await work(portal, signal);
  } catch (error) {
    if (!HcpError.is(error, 'portal.session')) throw error;
  }
  model.closeSession();
  if (!(await signIn())) return undefined;
  return work(portal, signal);
}
