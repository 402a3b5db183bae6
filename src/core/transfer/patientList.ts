import { HcpError, toHcpError } from '../errors';
import { pauseAfter, rest } from './backoff';
import type { List, Surroundings } from './surroundings';

const triesWhenAnswered = 8;
/** Milliseconds between two looks whether the clock of this machine has been set right. */
export const clockPause = 2_000;
/** Milliseconds that the bucket may ask to be left alone. */
const longestRest = 300_000;

/** Resolves when the job may go on. */
export type Turn = (signal: AbortSignal) => Promise<void>;

/** Lists for a job that is to survive. @throws HcpError as `patiently` */
export function patientList(around: Surroundings, turn: Turn): List {
  return (request, signal) => patiently(around, turn, () => around.store.list(request, signal), signal);
}

/**
 * Asks the bucket something for a job that is to survive: waits while the job is paused, tries again while the
 * bucket is out of reach or busy, and hands a pair that does not work to whoever can get another one.
 * @throws HcpError what another try can't help, `bucket.*` when patience ends, `cancelled`
 */
export async function patiently<T>(
  { connectivity, keysRefused, patience, clockPatience, pace }: Surroundings,
  turn: Turn,
  ask: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  let refused = false;
  for (let tries = 1; ; tries++) {
    await turn(signal);
    if (signal.aborted) throw new HcpError('cancelled');
    try {
      const answer = await ask();
      connectivity.ok();
      return answer;
    } catch (raw) {
      const error = toHcpError(raw);
      if (error.code === 'keys.clock' && connectivity.clockOff() < clockPatience) {
        await rest(clockPause, signal);
        continue;
      }
      if (error.code.startsWith('keys.')) {
        // A refusal that was long under way is about the pair that another one has replaced by now.
        if (refused) keysRefused(error);
        refused = !refused;
        continue;
      }
      if (!error.retryable) throw error;
      if (error.code === 'bucket.unreachable') connectivity.failed();
      else connectivity.ok();
      const wanted = error.code === 'bucket.busy' ? Number(error.facts.retryAfter ?? 0) : 0;
      if (error.code === 'bucket.busy') pace.slowDown(wanted);
      if (
        connectivity.silence > patience ||
        (error.code !== 'bucket.unreachable' && tries >= triesWhenAnswered)
      ) {
        throw error;
      }
      await rest(Math.max(pauseAfter(tries), Math.min(longestRest, wanted * 1000)), signal);
    }
  }
}
