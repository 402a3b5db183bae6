import type { ListPage, ObjectEntry, ObjectStore } from '../../core/bucket/objectStore';
import { HcpError, toHcpError } from '../../core/errors';

/** What is known of the entries right below a prefix. Folder markers are left out. */
export interface Listing {
  readonly prefix: string;
  /** Prefixes with their final slash. */
  readonly folders: readonly string[];
  readonly files: readonly ObjectEntry[];
  /** False when the bucket has more pages. */
  readonly complete: boolean;
  /** Why the last page that was asked for is missing. */
  readonly problem: HcpError | undefined;
}

interface Entry {
  readonly pages: ListPage[];
  readonly controller: AbortController;
  wanted: number;
  listing: Listing | undefined;
  loading: Promise<Listing> | undefined;
}

const mostPrefixes = 500;

/**
 * Listings of prefixes, page by page (at most 1,000 entries each), kept until they are dropped. Requests
 * for the same prefix share one; what arrives after a drop is thrown away. Reject with the store's errors
 * while nothing is known of the prefix; a later page that fails is the listing's `problem`.
 */
export class Listings {
  private readonly entries = new Map<string, Entry>();
  /** How many pages a prefix had when it was dropped: it comes back as long as it was. */
  private readonly formerPages = new Map<string, number>();

  constructor(private readonly store: Pick<ObjectStore, 'list'>) {}

  /** What is known already, without asking the bucket. */
  peek(prefix: string): Listing | undefined {
    return this.entries.get(prefix)?.listing;
  }

  /** The first page, or as many pages as were there before a drop. */
  async get(prefix: string): Promise<Listing> {
    const entry = this.entry(prefix);
    return entry.loading ?? entry.listing ?? this.load(prefix, entry);
  }

  /** One page more than before; when a page is on its way already, that one. */
  async more(prefix: string): Promise<Listing> {
    const entry = this.entry(prefix);
    if (entry.loading) return entry.loading;
    if (entry.listing?.complete) return entry.listing;
    entry.wanted = entry.pages.length + 1;
    return this.load(prefix, entry);
  }

  /** All pages. @throws the `problem`, when a page is missing. */
  async all(prefix: string): Promise<Listing> {
    let listing = await this.get(prefix);
    while (!listing.complete) {
      listing = await this.more(prefix);
      if (listing.problem) throw listing.problem;
    }
    return listing;
  }

  /** Forgets the prefix and all below it, and stops what is under way there: who waits gets `cancelled`. */
  drop(prefix: string): void {
    for (const [key, entry] of this.entries) {
      if (!key.startsWith(prefix)) continue;
      this.entries.delete(key);
      this.formerPages.set(key, Math.max(entry.pages.length, 1));
      entry.controller.abort();
    }
  }

  /** Forgets everything, the number of pages included. */
  clear(): void {
    this.drop('');
    this.formerPages.clear();
  }

  private entry(prefix: string): Entry {
    const known = this.entries.get(prefix);
    if (known) return known;
    this.makeRoom();
    const entry: Entry = {
      pages: [],
      controller: new AbortController(),
      wanted: this.formerPages.get(prefix) ?? 1,
      listing: undefined,
      loading: undefined,
    };
    this.formerPages.delete(prefix);
    this.entries.set(prefix, entry);
    return entry;
  }

  private makeRoom(): void {
    for (const [prefix, entry] of this.entries) {
      if (this.entries.size < mostPrefixes) return;
      if (!entry.loading) this.entries.delete(prefix);
    }
  }

  private load(prefix: string, entry: Entry): Promise<Listing> {
    entry.loading = this.fetchPages(prefix, entry).finally(() => (entry.loading = undefined));
    return entry.loading;
  }

  private async fetchPages(prefix: string, entry: Entry): Promise<Listing> {
    let problem: HcpError | undefined;
    try {
      while (entry.pages.length < entry.wanted) {
        const from = entry.pages.at(-1)?.next;
        if (entry.pages.length > 0 && from === undefined) break;
        const request = { prefix, delimiter: '/', ...(from === undefined ? {} : { from }) } as const;
        entry.pages.push(await this.store.list(request, entry.controller.signal));
      }
    } catch (error) {
      problem = toHcpError(error);
    }
    if (entry.controller.signal.aborted) throw new HcpError('cancelled', {}, { cause: problem });
    if (problem && entry.pages.length === 0) {
      this.entries.delete(prefix);
      throw problem;
    }
    entry.listing = listingOf(prefix, entry.pages, problem);
    return entry.listing;
  }
}

/** An entry that a server repeats on the next page is taken once. */
function listingOf(prefix: string, pages: readonly ListPage[], problem: HcpError | undefined): Listing {
  const files = new Map(pages.flatMap((page) => page.objects).map((object) => [object.key, object]));
  return {
    prefix,
    folders: [...new Set(pages.flatMap((page) => page.prefixes))],
    files: [...files.values()].filter((object) => !isFolderMarker(object)),
    complete: pages.at(-1)?.next === undefined,
    problem,
  };
}

/** A zero-byte key that ends in a slash stands for a folder. */
function isFolderMarker({ key, size }: ObjectEntry): boolean {
  return size === 0 && key.endsWith('/');
}
