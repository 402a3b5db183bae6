import { HcpError, toHcpError } from '../../errors';
import type { ByteSink, FetchedHead } from '../objectStore';
import { HeadReader, type AnswerHead } from './answerHead';
import type { Verdict } from './judge';

/** One request and what is made of its answer. */
export interface Exchange {
  readonly request: string;
  readonly judge: (head: AnswerHead) => Verdict;
  readonly sink: ByteSink;
}

export type AnswerEnd =
  | { readonly kind: 'whole'; readonly fetched: FetchedHead; readonly keepsOpen: boolean }
  | { readonly kind: 'odd' }
  | { readonly kind: 'failed'; readonly error: HcpError };

/**
 * Reads one answer from bytes in pieces: judges its head, hands its body on without a copy, and never takes a
 * byte more than announced.
 */
export class Answer {
  private readonly reader = new HeadReader();
  private fetched: FetchedHead | undefined;
  private keepsOpen = false;
  /** Bytes of the body that have not arrived. */
  private missing = 0;
  /** Copies of what came while the sink was waited for; TLS hands on what it has decrypted. */
  private backlog: Buffer[] = [];
  private ended = false;
  /** Whether any byte has arrived. */
  begun = false;
  /** Whether the sink is waited for: nothing more should come, and time does not count. */
  waiting = false;

  /**
   * @param onEnd called once
   * @param onReady called when the sink has been waited for and more may come
   */
  constructor(
    private readonly exchange: Omit<Exchange, 'request'>,
    private readonly onEnd: (end: AnswerEnd) => void,
    private readonly onReady: () => void,
  ) {}

  get inBody(): boolean {
    return this.fetched !== undefined;
  }

  /** Whether everything has arrived; the sink may still be waited for. */
  get arrived(): boolean {
    return this.inBody && this.missing === 0;
  }

  /** Takes bytes that may be overwritten after the call. */
  push(bytes: Buffer): void {
    this.begun = true;
    if (this.waiting) this.backlog.push(Buffer.from(bytes));
    else if (this.inBody) this.pushBody(bytes);
    else this.pushHead(bytes);
  }

  /** Nothing more is handed on, and no end is told. */
  abandon(): void {
    this.ended = true;
    this.backlog = [];
  }

  private pushHead(bytes: Buffer): void {
    const found = this.reader.push(bytes);
    if (found === 'more') return;
    const verdict: Verdict = found === 'malformed' ? { kind: 'odd' } : this.exchange.judge(found.head);
    if (found === 'malformed' || verdict.kind === 'odd') this.end({ kind: 'odd' });
    else if (verdict.kind === 'refuse') this.fail(verdict.error);
    else {
      this.fetched = verdict.fetched;
      this.missing = verdict.length;
      this.keepsOpen = found.head.keepsOpen;
      this.pushBody(found.rest);
    }
  }

  private pushBody(bytes: Buffer): void {
    if (bytes.length > this.missing) {
      this.fail(new HcpError('bucket.protocol', { reason: 'more than announced' }));
      return;
    }
    this.missing -= bytes.length;
    const wait = bytes.length > 0 ? this.give(bytes) : undefined;
    if (this.ended) return;
    if (wait) void this.waitFor(wait);
    else this.endIfWhole();
  }

  private give(bytes: Buffer): Promise<void> | undefined {
    try {
      return this.exchange.sink(bytes);
    } catch (error) {
      this.fail(toHcpError(error));
      return undefined;
    }
  }

  private async waitFor(wait: Promise<void>): Promise<void> {
    this.waiting = true;
    try {
      await wait;
    } catch (error) {
      this.fail(toHcpError(error));
    }
    this.waiting = false;
    if (this.ended) return;
    const late = Buffer.concat(this.backlog);
    this.backlog = [];
    if (late.length > 0) this.push(late);
    else this.endIfWhole();
    if (!this.isHeldUp()) this.onReady();
  }

  private isHeldUp(): boolean {
    return this.waiting || this.ended;
  }

  private endIfWhole(): void {
    const { fetched, keepsOpen } = this;
    if (fetched && this.missing === 0) this.end({ kind: 'whole', fetched, keepsOpen });
  }

  private fail(error: HcpError): void {
    this.end({ kind: 'failed', error });
  }

  private end(end: AnswerEnd): void {
    if (this.ended) return;
    this.abandon();
    this.onEnd(end);
  }
}
