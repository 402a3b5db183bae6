import * as vscode from 'vscode';
import type { Portal } from '../../core/portal/portal';
import type { ContextKeyId } from '../ids';
import type { Account } from '../services';
import { accountLine } from './accountLine';
import { AccountMemory } from './accountMemory';
import { AccountModel } from './accountModel';
import type { AccountDeps, Flow } from './flow';
import type { KeySource } from './keySource';
import { OnePrompt } from './onePrompt';
import { createSecretVault } from './secretVault';
import { withSession } from './withSession';

/** The account with what its own commands do. */
export interface AccountFeature extends Account, vscode.Disposable {
  readonly flow: Flow;
  signOut(): Promise<boolean>;
  saveKeyPair(): Promise<boolean>;
  /** Asks where the pair is, unless told. */
  useExistingKeys(source?: KeySource): Promise<boolean>;
  /** With the portal in the browser only; a dataset's page is opened there. */
  keysByHand(datasetId?: string): Promise<boolean>;
  /** With the portal in the browser only. */
  termsByHand(datasetId?: string): Promise<void>;
}

/** What asks the person is loaded when it is first needed. */
const dialogues = () => import('./dialogues');

/** Builds the account and begins to read the secret store. Touches neither portal nor bucket. */
export function createAccount(deps: AccountDeps): AccountFeature {
  const vault = createSecretVault(deps.context.secrets);
  const memory = new AccountMemory(deps.context.globalState);
  const model = new AccountModel({ vault, memory, portal: deps.portal, log: deps.log });
  return new ComposedAccount({ ...deps, vault, memory, model });
}

class ComposedAccount implements AccountFeature {
  private readonly closing = new AbortController();
  private readonly acceptances = new vscode.EventEmitter<string>();
  readonly onDidAcceptTerms = this.acceptances.event;
  private readonly subscriptions: vscode.Disposable;
  private signingIn: Promise<boolean> | undefined;
  private requesting = false;
  private readonly question: OnePrompt;

  constructor(readonly flow: Flow) {
    this.question = new OnePrompt(flow.context.globalStorageUri.fsPath, 'pair-question');
    this.subscriptions = vscode.Disposable.from(
      flow.model.onDidChange((change) => {
        void this.showState();
        if (change === 'keys') void this.question.release().catch(() => undefined);
      }),
      // In a browser the secret store does not tell a window of what another one did.
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) void flow.model.refresh();
      }),
    );
    void flow.model.ready.then(() => this.showState());
  }

  get state() {
    return this.flow.model.state;
  }
  get userName() {
    return this.flow.model.userName;
  }
  get signedIn() {
    return this.flow.model.signedIn;
  }
  get accessKeyId() {
    return this.flow.model.kept?.accessKeyId;
  }
  get line() {
    return accountLine(this.flow);
  }
  get waitingForKeys() {
    return this.flow.model.waitingForKeys;
  }
  get onDidChange() {
    return this.flow.model.onDidChange;
  }

  refresh() {
    return this.flow.model.refresh();
  }

  mayAskForPair() {
    return this.question.claim();
  }

  keyPair() {
    return this.flow.model.keyPair();
  }

  withSession<T>(work: (portal: Portal, signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    return withSession(this.flow, () => this.signIn(), work, this.closing.signal);
  }

  termsAccepted(datasetId: string): void {
    this.flow.log.info(`The portal confirmed the data use terms of ${datasetId}.`);
    this.announceTerms(datasetId);
  }

  /** One dialogue at a time: whoever asks meanwhile gets its result. */
  signIn(): Promise<boolean> {
    this.signingIn ??= dialogues()
      .then(({ signIn }) => signIn(this.flow))
      .finally(() => (this.signingIn = undefined));
    return this.signingIn;
  }

  async requestKeys(datasetId?: string): Promise<void> {
    const { requestKeys, settleReceivedPair } = await dialogues();
    if (this.requesting) return;
    this.requesting = true;
    const received = await requestKeys(this.flow, (work) => this.withSession(work), datasetId).finally(
      () => (this.requesting = false),
    );
    if (received) await settleReceivedPair(this.flow, received);
  }

  async signOut() {
    return (await dialogues()).signOut(this.flow);
  }

  async saveKeyPair() {
    return (await dialogues()).saveKeyPair(this.flow);
  }

  async useExistingKeys(source?: KeySource) {
    return (await dialogues()).useExistingKeys(this.flow, source);
  }

  async keysByHand(datasetId?: string): Promise<boolean> {
    const { keysByHand } = await import('./keysByHand');
    return keysByHand(this.flow, datasetId);
  }

  async termsByHand(datasetId?: string): Promise<void> {
    const { termsByHand } = await import('./termsByHand');
    const accepted = await termsByHand(this.flow, datasetId);
    if (accepted !== undefined) this.announceTerms(accepted);
  }

  dispose(): void {
    this.closing.abort();
    this.subscriptions.dispose();
    this.acceptances.dispose();
    this.flow.model.dispose();
  }

  private announceTerms(datasetId: string): void {
    this.flow.model.notify('terms');
    this.acceptances.fire(datasetId);
    const key: ContextKeyId = 'hcp.hasAcceptedTerms';
    void vscode.commands.executeCommand('setContext', key, true);
  }

  private showState(): Thenable<unknown> {
    const key: ContextKeyId = 'hcp.account';
    return vscode.commands.executeCommand('setContext', key, this.state);
  }
}
