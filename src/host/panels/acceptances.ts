import * as v from 'valibot';
import type * as vscode from 'vscode';

const acceptanceSchema = v.object({
  datasetIds: v.array(v.string()),
  termsId: v.string(),
  title: v.string(),
  /** SHA-256 of the text that was shown, in hex. */
  digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** ISO 8601, UTC. */
  acceptedAt: v.pipe(v.string(), v.isoTimestamp()),
  userName: v.string(),
  /** When the portal was seen to have it, where its answer to the click was lost; ISO 8601, UTC. */
  seenAt: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  /** Origin of the portal that confirmed it; the first version did not note it. */
  portal: v.optional(v.string()),
});

/** That a person accepted one text, as confirmed by the portal. A record only: the portal holds the truth. */
export type Acceptance = Readonly<Omit<v.InferOutput<typeof acceptanceSchema>, 'datasetIds'>> & {
  readonly datasetIds: readonly string[];
};

const stateKey = 'hcp.acceptances';

/** The acceptances made with this editor, oldest first, kept in its global state. */
export class Acceptances {
  constructor(private readonly state: Pick<vscode.Memento, 'get' | 'update'>) {}

  get all(): readonly Acceptance[] {
    return this.stored.filter((one): one is Acceptance => v.is(acceptanceSchema, one));
  }

  /** The last one of these terms by this account. */
  latest(userName: string, termsId: string): Acceptance | undefined {
    return this.all.findLast((one) => one.userName === userName && one.termsId === termsId);
  }

  async add(acceptance: Acceptance): Promise<void> {
    await this.state.update(stateKey, [...this.stored, acceptance]);
  }

  async clear(): Promise<void> {
    await this.state.update(stateKey, undefined);
  }

  /** What this version can't read is kept for one that can. */
  private get stored(): readonly unknown[] {
    const stored = this.state.get<unknown>(stateKey, []);
    return Array.isArray(stored) ? stored : [];
  }
}
