/** The way to the host and back. */
export interface Channel {
  readonly post: (message: unknown) => void;
  /** Calls `listener` with whatever arrives, until the returned function is called. */
  readonly listen: (listener: (data: unknown) => void) => () => void;
}

/** Why a request has no result. */
export interface FailureView {
  readonly code: string;
  readonly message: string;
  /** Titles of buttons that mend it, where the host offers some. */
  readonly actions?: readonly string[];
}

/** The host's error reply, or that there was none in time (`timeout`), or that the signal was aborted (`cancelled`). */
export class RequestFailure extends Error {
  constructor(
    readonly view: FailureView,
    /** The id of the request, for what the host remembers of it. */
    readonly request: number,
  ) {
    super(view.code);
  }
}

/** What goes in and what comes out, by the request's name. */
type RequestsOf<R> = { readonly [N in keyof R]: { readonly params: unknown; readonly result: unknown } };

type HostMessage<E> =
  | { readonly type: 'reply'; readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly type: 'reply'; readonly id: number; readonly ok: false; readonly error: FailureView }
  | (E & { readonly type: 'event' });

/** What a panel and the host say to each other. */
export interface Protocol<R extends RequestsOf<R>, E> {
  /** Milliseconds that a request waits for its reply; `forever` where the person sees that it goes on, and can stop it. */
  readonly timeouts: Readonly<Record<keyof R, number | 'forever'>>;
  readonly isHostMessage: (data: unknown) => data is HostMessage<E>;
  /** Whether a result can be that of the request. */
  readonly hasShape: (name: keyof R, result: unknown) => boolean;
}

interface Pending<R> {
  readonly name: keyof R;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: RequestFailure) => void;
  readonly end: () => void;
}

/** Asks the host, and matches its replies by id. */
export class HostClient<R extends RequestsOf<R>, E> {
  private readonly pending = new Map<number, Pending<R>>();
  private readonly stopListening: () => void;
  private lastId = 0;

  constructor(
    private readonly channel: Channel,
    private readonly protocol: Protocol<R, E>,
    /** What a request that got no answer in time says. */
    private readonly noAnswer: string,
    private readonly onEvent: (event: E) => void,
  ) {
    this.stopListening = channel.listen((data) => {
      this.receive(data);
    });
  }

  /** An aborted request is ended at the host as well. @throws RequestFailure */
  request<N extends keyof R>(name: N, params: R[N]['params'], signal?: AbortSignal): Promise<R[N]['result']> {
    const id = ++this.lastId;
    if (signal?.aborted === true) return Promise.reject(cancelled(id));
    return new Promise<unknown>((resolve, reject) => {
      const wait = this.protocol.timeouts[name];
      const timer =
        wait === 'forever'
          ? undefined
          : setTimeout(() => {
              this.take(id)?.reject(this.unanswered(id));
            }, wait);
      const onAbort = (): void => {
        this.take(id)?.reject(cancelled(id));
        this.channel.post({ type: 'request', id: ++this.lastId, name: 'cancel', params: { id } });
      };
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.pending.set(id, { name, resolve, reject, end });
      this.channel.post({ type: 'request', id, name, params });
    }) as Promise<R[N]['result']>;
  }

  dispose(): void {
    this.stopListening();
    for (const { end } of this.pending.values()) end();
    this.pending.clear();
  }

  private receive(data: unknown): void {
    if (!this.protocol.isHostMessage(data)) return;
    if (data.type === 'event') {
      this.onEvent(data);
      return;
    }
    const pending = this.take(data.id);
    if (pending === undefined) return;
    if (!data.ok) pending.reject(new RequestFailure(data.error, data.id));
    else if (this.protocol.hasShape(pending.name, data.result)) pending.resolve(data.result);
    else pending.reject(this.unanswered(data.id));
  }

  /** What waits for the reply, which then waits no longer. */
  private take(id: number): Pending<R> | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    pending?.end();
    return pending;
  }

  private unanswered(id: number): RequestFailure {
    return new RequestFailure({ code: 'timeout', message: this.noAnswer }, id);
  }
}

function cancelled(id: number): RequestFailure {
  return new RequestFailure({ code: 'cancelled', message: '' }, id);
}
