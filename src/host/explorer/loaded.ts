import { HcpError } from '../../core/errors';

/**
 * One value that is loaded when it is first asked for, and kept until it is dropped. Whoever asks while it
 * is under way shares the one request; a failure is not kept, so asking again tries again.
 */
export class Loaded<T> {
  private current: { readonly controller: AbortController; readonly value: Promise<T> } | undefined;

  constructor(private readonly load: (signal: AbortSignal) => Promise<T>) {}

  get(): Promise<T> {
    this.current ??= this.begin();
    return this.current.value;
  }

  /** Forgets the value, and stops the request that is under way: who waits for it gets `cancelled`. */
  drop(): void {
    this.current?.controller.abort();
    this.current = undefined;
  }

  private begin() {
    const controller = new AbortController();
    const value = this.load(controller.signal).then(
      (loaded) => {
        if (controller.signal.aborted) throw new HcpError('cancelled');
        return loaded;
      },
      (error: unknown) => {
        if (controller.signal.aborted) throw new HcpError('cancelled', {}, { cause: error });
        this.current = undefined;
        throw error;
      },
    );
    return { controller, value };
  }
}
