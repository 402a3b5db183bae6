/** How many objects are remembered. */
const most = 1000;

/** The card of each object that was previewed, in one line, for where it is listed. */
export class KnownCards {
  private readonly cards = new Map<string, { readonly version: string; readonly short: string }>();

  add(key: string, version: string, short: string): void {
    this.cards.delete(key);
    this.cards.set(key, { version, short });
    const [oldest] = this.cards.keys();
    if (this.cards.size > most && oldest !== undefined) this.cards.delete(oldest);
  }

  /** Undefined also where the object is another one by now. */
  get(key: string, version: string): string | undefined {
    const card = this.cards.get(key);
    return card?.version === version ? card.short : undefined;
  }
}
