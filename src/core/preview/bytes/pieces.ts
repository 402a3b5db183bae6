import { HcpError } from '../../errors';
import { blockSize } from './byteCache';

type Read = (start: number, end: number, signal: AbortSignal) => Promise<Uint8Array>;

/**
 * How a long read is cut: small pieces first, so that little is read when little is needed, then larger ones,
 * several at once, so that a connection far away (50 ms, 10 MB/s) is no limit.
 */
const firstPiece = 64 * 1024;
const largestPiece = 1024 * 1024;
const mostAtOnce = 6;

/**
 * The bytes from `start` to before `end`, in order. Pieces ahead of the reader are on their way while it works;
 * leaving the loop ends them.
 */
export async function* pieces(
  read: Read,
  start: number,
  end: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort();
  };
  if (signal.aborted) throw new HcpError('cancelled');
  signal.addEventListener('abort', stop, { once: true });
  const ahead: Promise<Uint8Array>[] = [];
  let at = start;
  let length = firstPiece;
  let atOnce = 1;
  const fill = (): void => {
    while (ahead.length < atOnce && at < end) {
      // Pieces end where a block of the cache ends, so that no block is asked for twice.
      const stopAt = Math.min(end, Math.ceil((at + length) / blockSize) * blockSize);
      const piece = read(at, stopAt, controller.signal);
      piece.catch(() => undefined);
      ahead.push(piece);
      at = stopAt;
      length = Math.min(largestPiece, length * 2);
    }
  };
  try {
    for (;;) {
      fill();
      const next = ahead.shift();
      if (next === undefined) return;
      yield await next;
      atOnce = Math.min(mostAtOnce, atOnce + 1);
    }
  } finally {
    signal.removeEventListener('abort', stop);
    controller.abort();
  }
}
