import * as vscode from 'vscode';
import { listReleases } from '../../core/bucket/access';
import { cancellable } from '../progress';
import type { Services } from '../services';
import { resolvePath, typedPaths } from './typedSources';

/** Asks what to download: a release, then subjects or a path in it. Empty when the person gave up. */
export async function askSources({ store }: Pick<Services, 'store'>): Promise<readonly string[]> {
  const release = await askRelease(store);
  if (release === undefined) return [];
  const text = await vscode.window.showInputBox({
    title: release === '' ? vscode.l10n.t('Download') : vscode.l10n.t('Download from {0}', release),
    prompt:
      release === ''
        ? vscode.l10n.t('A path of the bucket, e.g. HCP_1200/100307/T1w/')
        : vscode.l10n.t('Subject IDs, e.g. 100307 or 100307, 100408; or a path, e.g. 100307/T1w/'),
    ignoreFocusOut: true,
    validateInput: (value) =>
      typedPaths(value, release).length > 0 ? undefined : vscode.l10n.t('Enter a subject or a path.'),
  });
  if (text === undefined) return [];
  return cancellable(vscode.l10n.t('Looking in the bucket…'), (signal) =>
    Promise.all(typedPaths(text, release).map((path) => resolvePath(store, path, signal))),
  );
}

async function askRelease(store: Services['store']): Promise<string | undefined> {
  const releases = await cancellable(vscode.l10n.t('Looking in the bucket…'), (signal) =>
    listReleases(store, signal),
  );
  const items = releases
    .filter(({ access }) => access === 'open')
    .map(({ prefix, label }) => ({ label: prefix, description: label, release: prefix }));
  const path = { label: vscode.l10n.t('Enter a Path…'), description: '', release: '' };
  const answer = await vscode.window.showQuickPick([...items, path], {
    title: vscode.l10n.t('Download'),
    placeHolder: vscode.l10n.t('From which release?'),
    ignoreFocusOut: true,
  });
  return answer?.release;
}
