import pRetry from 'p-retry';
import { HcpError, toHcpError } from '../errors';

export interface RetryPolicy {
  /** Tries in all, the first one included. */
  readonly tries: number;
  /** Milliseconds before the second try; doubled after each, with a random factor of 1 to 2. */
  readonly firstPause: number;
  /** Milliseconds. */
  readonly longestPause: number;
}

const defaultRetryPolicy: RetryPolicy = { tries: 5, firstPause: 500, longestPause: 15_000 };

/**
 * Runs the work again while its error is retryable. Random pauses keep many files from coming back at once.
 * @throws HcpError the error of the last try, `cancelled` when the signal is aborted
 */
export async function withRetries<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
  policy: RetryPolicy = defaultRetryPolicy,
): Promise<T> {
  if (signal.aborted) throw new HcpError('cancelled');
  try {
    return await pRetry(
      async () => {
        try {
          return await work();
        } catch (error) {
          throw toHcpError(error);
        }
      },
      {
        retries: policy.tries - 1,
        minTimeout: policy.firstPause,
        maxTimeout: policy.longestPause,
        randomize: true,
        signal,
        shouldRetry: ({ error }) => error instanceof HcpError && error.retryable,
      },
    );
  } catch (error) {
    throw signal.aborted ? new HcpError('cancelled', {}, { cause: error }) : toHcpError(error);
  }
}
