import * as vscode from 'vscode';
import { HcpError } from '../../core/errors';
import type { AccountFeature } from './account';

export const providerId = 'hcp-portal';

/**
 * What stands where other providers put a token. VS Code hands it to every extension that the person allowed to
 * use the account, which allows knowing who is signed in and nothing else: neither the password, which is not
 * kept, nor the portal's cookies, nor the AWS key pair ever leave through a session.
 */
export const noToken = 'hcp-portal-gives-no-token';

/**
 * Shows the account in VS Code's account menu, where it can be signed out, and to extensions that ask for it.
 * There is one account, and so one session at most: as long as a key pair is stored or the portal's session lives.
 */
export function registerAuthentication(account: AccountFeature): vscode.Disposable {
  const provider = new PortalAuthentication(account);
  return vscode.Disposable.from(
    provider,
    vscode.authentication.registerAuthenticationProvider(providerId, vscode.l10n.t('HCP Portal'), provider, {
      supportsMultipleAccounts: false,
    }),
  );
}

class PortalAuthentication implements vscode.AuthenticationProvider, vscode.Disposable {
  private readonly changes =
    new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  readonly onDidChangeSessions = this.changes.event;
  private readonly following: vscode.Disposable;
  private shown: vscode.AuthenticationSession | undefined;

  constructor(private readonly account: AccountFeature) {
    this.following = account.onDidChange(() => this.follow());
  }

  async getSessions(scopes?: readonly string[]): Promise<vscode.AuthenticationSession[]> {
    await this.account.flow.model.ready;
    this.follow();
    return this.shown && isPlain(scopes) ? [this.shown] : [];
  }

  /** VS Code calls it when an extension asks for the account and nobody is signed in. */
  async createSession(scopes: readonly string[]): Promise<vscode.AuthenticationSession> {
    if (!isPlain(scopes)) throw new Error(vscode.l10n.t('The HCP portal knows no scopes.'));
    if (!(await this.account.signIn())) throw new HcpError('cancelled');
    const session = sessionOf(this.account);
    if (!session) throw new HcpError('portal.session');
    return session;
  }

  /** Asks as `HCP: Sign Out` does; when the person stays, so does the session. */
  async removeSession(): Promise<void> {
    await this.account.signOut();
  }

  dispose(): void {
    this.following.dispose();
    this.changes.dispose();
  }

  private follow(): void {
    const [before, now] = [this.shown, sessionOf(this.account)];
    if (before?.id === now?.id) return;
    this.shown = now;
    this.changes.fire({ added: now ? [now] : [], removed: before ? [before] : [], changed: [] });
  }
}

const isPlain = (scopes: readonly string[] | undefined) => scopes === undefined || scopes.length === 0;

function sessionOf(account: AccountFeature): vscode.AuthenticationSession | undefined {
  if (account.state !== 'ready' && !account.signedIn) return undefined;
  const label = account.userName ?? account.accessKeyId;
  if (label === undefined) return undefined;
  return { id: label, account: { id: label, label }, scopes: [], accessToken: noToken };
}
