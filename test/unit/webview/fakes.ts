import {
  termsStringIds,
  type DatasetView,
  type TermsSnapshot,
  type TermsStrings,
  type TermsView,
} from '../../../src/shared/protocol';
import type { Channel } from '../../../webview/kit/client';

/** Each string is its own id, with a place for a value. */
export const strings = Object.fromEntries(termsStringIds.map((id) => [id, `${id} {0}`])) as TermsStrings;

export const terms = (id: string, accepted = false, digest = 'd'): TermsView => ({
  id,
  title: `Terms ${id}`,
  html: 'Text',
  digest,
  accepted,
});

export const dataset = (...all: readonly TermsView[]): DatasetView => ({
  id: 'HCP_YA',
  title: 'Young Adult',
  state: 'termsRequired',
  releases: [],
  terms: all,
});

export const ready = (one: DatasetView, userName = 'anna'): TermsSnapshot => ({
  kind: 'ready',
  userName,
  datasets: [one],
});

interface Sent {
  readonly type: string;
  readonly id: number;
  readonly name: string;
  readonly params: unknown;
}

/** The host's end of the wire, in a test's hands. */
export class Wire implements Channel {
  readonly sent: Sent[] = [];
  private listener: ((data: unknown) => void) | undefined;

  readonly post = (message: unknown): void => {
    this.sent.push(message as Sent);
  };

  readonly listen = (listener: (data: unknown) => void): (() => void) => {
    this.listener = listener;
    return () => (this.listener = undefined);
  };

  deliver(data: unknown): void {
    this.listener?.(data);
  }

  get last(): Sent {
    const last = this.sent.at(-1);
    if (last === undefined) throw new Error('Nothing was sent.');
    return last;
  }

  reply(result: unknown, id = this.last.id): void {
    this.deliver({ type: 'reply', id, ok: true, result });
  }

  refuse(code: string, message: string, id = this.last.id): void {
    this.deliver({ type: 'reply', id, ok: false, error: { code, message } });
  }

  /** Answers whatever still waits, whose timer would hold up the end of the process. */
  hangUp(): void {
    for (const { id } of this.sent) this.refuse('cancelled', 'Cancelled.', id);
  }
}

/** Lets the promises that have settled run on. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
