import * as vscode from 'vscode';
import { HcpError, toHcpError } from '../../core/errors';
import { Undrawable } from '../../core/preview/model';
import { kindOf } from '../../core/preview/kind';
import { accessRequest } from '../../shared/preview';
import type {
  BytesView,
  PreviewErrorView,
  PreviewHostMessage,
  PreviewPage,
  PreviewRequestMessage,
} from '../../shared/preview';
import { kindWords } from '../files/kindWords';
import { describeError, type MessageAction } from '../messages/describeError';
import { causes } from '../messages/causes';
import type { Services } from '../services';
import { newNonce, webviewPage } from '../webviewPage';
import type { PreviewActions } from './actions';
import { Coalesce } from '../downloads/coalesce';
import { missingAccess, watchAccess, type MissingAccess } from './accessWatch';
import { reasonWords } from './factWords';
import { nameOf } from './place';
import { parsePreviewRequest } from './requests';
import type { PreviewSession } from './session';
import { previewStrings } from './strings';
import { tableStrings } from './tableStrings';
import { viewerStrings } from './viewerStrings';
import { mapOf, meshesOf, bufferOf, seedOf, seriesOf, volumeOf } from './views';

/** Milliseconds between two messages about bytes. */
const bytesEvery = 100;

/** How many buttons of former errors are remembered. */
const mostRemembered = 20;

/** The page of one tab: what it asks, and what it is told. */
export class PreviewPanel implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[] = [];
  private readonly session: PreviewSession;
  private readonly bytes = new Coalesce<BytesView>(bytesEvery, (changed) => {
    const bytes = changed.at(-1);
    if (bytes) this.post({ type: 'event', name: 'bytes', bytes });
  });
  private readonly running = new Map<number, AbortController>();
  /** The buttons of errors, by the request that failed. */
  private readonly offered = new Map<number, readonly MessageAction[]>();

  constructor(
    private readonly services: Pick<Services, 'account' | 'context' | 'log' | 'report'>,
    newSession: (onBytes: (bytes: BytesView) => void) => PreviewSession,
    private readonly actions: PreviewActions,
    private readonly panel: vscode.WebviewPanel,
    expanded: boolean,
  ) {
    this.session = newSession((bytes) => {
      this.bytes.clear();
      this.bytes.add(bytes);
    });
    const { webview } = panel;
    const root = vscode.Uri.joinPath(services.context.extensionUri, 'dist', 'webview');
    webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [root] };
    this.disposables.push(
      webview.onDidReceiveMessage((data: unknown) => void this.receive(data)),
      // The page of a hidden tab is gone, and nobody waits for what it asked.
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.stop();
      }),
    );
    if (this.session.place.kind === 'bucket') {
      this.disposables.push(
        watchAccess(services.account, (missing) => {
          if (missing) this.stop();
          this.tellAccess(missing);
        }),
      );
    }
    webview.html = this.page(root, expanded);
  }

  post(message: PreviewHostMessage): void {
    void this.panel.webview.postMessage(message);
  }

  dispose(): void {
    this.stop();
    this.bytes.dispose();
    this.session.forget();
    for (const disposable of this.disposables.splice(0)) disposable.dispose();
  }

  private tellAccess(missing: MissingAccess | undefined): void {
    const view = missing && { message: missing.message, actions: missing.actions.map(({ title }) => title) };
    this.post({ type: 'event', name: 'access', missing: view ?? null });
  }

  private stop(): void {
    for (const abort of this.running.values()) abort.abort();
  }

  private page(root: vscode.Uri, expanded: boolean): string {
    const { webview } = this.panel;
    const asset = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(root, name)).toString();
    const { place } = this.session;
    const name = nameOf(place);
    const page: PreviewPage = {
      name,
      path: place.path,
      kind: kindWords(kindOf(name).label),
      viewerScript: asset('viewer.js'),
      expanded,
    };
    return webviewPage({
      scriptNonce: newNonce(),
      styleNonce: newNonce(),
      cspSource: webview.cspSource,
      imageSources: ['blob:', 'data:'],
      scriptUri: asset('preview.js'),
      styleUri: asset('preview.css'),
      language: vscode.env.language,
      title: name,
      data: { strings: { ...previewStrings(), ...viewerStrings(), ...tableStrings() }, page },
    });
  }

  private async receive(data: unknown): Promise<void> {
    const request = parsePreviewRequest(data);
    if (request === undefined) {
      this.services.log.warn('A preview sent a message that is not part of its protocol; ignored.');
      return;
    }
    const { id } = request;
    // The first request of a page: what a former one asked is of no use any longer.
    if (request.name === 'card') this.stop();
    const abort = new AbortController();
    this.running.set(id, abort);
    try {
      const result = await this.answer(request, abort.signal);
      if (!abort.signal.aborted) this.post({ type: 'reply', id, ok: true, result });
      else this.post({ type: 'reply', id, ok: false, error: cancelled() });
    } catch (error) {
      const known = abort.signal.aborted ? new HcpError('cancelled') : error;
      this.post({ type: 'reply', id, ok: false, error: this.errorView(known, request) });
      if (HcpError.is(known, 'bucket.changed')) this.changed();
    } finally {
      if (this.running.get(id) === abort) this.running.delete(id);
    }
  }

  private changed(): void {
    this.session.forget();
    void this.actions.refresh();
    this.post({ type: 'event', name: 'changed' });
  }

  private async answer(request: PreviewRequestMessage, signal: AbortSignal): Promise<unknown> {
    const { session, actions } = this;
    switch (request.name) {
      case 'card':
        return session.card(signal);
      case 'open':
        return this.open(signal);
      case 'volume': {
        const { index } = request.params;
        return volumeOf(index, await session.call('volume', { index }, signal));
      }
      case 'meshes':
        return meshesOf(await session.call('meshes', null, signal));
      case 'map': {
        const { index } = request.params;
        return mapOf(index, await session.call('map', { index }, signal));
      }
      case 'series':
        return seriesOf(request.params, await session.call('series', request.params, signal));
      case 'seed':
        return seedOf(await session.call('seed', request.params, signal));
      case 'rows': {
        const rows = await session.call('rows', request.params, signal);
        return { first: request.params.first, rows };
      }
      case 'columns':
        return (await session.call('columns', request.params, signal)).map(bufferOf);
      case 'cancel':
        this.running.get(request.params.id)?.abort();
        return null;
      case 'act':
        return this.begin(this.act(request.params.request, request.params.action));
      case 'download':
        return this.begin(actions.download());
      case 'copyAddress':
        return this.begin(actions.copyAddress());
      case 'openAsText':
        return this.begin(actions.openAsText());
      case 'openLink':
        return this.begin(actions.openLink(request.params.url));
      case 'openPath':
        return this.begin(actions.openPath(request.params.path));
      case 'drawn':
        return this.drawn(request.params);
    }
  }

  private async open(signal: AbortSignal): Promise<unknown> {
    const { preview, detail } = await this.session.open(signal);
    if (detail !== undefined) this.services.log.info(`Preview of ${this.session.place.path}: ${detail}`);
    this.post({ type: 'event', name: 'card', card: this.session.cardNow() });
    return preview;
  }

  private drawn({ what, problem }: { readonly what: string; readonly problem?: string }): null {
    const { path } = this.session.place;
    if (problem === undefined) this.services.log.debug(`Preview of ${path}: ${what} drawn.`);
    else this.services.log.warn(`Preview of ${path}: ${what}, ${problem}`);
    return null;
  }

  private async act(request: number, action: number): Promise<void> {
    const offered =
      request === accessRequest ? missingAccess(this.services.account)?.actions : this.offered.get(request);
    const chosen = offered?.[action];
    if (chosen) await vscode.commands.executeCommand(chosen.command, ...(chosen.arguments ?? []));
  }

  /** Replies at once: what asks the person something may take longer than a reply may. */
  private begin(work: Thenable<unknown>): null {
    work.then(undefined, (error: unknown) => this.services.report(error));
    return null;
  }

  private errorView(error: unknown, { id, name }: PreviewRequestMessage): PreviewErrorView {
    const what = `Preview of ${this.session.place.path}, ${name}`;
    if (error instanceof Undrawable) {
      this.services.log.info(`${what}: ${error.message}`);
      return { code: 'undrawable', message: reasonWords(error.reason) };
    }
    const known = toHcpError(error);
    if (known.code === 'cancelled') return cancelled();
    this.services.log.error([what, ...causes(known)].join(' ← '), known.facts);
    const { message, actions } = describeError(known);
    // The page has a button of its own to try again.
    const offered = actions.filter(({ command }) => command !== 'hcp.refresh');
    this.offered.set(id, offered);
    for (const old of [...this.offered.keys()].slice(0, -mostRemembered)) this.offered.delete(old);
    return { code: known.code, message, actions: offered.map(({ title }) => title) };
  }
}

function cancelled(): PreviewErrorView {
  return { code: 'cancelled', message: '' };
}
