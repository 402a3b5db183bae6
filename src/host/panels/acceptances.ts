import type * as vscode from 'vscode';

/** That a person accepted one text, as confirmed by the portal. A record only: the portal holds the truth. */
export interface Acceptance {
  readonly datasetIds: readonly string[];
  readonly termsId: string;
  readonly title: string;
  /** SHA-256 of the text that was shown, in hex. */
  readonly digest: string;
  /** ISO 8601, UTC. */
  readonly acceptedAt: string;
  readonly userName: string;
}

const stateKey = 'hcp.acceptances';

/** The acceptances made with this editor, oldest first, kept in its global state. */
export class Acceptances {
  constructor(private readonly state: Pick<vscode.Memento, 'get' | 'update'>) {}

  get all(): readonly Acceptance[] {
    return this.state.get<readonly Acceptance[]>(stateKey, []);
  }

  async add(acceptance: Acceptance): Promise<void> {
    await this.state.update(stateKey, [...this.all, acceptance]);
  }
}
