import {
  isHostMessage,
  isTermsSnapshot,
  type ErrorView,
  type EventMessage,
  type ReplyMessage,
  type TermsRequestName,
  type TermsRequests,
} from '../../src/shared/protocol';

/** The way to the host and back. */
export interface Channel {
  readonly post: (message: unknown) => void;
  /** Calls `listener` with whatever arrives, until the returned function is called. */
  readonly listen: (listener: (data: unknown) => void) => () => void;
}

/** The host's error reply, or that there was none in time (`timeout`). */
export class RequestFailure extends Error {
  constructor(readonly view: ErrorView) {
    super(view.code);
  }
}

interface Pending {
  readonly name: TermsRequestName;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: RequestFailure) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

const slowTimeout = 60_000;
const timeout = 10_000;

/** Milliseconds that a request waits for its reply: as long as a slow portal needs, where it is asked. */
const requestTimeouts: Readonly<Record<TermsRequestName, number>> = {
  load: slowTimeout,
  accept: slowTimeout,
  openLink: timeout,
  openPortal: timeout,
  openDataset: timeout,
  signIn: timeout,
  requestKeys: timeout,
  useExistingKeys: timeout,
  browse: timeout,
};

/** Asks the host, and matches its replies by id. */
export class HostClient {
  private readonly pending = new Map<number, Pending>();
  private readonly stopListening: () => void;
  private lastId = 0;

  constructor(
    private readonly channel: Channel,
    /** What a request that got no answer in time says. */
    private readonly noAnswer: string,
    private readonly onEvent: (event: EventMessage) => void,
  ) {
    this.stopListening = channel.listen((data) => {
      this.receive(data);
    });
  }

  /** @throws RequestFailure */
  request<N extends TermsRequestName>(
    name: N,
    params: TermsRequests[N]['params'],
  ): Promise<TermsRequests[N]['result']> {
    const id = ++this.lastId;
    return new Promise<unknown>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.pending.delete(id);
        reject(this.unanswered());
      }, requestTimeouts[name]);
      this.pending.set(id, { name, resolve, reject, timer });
      this.channel.post({ type: 'request', id, name, params });
    }) as Promise<TermsRequests[N]['result']>;
  }

  dispose(): void {
    this.stopListening();
    for (const { timer } of this.pending.values()) clearTimeout(timer);
    this.pending.clear();
  }

  private receive(data: unknown): void {
    if (!isHostMessage(data)) return;
    if (data.type === 'event') this.onEvent(data);
    else this.settle(data);
  }

  private settle(reply: ReplyMessage): void {
    const pending = this.pending.get(reply.id);
    if (pending === undefined) return;
    this.pending.delete(reply.id);
    clearTimeout(pending.timer);
    if (!reply.ok) pending.reject(new RequestFailure(reply.error));
    else if (hasShape(pending.name, reply.result)) pending.resolve(reply.result);
    else pending.reject(this.unanswered());
  }

  private unanswered(): RequestFailure {
    return new RequestFailure({ code: 'timeout', message: this.noAnswer });
  }
}

function hasShape(name: TermsRequestName, result: unknown): boolean {
  return name === 'load' || name === 'accept' ? isTermsSnapshot(result) : result === null;
}
