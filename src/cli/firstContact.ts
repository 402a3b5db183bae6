import { HcpError } from '../core/errors';
import { withRetries } from '../core/transfer/retry';
import type { Session } from './session';

/**
 * Runs work while asking the bucket for one key beside it. A job waits long for a bucket that has gone; this
 * tells soon of one that was never there: a wrong address, no network.
 * @throws HcpError what the work throws; `bucket.unreachable` or `bucket.address` when there is no bucket
 */
export async function withFirstContact<T>(
  session: Session,
  source: string,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const signal = AbortSignal.any([session.signal, stop.signal]);
  let absence: HcpError | undefined;
  void withRetries(() => session.store.list({ prefix: source, maxKeys: 1 }, signal), signal).catch(
    (error: unknown) => {
      if (!HcpError.is(error, 'bucket.unreachable', 'bucket.address')) return;
      absence = error;
      stop.abort();
    },
  );
  try {
    return await work({ ...session, signal });
  } catch (error) {
    throw absence ?? error;
  } finally {
    stop.abort();
  }
}
