import { HcpError } from '../../core/errors';
import type { Dataset, Terms } from '../../core/portal/portal';
import type { TermsSnapshot } from '../../shared/protocol';
import type { Account, AccountChange } from '../services';
import type { Acceptance } from './acceptances';
import { digestOf, isOpen, readySnapshot } from './snapshot';

type TermsAccount = Pick<Account, 'signedIn' | 'state' | 'userName' | 'withSession' | 'termsAccepted'>;

/** What an acceptance came to: the portal's answer, or that it was never asked. */
export type AcceptOutcome =
  { readonly kind: 'answered'; readonly snapshot: TermsSnapshot } | { readonly kind: 'changed' };

interface Loaded {
  readonly datasets: readonly Dataset[];
  readonly userName: string;
}

/** Where acceptances are noted. */
export interface AcceptanceRecord {
  /** Never rejects: the portal has the acceptance, whatever becomes of the note. */
  record(acceptance: Acceptance, html: string): Promise<void>;
  /** The date, in words, of the account's last acceptance of these terms, when its text was another one. */
  changedSince(userName: string, termsId: string, digest: string): string | undefined;
}

/**
 * The portal's datasets as last seen, and the only way to an acceptance. Accepts nothing but a text that
 * its last snapshot showed as unaccepted, to the account that it was shown to.
 */
export class TermsModel {
  private loaded: Loaded | undefined;
  private loading: { readonly done: Promise<void>; readonly signal: AbortSignal } | undefined;
  private readonly accepting = new Map<string, Promise<AcceptOutcome>>();
  /** Goes up when `loaded` changes other than by a load, so that an older answer is not put over it. */
  private generation = 0;

  /** How much is going on that may be renewing an expired session: no reason to clear the page. */
  private busy = 0;

  constructor(
    private readonly account: TermsAccount,
    private readonly ledger: AcceptanceRecord,
    private readonly releaseLabel: (label: string) => string,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** What is known without asking the portal; undefined when it has to be asked. */
  snapshot(focus?: string): TermsSnapshot | undefined {
    if (!this.account.signedIn && this.busy === 0) return { kind: 'signedOut' };
    if (this.loaded === undefined) return undefined;
    const { userName } = this.loaded;
    return readySnapshot(this.loaded.datasets, {
      userName,
      changedSince: (termsId, digest) => this.ledger.changedSince(userName, termsId, digest),
      hasKeys: this.account.state === 'ready',
      releaseLabel: this.releaseLabel,
      ...(focus !== undefined && { focus }),
    });
  }

  /**
   * The state of the panel, from the portal when it is not known or `fresh` is set. Never asks a person
   * who is signed out to sign in; one whose session has expired is asked.
   */
  async load(fresh: boolean, signal: AbortSignal, focus?: string): Promise<TermsSnapshot> {
    const known = this.snapshot(focus);
    if (known !== undefined && (!fresh || known.kind === 'signedOut')) return known;
    if (this.loading === undefined || this.loading.signal.aborted) this.startLoading(signal);
    await this.loading?.done;
    return this.snapshot(focus) ?? { kind: 'signedOut' };
  }

  /**
   * Accepts one text, to be called upon the person's click only. Goes on when the panel is closed:
   * once sent, an acceptance can't be taken back.
   * @throws HcpError of the portal; `portal.session` when the person did not sign in again
   */
  async accept(termsId: string, digest: string): Promise<AcceptOutcome> {
    const shown = this.loaded;
    const terms = shown?.datasets
      .flatMap((dataset) => dataset.terms)
      .find((one) => one.id === termsId && digestOf(one.html) === digest);
    if (shown === undefined || terms === undefined) return { kind: 'changed' };
    if (terms.accepted) return this.answered();
    const running = this.accepting.get(termsId);
    if (running !== undefined) return running;
    const accepting = this.whileBusy(() => this.send(terms, shown)).finally(() =>
      this.accepting.delete(termsId),
    );
    this.accepting.set(termsId, accepting);
    return accepting;
  }

  /** To be called upon each change of the account. */
  accountChanged(change: AccountChange): void {
    switch (change) {
      case 'session':
        if (this.account.signedIn && this.loaded?.userName !== this.userName) this.forget();
        break;
      case 'signedOut':
        this.forget();
        break;
      case 'keys':
      case 'check':
      case 'terms':
        break;
    }
  }

  /** Whether the page says of a dataset that its terms are still to be accepted. */
  showsUnaccepted(datasetId: string): boolean {
    const dataset = this.loaded?.datasets.find(({ id }) => id === datasetId);
    return dataset !== undefined && !isOpen(dataset);
  }

  /** The next load asks the portal. */
  forget(): void {
    this.generation += 1;
    this.loaded = undefined;
  }

  private get userName(): string {
    return this.account.userName ?? '';
  }

  private startLoading(signal: AbortSignal): void {
    const done = this.whileBusy(() => this.fetch(signal)).finally(() => {
      if (this.loading?.done === done) this.loading = undefined;
    });
    this.loading = { done, signal };
  }

  private async fetch(signal: AbortSignal): Promise<void> {
    let generation: number;
    do {
      generation = this.generation;
      const datasets = await this.account.withSession((portal, sessionSignal) =>
        portal.datasets(AbortSignal.any([signal, sessionSignal])),
      );
      if (datasets === undefined) return;
      if (generation === this.generation) this.loaded = { datasets, userName: this.userName };
    } while (generation !== this.generation && this.account.signedIn);
  }

  private async send(terms: Terms, shown: Loaded): Promise<AcceptOutcome> {
    const result = await this.account.withSession(async (portal, signal) => {
      // An expired session may have been renewed by somebody else, who has not seen the text.
      if (this.userName !== shown.userName) return 'otherAccount' as const;
      return (await portal.acceptTerms(terms.id, signal)) ? ('confirmed' as const) : ('unconfirmed' as const);
    });
    switch (result) {
      case undefined:
        throw new HcpError('portal.session');
      case 'otherAccount':
        this.forget();
        return { kind: 'changed' };
      case 'unconfirmed':
        this.forget();
        return this.answered();
      case 'confirmed':
        await this.confirmed(terms, shown);
        return this.answered();
    }
  }

  private async confirmed(terms: Terms, shown: Loaded): Promise<void> {
    this.generation += 1;
    if (this.loaded !== undefined) {
      this.loaded = { ...this.loaded, datasets: withAccepted(this.loaded.datasets, terms.id) };
    }
    const opened = withAccepted(shown.datasets, terms.id).filter((dataset) => holds(dataset, terms.id));
    const acceptance = {
      datasetIds: opened.map((dataset) => dataset.id),
      termsId: terms.id,
      title: terms.title,
      digest: digestOf(terms.html),
      acceptedAt: this.now().toISOString(),
      userName: shown.userName,
    };
    await this.ledger.record(acceptance, terms.html);
    for (const dataset of opened.filter(isOpen)) this.account.termsAccepted(dataset.id);
  }

  private async whileBusy<T>(work: () => Promise<T>): Promise<T> {
    this.busy += 1;
    try {
      return await work();
    } finally {
      this.busy -= 1;
    }
  }

  private async answered(): Promise<AcceptOutcome> {
    return { kind: 'answered', snapshot: await this.load(false, new AbortController().signal) };
  }
}

function holds(dataset: Dataset, termsId: string): boolean {
  return dataset.terms.some((terms) => terms.id === termsId);
}

function withAccepted(datasets: readonly Dataset[], termsId: string): readonly Dataset[] {
  return datasets.map((dataset) => ({
    ...dataset,
    terms: dataset.terms.map((terms) => (terms.id === termsId ? { ...terms, accepted: true } : terms)),
  }));
}
