import { HcpError } from '../../errors';

/** A request that several readers wait for. It ends when the last of them has lost interest. */
class SharedRead<T> {
  readonly result: Promise<T>;
  private readonly controller = new AbortController();
  private readers = 0;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.result = work(this.controller.signal);
    // Whoever still waits gets the error; an ended request has nobody who does.
    this.result.catch(() => undefined);
  }

  get over(): boolean {
    return this.controller.signal.aborted;
  }

  async join(signal: AbortSignal): Promise<T> {
    if (signal.aborted) {
      if (this.readers === 0) this.controller.abort();
      throw new HcpError('cancelled');
    }
    this.readers++;
    let onAbort: (() => void) | undefined;
    const aborted = new Promise<never>((_, reject) => {
      onAbort = () => {
        reject(new HcpError('cancelled'));
      };
      signal.addEventListener('abort', onAbort, { once: true });
    });
    try {
      return await Promise.race([this.result, aborted]);
    } finally {
      if (onAbort) signal.removeEventListener('abort', onAbort);
      this.readers--;
      if (this.readers === 0 && signal.aborted) this.controller.abort();
    }
  }
}

/** Requests under way, by name: a second reader of the same waits for the first one's. */
export class SharedReads<T> {
  private readonly running = new Map<string, SharedRead<T>>();

  async read(name: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    let read = this.running.get(name);
    if (read === undefined || read.over) {
      const started = new SharedRead(work);
      read = started;
      this.running.set(name, started);
      const forget = (): void => {
        if (this.running.get(name) === started) this.running.delete(name);
      };
      started.result.then(forget, forget);
    }
    return read.join(signal);
  }
}
