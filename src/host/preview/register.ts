import { join } from 'node:path';
import * as vscode from 'vscode';
import { ByteCache } from '../../core/preview/bytes/byteCache';
import { PreviewThread } from '../../core/preview/thread/client';
import type { Explorer } from '../explorer/register';
import { BucketFiles } from '../files/bucketFiles';
import { keyUri } from '../files/uri';
import { createFormat } from '../format';
import { fileScheme, type CommandId } from '../ids';
import { causes } from '../messages/report';
import { tell } from '../messages/tell';
import type { Services } from '../services';
import { PreviewEditor } from './editor';
import { openPreview, previewViewTypes } from './open';
import { createLocate } from './sources';

/** The preview of files: the custom editors, and `hcp.showDetails`, which takes a tree node, a URI, or nothing. */
export function register(
  services: Services,
  explorer: Pick<Explorer, 'selection' | 'focused'>,
): vscode.Disposable {
  const thread = new PreviewThread({
    file: join(__dirname, 'preview.js'),
    onEnd: (error) => {
      if (error.code !== 'cancelled')
        services.log.error(['The thread of the previews ended', ...causes(error)].join(' ← '), error.facts);
    },
  });
  const { store, listings } = services;
  const files = new BucketFiles(store, listings);
  const editor = new PreviewEditor(services, {
    thread,
    locate: createLocate({ files, store, listings, cache: new ByteCache() }),
    format: createFormat(vscode.env.language),
    settings: services.settings,
    known: services.known,
  });
  const showDetails: CommandId = 'hcp.showDetails';

  return vscode.Disposable.from(
    { dispose: () => void thread.dispose() },
    ...previewViewTypes.map((viewType) =>
      vscode.window.registerCustomEditorProvider(viewType, editor, {
        supportsMultipleEditorsPerDocument: true,
      }),
    ),
    vscode.commands.registerCommand(showDetails, async (target?: unknown) => {
      const uri = uriOf(target) ?? (await uriMeant(target === 'explorer', explorer));
      if (!uri) {
        tell('information', vscode.l10n.t('Choose a file in the HCP explorer, or open one, and try again.'));
        return;
      }
      editor.expand(uri);
      await openPreview(uri);
    }),
  );
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
