import type { Readable } from 'node:stream';
import { HcpError } from '../errors';
import { toRefusal } from './refusal';

export interface BodyLimits {
  /** Bytes that must arrive: not one more, not one less. */
  readonly length: number;
  /** Milliseconds without a byte after which the body counts as stalled. */
  readonly stallAfter: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The bytes of an answer, counted. Its connection is freed at once when the signal is aborted, when nothing
 * arrives any more, when the reader stops early, or when nobody begins to read.
 * @throws HcpError `transfer.stalled`, `transfer.size`, `bucket.unreachable` (cut off), `cancelled`
 */
export function countedBody(body: Readable, limits: BodyLimits): AsyncIterable<Uint8Array> {
  const { signal, stallAfter, length } = limits;
  let waiting = true;
  let failure: HcpError | undefined;
  const stop = (error: HcpError) => {
    failure ??= error;
    body.destroy();
  };
  const onAbort = () => {
    stop(new HcpError('cancelled'));
  };
  // Time that the reader needs for a chunk is not time that the bucket lets pass.
  const timer = setTimeout(() => {
    if (waiting) stop(new HcpError('transfer.stalled', { seconds: stallAfter / 1000 }));
  }, stallAfter);
  const release = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  body.once('close', release);
  // Keeps an error that comes before anyone reads from ending the process; the reader gets it as well.
  body.on('error', (error) => {
    failure ??= toRefusal(error, { signal });
  });
  if (signal?.aborted) onAbort();

  async function* chunks(): AsyncGenerator<Uint8Array> {
    let received = 0;
    try {
      for await (const chunk of body as AsyncIterable<Uint8Array>) {
        waiting = false;
        received += chunk.byteLength;
        if (received > length) break;
        yield chunk;
        waiting = true;
        timer.refresh();
      }
    } catch (error) {
      throw failure ?? toRefusal(error, { signal });
    } finally {
      release();
      body.destroy();
    }
    if (failure) throw failure;
    if (received !== length) throw new HcpError('transfer.size', { expected: length, received });
  }
  return chunks();
}
