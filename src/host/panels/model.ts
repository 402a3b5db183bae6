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

/** A person's yes to one text. */
interface Click {
  readonly digest: string;
  readonly acceptedAt: string;
  readonly userName: string;
  /** When the portal was seen to have it, where its own answer was lost. */
  readonly seenAt?: string;
}

/** After these the portal may have taken an acceptance all the same. */
const answerLost = ['portal.unreachable', 'portal.server', 'portal.changed'] as const;

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
  /** Clicks of which it is not known what became of them, by the id of the terms. */
  private readonly unanswered = new Map<string, Click>();
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
      await this.settleUnanswered(datasets);
    } while (generation !== this.generation && this.account.signedIn);
  }

  /** The portal has taken what it did not say yes to: the answer was lost, the acceptance was not. */
  private async settleUnanswered(datasets: readonly Dataset[]): Promise<void> {
    for (const [termsId, click] of [...this.unanswered]) {
      const found = datasets.filter((dataset) => holds(dataset, termsId));
      const terms = found[0]?.terms.find(({ id }) => id === termsId);
      const taken = terms?.accepted === true && digestOf(terms.html) === click.digest;
      if (!taken || click.userName !== this.userName) continue;
      this.unanswered.delete(termsId);
      await this.record(terms, found, { ...click, seenAt: this.now().toISOString() });
    }
  }

  private record(terms: Terms, datasets: readonly Dataset[], click: Click): Promise<void> {
    const { id: termsId, title, html } = terms;
    return this.ledger.record({ datasetIds: datasets.map(({ id }) => id), termsId, title, ...click }, html);
  }

  private async send(terms: Terms, shown: Loaded): Promise<AcceptOutcome> {
    const acceptedAt = this.now().toISOString();
    const click = { digest: digestOf(terms.html), acceptedAt, userName: shown.userName };
    this.unanswered.set(terms.id, click);
    const result = await this.account
      .withSession(async (portal, signal) => {
        // An expired session may have been renewed by somebody else, who has not seen the text.
        if (this.userName !== shown.userName) return 'otherAccount' as const;
        return (await portal.acceptTerms(terms.id, signal))
          ? ('confirmed' as const)
          : ('unconfirmed' as const);
      })
      .catch((error: unknown) => {
        if (!HcpError.is(error, ...answerLost)) this.unanswered.delete(terms.id);
        throw error;
      });
    if (result !== 'confirmed') this.unanswered.delete(terms.id);
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
        // A load may have seen it before the answer came.
        await this.confirmed(terms, shown, this.unanswered.delete(terms.id) ? click : undefined);
        return this.answered();
    }
  }

  private async confirmed(terms: Terms, shown: Loaded, click: Click | undefined): Promise<void> {
    this.generation += 1;
    if (this.loaded !== undefined) {
      this.loaded = { ...this.loaded, datasets: withAccepted(this.loaded.datasets, terms.id) };
    }
    const opened = withAccepted(shown.datasets, terms.id).filter((dataset) => holds(dataset, terms.id));
    if (click) await this.record(terms, opened, click);
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
