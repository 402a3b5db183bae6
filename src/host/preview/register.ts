import * as vscode from 'vscode';
import type { Explorer } from '../explorer/register';
import { keyUri } from '../files/uri';
import { fileScheme, type CommandId, type ContextKeyId } from '../ids';
import { tell } from '../messages/tell';
import type { Services } from '../services';
import { openPreview, previewViewTypes } from './open';
import type { PreviewRoom } from './room';

/** The previews as other features see them. */
export interface PreviewFeature extends vscode.Disposable, Pick<PreviewRoom, 'describe'> {}

/** The preview of files: the custom editors, and `hcp.showDetails`, which takes a tree node, a URI, or nothing. */
export function register(
  services: Services,
  explorer: Pick<Explorer, 'selection' | 'focused'>,
): PreviewFeature {
  let loaded: Promise<PreviewRoom> | undefined;
  const room = () =>
    (loaded ??= import('./room').then(({ createPreviewRoom }) => createPreviewRoom(services)));
  const provider: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
    resolveCustomEditor: async ({ uri }, panel) => {
      (await room()).editor.open(uri, panel);
      const previewed: ContextKeyId = 'hcp.hasPreviewed';
      void vscode.commands.executeCommand('setContext', previewed, true);
    },
  };
  const showDetails: CommandId = 'hcp.showDetails';

  const parts = vscode.Disposable.from(
    { dispose: () => void loaded?.then((one) => one.dispose()) },
    ...previewViewTypes.map((viewType) =>
      vscode.window.registerCustomEditorProvider(viewType, provider, {
        supportsMultipleEditorsPerDocument: true,
      }),
    ),
    vscode.commands.registerCommand(showDetails, async (target?: unknown) => {
      const uri = uriOf(target) ?? (await uriMeant(target === 'explorer', explorer));
      if (!uri) {
        tell('information', vscode.l10n.t('Choose a file in the HCP explorer, or open one, and try again.'));
        return;
      }
      (await room()).editor.expand(uri);
      await openPreview(uri);
    }),
  );
  return {
    describe: async (key, signal) => (await room()).describe(key, signal),
    dispose: () => {
      parts.dispose();
    },
  };
}

function uriOf(target: unknown): vscode.Uri | undefined {
  if (target instanceof vscode.Uri) return target;
  if (typeof target !== 'object' || target === null || !('keyOrPrefix' in target)) return undefined;
  const { keyOrPrefix } = target;
  return typeof keyOrPrefix === 'string' && !keyOrPrefix.endsWith('/') ? keyUri(keyOrPrefix) : undefined;
}

/** What the key or the palette means: with the keyboard in the explorer its row, else the tab, if that is ours. */
async function uriMeant(
  inExplorer: boolean,
  explorer: Pick<Explorer, 'selection' | 'focused'>,
): Promise<vscode.Uri | undefined> {
  if (inExplorer) return uriOf(await explorer.focused());
  const active = activeUri();
  return active?.ours === true ? active.uri : (uriOf(explorer.selection[0]) ?? active?.uri);
}

/** The file of the tab that is in front, whatever editor shows it. */
function activeUri(): { readonly uri: vscode.Uri; readonly ours: boolean } | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputText) return { uri: input.uri, ours: input.uri.scheme === fileScheme };
  if (!(input instanceof vscode.TabInputCustom)) return undefined;
  return { uri: input.uri, ours: previewViewTypes.some((viewType) => viewType === input.viewType) };
}
