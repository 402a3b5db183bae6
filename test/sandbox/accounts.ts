import { randomBytes, randomInt } from 'node:crypto';
import { datasets, type SandboxDataset } from './datasets';

export interface KeyPair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The state of an account towards the datasets of its description. */
export type AccountState = 'termsRequired' | 'accepted' | 'acceptedWithKeys';

export interface SandboxAccount {
  readonly userName: string;
  readonly password: string;
  readonly state: AccountState;
  /** The datasets whose terms are accepted at the start. */
  readonly acceptedDatasets: readonly string[];
}

const account = (
  userName: string,
  state: AccountState,
  acceptedDatasets: readonly string[],
): SandboxAccount => ({ userName, password: `sandbox-only-${userName}`, state, acceptedDatasets });

export const sandboxAccounts: readonly SandboxAccount[] = [
  account('newcomer', 'termsRequired', []),
  account('accepted', 'accepted', ['HCP_YA']),
  account('researcher', 'acceptedWithKeys', ['HCP_YA']),
  account('retest', 'acceptedWithKeys', ['HCP_Retest']),
  account('ready', 'acceptedWithKeys', ['HCP_YA', 'HCP_Retest', 'AABC']),
];

interface LivePair extends KeyPair {
  /** Milliseconds since 1970; before that the bucket does not know the pair. */
  readonly validFrom: number;
}

interface AccountRecord {
  readonly account: SandboxAccount;
  /** Terms id to the time from which the bucket honours the acceptance. */
  readonly accepted: Map<string, number>;
  pair: LivePair | undefined;
}

/** The user directory behind both servers: who has accepted what, and which pair is alive. */
export class Accounts {
  private readonly firstPairs = new Map<string, KeyPair>();
  private records = new Map<string, AccountRecord>();

  constructor() {
    for (const { userName, state } of sandboxAccounts) {
      if (state === 'acceptedWithKeys') this.firstPairs.set(userName, newPair());
    }
    this.reset();
  }

  /** Puts every account back into its first state, with its first pair. */
  reset(): void {
    this.records = new Map(
      sandboxAccounts.map((account) => {
        const accepted = datasets
          .filter(({ id }) => account.acceptedDatasets.includes(id))
          .flatMap(({ terms }) => terms.map(({ id }): [string, number] => [id, 0]));
        const first = this.firstPairs.get(account.userName);
        const pair = first && { ...first, validFrom: 0 };
        return [account.userName, { account, accepted: new Map(accepted), pair }];
      }),
    );
  }

  passwordMatches(userName: string, password: string): boolean {
    return this.records.get(userName)?.account.password === password;
  }

  hasAccepted(userName: string, termsId: string): boolean {
    return this.record(userName).accepted.has(termsId);
  }

  hasAcceptedAll(userName: string, dataset: SandboxDataset): boolean {
    return dataset.terms.every(({ id }) => this.hasAccepted(userName, id));
  }

  accept(userName: string, termsId: string, rightsDelayMs: number): void {
    const { accepted } = this.record(userName);
    if (!accepted.has(termsId)) accepted.set(termsId, Date.now() + rightsDelayMs);
  }

  withdraw(userName: string, datasetId: string): void {
    const { accepted } = this.record(userName);
    for (const { id } of datasets.find(({ id }) => id === datasetId)?.terms ?? []) accepted.delete(id);
  }

  /** The former pair is dead from here on; the new one is known to the bucket after the delay. */
  resetPair(userName: string, keyDelayMs: number): KeyPair {
    const pair = newPair();
    this.record(userName).pair = { ...pair, validFrom: Date.now() + keyDelayMs };
    return pair;
  }

  /** The pair that the portal handed out last, whether the bucket knows it already or not. */
  pairOf(userName: string): KeyPair | undefined {
    const pair = this.record(userName).pair;
    return pair && { accessKeyId: pair.accessKeyId, secretAccessKey: pair.secretAccessKey };
  }

  killPair(userName: string): void {
    this.record(userName).pair = undefined;
  }

  /** The owner and the secret of a pair that the bucket knows now. */
  findPair(accessKeyId: string): { readonly userName: string; readonly pair: KeyPair } | undefined {
    for (const [userName, { pair }] of this.records) {
      if (pair?.accessKeyId === accessKeyId && pair.validFrom <= Date.now()) return { userName, pair };
    }
    return undefined;
  }

  /** The top folders of the bucket that are open to the account now. */
  openReleases(userName: string): readonly string[] {
    const { accepted } = this.record(userName);
    const open = ({ id }: { readonly id: string }) => (accepted.get(id) ?? Infinity) <= Date.now();
    return datasets.filter(({ terms }) => terms.every(open)).flatMap(({ releases }) => releases);
  }

  acceptedTerms(userName: string): readonly string[] {
    return [...this.record(userName).accepted.keys()];
  }

  private record(userName: string): AccountRecord {
    const record = this.records.get(userName);
    if (!record) throw new Error(`The sandbox has no account "${userName}".`);
    return record;
  }
}

const idCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function newPair(): KeyPair {
  const id = Array.from({ length: 16 }, () => idCharacters[randomInt(idCharacters.length)]).join('');
  return { accessKeyId: `AKIA${id}`, secretAccessKey: randomBytes(30).toString('base64') };
}
