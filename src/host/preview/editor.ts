import type * as vscode from 'vscode';
import type { BytesView } from '../../shared/preview';
import type { Services } from '../services';
import { previewActions } from './actions';
import { PreviewPanel } from './panel';
import { placeOf } from './place';
import { PreviewSession, type SessionDeps } from './session';

type EditorServices = Pick<Services, 'account' | 'context' | 'log' | 'report' | 'settings'>;

/** Makes the tabs. Nothing is read before their pages ask. */
export class PreviewEditor {
  private readonly panels = new Map<string, Set<PreviewPanel>>();
  /** Files whose next tab shows the whole card. */
  private readonly wanted = new Set<string>();

  constructor(
    private readonly services: EditorServices,
    private readonly sessionDeps: SessionDeps,
  ) {}

  /** Shows the whole card of a file in the tab that is there, or in the next one. */
  expand(uri: vscode.Uri): void {
    const panels = this.panels.get(uri.toString());
    if (!panels) this.wanted.add(uri.toString());
    for (const panel of panels ?? []) panel.post({ type: 'event', name: 'expand' });
  }

  open(uri: vscode.Uri, webviewPanel: vscode.WebviewPanel): void {
    const name = uri.toString();
    const place = placeOf(uri);
    const newSession = (onBytes: (bytes: BytesView) => void) =>
      new PreviewSession(this.sessionDeps, place, onBytes);
    const actions = previewActions(uri, place, this.services.settings);
    const expanded = this.wanted.delete(name);
    const panel = new PreviewPanel(this.services, newSession, actions, webviewPanel, expanded);
    const panels = this.panels.get(name) ?? new Set();
    this.panels.set(name, panels.add(panel));
    webviewPanel.onDidDispose(() => {
      panel.dispose();
      panels.delete(panel);
      if (panels.size === 0) this.panels.delete(name);
    });
  }
}
