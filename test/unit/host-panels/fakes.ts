import { HcpError } from '../../../src/core/errors';
import type { Dataset, Portal } from '../../../src/core/portal/portal';
import type { Acceptance } from '../../../src/host/panels/acceptances';
import { TermsModel } from '../../../src/host/panels/model';
import { digestOf } from '../../../src/host/panels/snapshot';
import type { AccountState } from '../../../src/host/ids';

export const text = (id: string): string => `The terms ${id}.\nAll of them.`;
export const digest = (id: string): string => digestOf(text(id));

export function dataset(id: string, terms: Readonly<Record<string, boolean>>): Dataset {
  return {
    id,
    title: `Dataset ${id}`,
    terms: Object.entries(terms).map(([termsId, accepted]) => ({
      id: termsId,
      title: `Terms ${termsId}`,
      html: text(termsId),
      accepted,
    })),
  };
}

/** A portal and an account in memory, and the model on top of them. */
export class World {
  datasets: readonly Dataset[] = [
    dataset('HCP_YA', { ya: false }),
    dataset('HCP_Retest', { retest: true }),
    dataset('AABC', { one: false, two: false }),
  ];
  /** Whether the portal lists terms as accepted after their acceptance. */
  confirms = true;
  /** Whether its answers to acceptances are cut off. */
  losesAnswers = false;
  /** Runs before the portal answers. */
  beforeAnswer: () => Promise<void> | void = () => undefined;
  /** The session's work, as the account does it: by default the session is alive. */
  session: () => boolean = () => true;

  signedIn = true;
  state: AccountState = 'noKeys';
  userName: string | undefined = 'anna';

  readonly asked: string[] = [];
  readonly opened: string[] = [];
  readonly recorded: Acceptance[] = [];
  readonly texts: string[] = [];
  changedSince: (userName: string, termsId: string, digest: string) => string | undefined = () => undefined;

  readonly model = new TermsModel(
    this.account(),
    {
      record: (acceptance, html) => {
        this.recorded.push(acceptance);
        this.texts.push(html);
        return Promise.resolve();
      },
      changedSince: (...asked) => this.changedSince(...asked),
    },
    (label) => label,
    () => new Date('2026-01-02T03:04:05Z'),
  );

  load(fresh = false): ReturnType<TermsModel['load']> {
    return this.model.load(fresh, new AbortController().signal);
  }

  private account(): ConstructorParameters<typeof TermsModel>[0] {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the getters below have a `this` of their own
    const world = this;
    return {
      get signedIn() {
        return world.signedIn;
      },
      get state() {
        return world.state;
      },
      get userName() {
        return world.userName;
      },
      withSession: async (work) =>
        world.session() ? work(world.portal(), new AbortController().signal) : undefined,
      termsAccepted: (datasetId) => {
        world.opened.push(datasetId);
      },
    };
  }

  private portal(): Portal {
    const unused = (): never => {
      throw new Error('Not to be asked for.');
    };
    return {
      links: { register: '', forgotPassword: '', forgotUserName: '', dataset: unused },
      userName: this.userName,
      signIn: unused,
      signOut: unused,
      isSignedIn: unused,
      requestKeyPair: unused,
      datasets: async () => {
        this.asked.push('datasets');
        const answer = this.datasets;
        await this.beforeAnswer();
        return answer;
      },
      acceptTerms: async (termsId) => {
        this.asked.push(`accept ${termsId}`);
        await this.beforeAnswer();
        if (this.confirms) this.accept(termsId);
        if (this.losesAnswers) throw new HcpError('portal.unreachable');
        return this.confirms;
      },
    };
  }

  private accept(termsId: string): void {
    this.datasets = this.datasets.map((one) => ({
      ...one,
      terms: one.terms.map((terms) => (terms.id === termsId ? { ...terms, accepted: true } : terms)),
    }));
  }
}
