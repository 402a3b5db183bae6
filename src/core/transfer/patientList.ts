import { HcpError, toHcpError } from '../errors';
import { pauseAfter, rest } from './backoff';
import type { List, Surroundings } from './surroundings';

const triesWhenAnswered = 8;

/**
 * Lists for a job that is to survive: waits while the job is paused, tries again while the bucket is out of
 * reach or busy, and hands a pair that does not work to whoever can get another one.
 * @param turn resolves when the job may go on
 * @throws HcpError what another try can't help, `bucket.*` when patience ends, `cancelled`
 */
export function patientList(around: Surroundings, turn: (signal: AbortSignal) => Promise<void>): List {
  const { store, connectivity, keysRefused, patience, pace } = around;
  return async (request, signal) => {
    let refused = false;
    for (let tries = 1; ; tries++) {
      await turn(signal);
      if (signal.aborted) throw new HcpError('cancelled');
      try {
        const page = await store.list(request, signal);
        connectivity.ok();
        return page;
      } catch (raw) {
        const error = toHcpError(raw);
        if (error.code.startsWith('keys.')) {
          // A refusal that was long under way is about the pair that another one has replaced by now.
          if (refused) keysRefused(error);
          refused = !refused;
          continue;
        }
        if (!error.retryable) throw error;
        if (error.code === 'bucket.unreachable') connectivity.failed();
        else connectivity.ok();
        if (error.code === 'bucket.busy') pace.slowDown(Number(error.facts.retryAfter ?? 0));
        if (
          connectivity.silence > patience ||
          (error.code !== 'bucket.unreachable' && tries >= triesWhenAnswered)
        ) {
          throw error;
        }
        await rest(pauseAfter(tries), signal);
      }
    }
  };
}
