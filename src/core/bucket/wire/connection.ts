import type { Socket } from 'node:net';
import { HcpError } from '../../errors';
import type { FetchedHead } from '../objectStore';
import { toRefusal } from '../refusal';
import { Answer, type AnswerEnd, type Exchange } from './answer';

/** `odd`: an answer for others to read. `unanswered`: a kept connection was closed before it answered. */
export type Outcome = FetchedHead | 'odd' | 'unanswered';

interface Running {
  readonly answer: Answer;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: HcpError) => void;
}

/** Patience with a connection, in milliseconds. */
export interface Patience {
  /** For the connection, with its TLS. */
  readonly connect: number;
  /** For the first byte of an answer, and between two pieces of a body. */
  readonly stall: number;
}

/** A connection that is kept for one request after the other. */
export class Connection {
  private socket: Socket | undefined;
  private connected = false;
  /** It was there before its request: that it is closed then says nothing about the request. */
  private kept = false;
  private closed = false;
  private running: Running | undefined;
  private held = false;
  private quiet = 0;

  /** @param onFree told when the connection can be used again, or is gone */
  constructor(private readonly onFree: (connection: Connection) => void) {}

  get isClosed(): boolean {
    return this.closed;
  }

  /** Milliseconds without use, as far as `tick` has told; 0 while it is used. */
  get idleFor(): number {
    return this.running ? 0 : this.quiet;
  }

  /** The socket, whose bytes must go to `receive`, and the event of its being ready. */
  attach(socket: Socket, ready: 'connect' | 'secureConnect'): void {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.once(ready, () => {
      this.connected = true;
      this.quiet = 0;
    });
    const onEnd = (error?: Error) => {
      this.onClosed(error);
    };
    socket.on('error', onEnd);
    socket.once('end', onEnd).once('close', () => {
      onEnd();
    });
  }

  /**
   * Sends a request and hands the body of its answer to the sink.
   * @throws HcpError of the judge or the sink; `bucket.unreachable`, `bucket.protocol`, `transfer.stalled`; or
   * what `destroy` is given
   */
  exchange(exchange: Exchange): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const onEnd = (end: AnswerEnd) => {
        this.onAnswer(end);
      };
      const onReady = () => {
        this.letGo();
      };
      this.running = { answer: new Answer(exchange, onEnd, onReady), resolve, reject };
      this.quiet = 0;
      this.socket?.ref();
      this.socket?.write(exchange.request, 'latin1');
    });
  }

  /** Keeps it for a later request, without keeping the process. */
  keep(): void {
    this.kept = true;
    this.socket?.unref();
  }

  /** Takes bytes that may be overwritten after the call. @returns whether more may come now */
  receive(bytes: Buffer): boolean {
    if (this.closed) return false;
    this.quiet = 0;
    const { running } = this;
    if (!running) {
      this.destroy(new HcpError('bucket.protocol', { reason: 'bytes without a request' }));
      return false;
    }
    running.answer.push(bytes);
    this.held = this.running === running && running.answer.waiting;
    return !this.held && !this.isClosed;
  }

  /** Counts time in which nothing has arrived. @param milliseconds since the last call */
  tick(milliseconds: number, { connect, stall }: Patience): void {
    if (this.running?.answer.waiting) return;
    this.quiet += milliseconds;
    if (!this.connected) {
      if (this.quiet > connect) this.destroy(unreachable('ETIMEDOUT'));
    } else if (this.running && this.quiet > stall) {
      const stalled = new HcpError('transfer.stalled', { seconds: stall / 1_000 });
      this.destroy(this.running.answer.inBody ? stalled : unreachable('ETIMEDOUT'));
    }
  }

  /** Frees the connection at once. What runs on it ends with this error. */
  destroy(error: HcpError): void {
    this.free(false)?.reject(error);
  }

  private onAnswer(end: AnswerEnd): void {
    if (end.kind === 'failed') this.destroy(end.error);
    else if (end.kind === 'odd') this.free(false)?.resolve('odd');
    else this.free(end.keepsOpen && this.connected)?.resolve(end.fetched);
  }

  private onClosed(error: Error | undefined): void {
    const answer = this.running?.answer;
    if (answer && this.kept && !answer.begun) {
      this.free(false)?.resolve('unanswered');
    } else if (answer?.arrived) {
      // Only its reader is waited for.
      this.connected = false;
    } else {
      this.destroy(error ? toRefusal(error) : unreachable('ECONNRESET'));
    }
  }

  /** Takes what runs off the connection, and keeps or closes it. */
  private free(keep: boolean): Running | undefined {
    const { running } = this;
    if (this.closed) return undefined;
    this.running = undefined;
    running?.answer.abandon();
    this.quiet = 0;
    this.closed = !keep;
    if (keep) {
      this.letGo();
      this.keep();
    } else {
      this.socket?.destroy();
    }
    this.onFree(this);
    return running;
  }

  private letGo(): void {
    if (this.held) this.socket?.resume();
    this.held = false;
  }
}

function unreachable(reason: string): HcpError {
  return new HcpError('bucket.unreachable', { reason });
}
