import { Worker } from 'node:worker_threads';
import { HcpError } from '../../errors';
import type { ByteSource, Neighbours } from '../byteSource';
import { unpackFailure } from './failure';
import type { Call, CallName, Calls, FromThread, ToThread } from './messages';
import { ServedFiles } from './served';

/** A file that the thread reads. Its calls reject with `Undrawable` or `HcpError`, `cancelled` among them. */
export interface PreviewFile {
  call<N extends CallName>(
    name: N,
    params: Calls[N]['params'],
    signal: AbortSignal,
  ): Promise<Calls[N]['result']>;
  /** Stops what is under way, and forgets what was read. */
  end(): void;
}

export interface PreviewThreadOptions {
  /** The bundle of `thread.ts`. */
  readonly file: string;
  readonly execArgv?: readonly string[];
  /** Milliseconds without a call after which the thread ends; the next call starts another one. */
  readonly idleMs?: number;
  /** Milliseconds that a cancelled call may take to end, before its thread is taken for hung and killed. */
  readonly patienceMs?: number;
  /** Told when the thread has ended: `cancelled` when nothing was left to do. */
  readonly onEnd?: (error: HcpError) => void;
}

interface Pending {
  readonly settle: () => void;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The heap of the thread, beside the arrays of numbers, which are not part of it. */
const heapMegabytes = 1024;

/**
 * The one thread that reads files for previews: started by the first call, ended when nothing was asked for a
 * while, and replaced when it dies, whose open calls then reject with `unexpected`.
 */
export class PreviewThread {
  private readonly served = new Map<number, ServedFiles>();
  private readonly pending = new Map<number, Pending>();
  /** Which session each running request of the thread belongs to. */
  private readonly asks = new Map<number, ServedFiles>();
  /** Sessions that the present worker knows. */
  private readonly begun = new Set<number>();
  private worker: Worker | undefined;
  private idle: NodeJS.Timeout | undefined;
  private lastSession = 0;
  private lastId = 0;

  constructor(private readonly options: PreviewThreadOptions) {}

  /** Reads nothing yet. */
  open(source: ByteSource, neighbours: Neighbours): PreviewFile {
    const session = ++this.lastSession;
    this.served.set(session, new ServedFiles(source, neighbours));
    return {
      call: <N extends CallName>(name: N, params: Calls[N]['params'], signal: AbortSignal) =>
        this.call(session, { name, params } as Call, signal) as Promise<Calls[N]['result']>,
      end: () => {
        this.served.get(session)?.stop();
        this.served.delete(session);
        if (this.begun.delete(session)) this.post({ kind: 'end', session });
      },
    };
  }

  async dispose(): Promise<void> {
    clearTimeout(this.idle);
    for (const files of this.served.values()) files.stop();
    this.served.clear();
    const { worker } = this;
    if (worker) {
      this.ended(worker, new HcpError('cancelled'));
      await worker.terminate();
    }
  }

  private call(session: number, call: Call, signal: AbortSignal): Promise<unknown> {
    const files = this.served.get(session);
    if (signal.aborted || !files) return Promise.reject(new HcpError('cancelled'));
    const id = ++this.lastId;
    return new Promise<unknown>((resolve, reject) => {
      const onAbort = (): void => {
        this.cancel(id);
        reject(new HcpError('cancelled'));
      };
      const settle = (): void => {
        signal.removeEventListener('abort', onAbort);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.pending.set(id, { settle, resolve, reject });
      clearTimeout(this.idle);
      this.worker ??= this.start();
      if (!this.begun.has(session)) {
        this.begun.add(session);
        this.post({ kind: 'begin', session, file: files.first });
      }
      this.post({ kind: 'call', id, session, call });
    });
  }

  /** Whoever waits has been told; the thread is given a moment, since a reader may be stuck in a loop. */
  private cancel(id: number): void {
    const { worker } = this;
    this.post({ kind: 'cancel', id });
    setTimeout(() => {
      if (!worker || worker !== this.worker || !this.pending.has(id)) return;
      this.ended(worker, new HcpError('unexpected', { thrown: 'The reader did not stop.' }));
      void worker.terminate();
    }, this.options.patienceMs ?? 5000).unref();
  }

  private post(message: ToThread, transfer: readonly ArrayBuffer[] = []): void {
    this.worker?.postMessage(message, transfer);
  }

  private start(): Worker {
    const { file, execArgv } = this.options;
    const worker = new Worker(file, {
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
      ...(execArgv && { execArgv: [...execArgv] }),
    });
    worker.on('message', (message: FromThread) => {
      if (worker === this.worker) this.receive(message);
    });
    worker.once('error', (error) => {
      this.ended(worker, new HcpError('unexpected', {}, { cause: error }));
    });
    worker.once('exit', () => {
      this.ended(worker, new HcpError('unexpected'));
    });
    worker.unref();
    return worker;
  }

  private ended(worker: Worker, error: HcpError): void {
    if (worker !== this.worker) return;
    this.worker = undefined;
    this.begun.clear();
    this.asks.clear();
    for (const files of this.served.values()) files.stop();
    for (const { settle, reject } of this.pending.values()) {
      settle();
      reject(error);
    }
    this.pending.clear();
    this.options.onEnd?.(error);
  }

  private receive(message: FromThread): void {
    switch (message.kind) {
      case 'reply':
        this.settled(message.id)?.resolve(message.value);
        return;
      case 'failed':
        this.settled(message.id)?.reject(unpackFailure(message.failure));
        return;
      case 'ask': {
        const { id, session, ask } = message;
        const files = this.served.get(session);
        if (!files) {
          this.post({ kind: 'refused', id, failure: { kind: 'hcp', code: 'cancelled', facts: {} } });
          return;
        }
        const { worker } = this;
        this.asks.set(id, files);
        void files
          .serve(id, ask, (answer, transfer) => {
            if (worker === this.worker) this.post(answer, transfer);
          })
          .finally(() => this.asks.delete(id));
        return;
      }
      case 'drop':
        this.asks.get(message.id)?.drop(message.id);
        return;
      case 'leave':
        this.served.get(message.session)?.leave(message.stream);
    }
  }

  private settled(id: number): Pending | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    pending?.settle();
    if (this.pending.size === 0) this.rest();
    return pending;
  }

  /** Nothing is left to do. */
  private rest(): void {
    const { worker } = this;
    clearTimeout(this.idle);
    this.idle = setTimeout(
      () => {
        if (!worker || worker !== this.worker) return;
        this.ended(worker, new HcpError('cancelled'));
        void worker.terminate();
      },
      this.options.idleMs ?? 5 * 60_000,
    );
    this.idle.unref();
  }
}
