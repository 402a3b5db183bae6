import * as vscode from 'vscode';
import { toHcpError } from '../../core/errors';
import type { ErrorView, HostMessage, RequestMessage, TermsSnapshot } from '../../shared/protocol';
import type { CommandId, ViewId } from '../ids';
import { describeError } from '../messages/describeError';
import { causes } from '../messages/causes';
import type { AccountChange, Services } from '../services';
import { newNonce, webviewPage } from '../webviewPage';
import type { TermsModel } from './model';
import { parseRequest } from './requests';
import { termsStrings } from './strings';

export const termsViewType = 'hcp.terms';

/** The folder that the panel may load from, and nothing else. */
function webviewRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

/** One open terms panel: its page, its messages, and what it is told. */
export class TermsPanel implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[] = [];
  private readonly closed = new AbortController();
  /** A dataset to bring into view with the next snapshot. */
  private focus: string | undefined;
  /** Nothing is pushed to a page before its first request. */
  private listening = false;

  constructor(
    private readonly services: Services,
    private readonly model: TermsModel,
    private readonly panel: vscode.WebviewPanel,
  ) {
    const { webview } = panel;
    webview.options = {
      enableScripts: true,
      enableForms: false,
      localResourceRoots: [webviewRoot(services.context.extensionUri)],
    };
    this.disposables.push(
      webview.onDidReceiveMessage((data: unknown) => void this.receive(data)),
      services.account.onDidChange((change) => {
        this.accountChanged(change);
      }),
      services.account.onDidAcceptTerms((datasetId) => {
        this.acceptedElsewhere(datasetId);
      }),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.listening = false;
      }),
    );
    panel.title = vscode.l10n.t('Data Use Terms');
    webview.html = this.page();
  }

  /** Brings the panel to the front, and the dataset into view. */
  reveal(datasetId: string | undefined): void {
    this.focus = datasetId;
    this.panel.reveal();
    this.pushSnapshot();
  }

  dispose(): void {
    this.closed.abort();
    for (const disposable of this.disposables.splice(0)) disposable.dispose();
  }

  private page(): string {
    const { webview } = this.panel;
    const asset = (name: string): string =>
      webview
        .asWebviewUri(vscode.Uri.joinPath(webviewRoot(this.services.context.extensionUri), name))
        .toString();
    const strings = termsStrings();
    return webviewPage({
      scriptNonce: newNonce(),
      styleNonce: newNonce(),
      cspSource: webview.cspSource,
      scriptUri: asset('terms.js'),
      styleUri: asset('terms.css'),
      language: vscode.env.language,
      title: strings.title,
      data: { strings },
    });
  }

  private accountChanged(change: AccountChange): void {
    switch (change) {
      case 'session':
        this.post({ type: 'event', name: 'reload' });
        break;
      case 'signedOut':
      case 'keys':
      case 'terms':
        this.pushSnapshot();
        break;
      case 'check':
        break;
    }
  }

  /** What the person did at the portal itself is read from there. */
  private acceptedElsewhere(datasetId: string): void {
    if (!this.model.showsUnaccepted(datasetId)) return;
    this.model.forget();
    this.post({ type: 'event', name: 'reload' });
  }

  private pushSnapshot(): void {
    if (!this.listening) return;
    const snapshot = this.model.snapshot(this.focus);
    if (snapshot === undefined) return;
    this.focus = undefined;
    this.post({ type: 'event', name: 'snapshot', snapshot });
  }

  private post(message: HostMessage): void {
    if (this.closed.signal.aborted || (message.type === 'event' && !this.listening)) return;
    void this.panel.webview.postMessage(message);
  }

  private async receive(data: unknown): Promise<void> {
    const request = parseRequest(data);
    if (request === undefined) {
      this.services.log.warn('The terms panel sent a message that is not part of its protocol; ignored.');
      return;
    }
    this.listening = true;
    try {
      this.post({ type: 'reply', id: request.id, ok: true, result: await this.answer(request) });
    } catch (error) {
      this.post({ type: 'reply', id: request.id, ok: false, error: this.errorView(error, request.name) });
    }
  }

  private async answer(request: RequestMessage): Promise<TermsSnapshot | null> {
    switch (request.name) {
      case 'load':
        return this.load(request.params.fresh);
      case 'accept':
        return this.accept(request.params.termsId, request.params.digest);
      case 'openLink':
        return this.openLink(request.params.url);
      case 'openDataset':
        return this.openLink(this.services.portal.links.dataset(request.params.datasetId));
      case 'openPortal':
        return this.begin(run('hcp.openPortal'));
      case 'termsByHand':
        return this.begin(run('hcp.termsByHand', request.params.datasetId));
      case 'copyReport':
        return this.begin(run('hcp.copyReport'));
      case 'signIn':
        return this.begin(this.services.account.signIn());
      case 'requestKeys':
        return this.begin(this.services.account.requestKeys(request.params.datasetId));
      case 'useExistingKeys':
        return this.begin(run('hcp.useExistingKeys'));
      case 'browse':
        return this.begin(run('hcp.explorer.focus'));
    }
  }

  private async load(fresh: boolean): Promise<TermsSnapshot> {
    const focus = this.focus;
    const snapshot = await this.model.load(fresh, this.closed.signal, focus);
    if (snapshot.kind === 'ready' && this.focus === focus) this.focus = undefined;
    return snapshot;
  }

  private async accept(termsId: string, digest: string): Promise<TermsSnapshot> {
    const outcome = await this.model.accept(termsId, digest);
    switch (outcome.kind) {
      case 'answered':
        return outcome.snapshot;
      case 'changed':
        throw new TermsChanged();
    }
  }

  private openLink(address: string): null {
    const uri = vscode.Uri.parse(address);
    if (uri.scheme !== 'https' && uri.scheme !== 'http') {
      this.services.log.warn(`A link of the terms panel was not opened: scheme "${uri.scheme}".`);
      return null;
    }
    return this.begin(vscode.env.openExternal(uri));
  }

  /** Replies at once: what asks the person something may take longer than a reply may. */
  private begin(work: Thenable<unknown>): null {
    work.then(undefined, (error: unknown) => this.services.report(error));
    return null;
  }

  private errorView(error: unknown, what: string): ErrorView {
    if (error instanceof TermsChanged) {
      return {
        code: 'terms.changed',
        message: vscode.l10n.t(
          'The terms or the account have changed since this page was loaded, so nothing was sent to the portal. Refresh the page and read the terms again.',
        ),
      };
    }
    const known = toHcpError(error);
    if (known.code !== 'cancelled') {
      this.services.recent.add(known);
      this.services.log.error([`Terms panel, ${what}`, ...causes(known)].join(' ← '), known.facts);
    }
    return { code: known.code, message: describeError(known).message };
  }
}

class TermsChanged extends Error {}

function run(command: CommandId | `${ViewId}.focus`, ...args: readonly unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(command, ...args);
}
