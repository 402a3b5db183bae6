/**
 * Gathers what changed, and hands it on at once and then at most once in `every` milliseconds: a row that is
 * drawn anew under the pointer loses the click that has begun there.
 */
export class Coalesce<T> {
  private readonly waiting = new Set<T>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly every: number,
    private readonly flush: (changed: readonly T[]) => void,
  ) {}

  add(changed: T): void {
    this.waiting.add(changed);
    if (this.timer === undefined) this.send();
  }

  /** Forgets what waits: all of it is drawn anew. */
  clear(): void {
    this.waiting.clear();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.waiting.clear();
  }

  private send(): void {
    this.timer = undefined;
    if (this.waiting.size === 0) return;
    const changed = [...this.waiting];
    this.waiting.clear();
    this.timer = setTimeout(() => {
      this.send();
    }, this.every);
    this.flush(changed);
  }
}
