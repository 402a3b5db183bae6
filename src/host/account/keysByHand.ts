import * as vscode from 'vscode';
import { knownReleases } from '../../core/catalog/releases';
import { HcpError } from '../../core/errors';
import type { KeyPair } from '../../core/keyPair';
import { describeError } from '../messages/describeError';
import { tell } from '../messages/tell';
import { cancellable } from '../progress';
import { watchForPair } from './clipboardPair';
import type { Flow } from './flow';
import type { KeySource } from './keySource';
import { keySourceItems, readKeySource } from './keySources';
import { takeOverPair } from './useExistingKeys';

/**
 * The way to a key pair that needs the portal in the browser only: opens the dataset's page, says what to click
 * there, takes the pair that the person brings back, tests and stores it. True when it was stored.
 * @throws HcpError `keys.clock`, `keys.notStored`, `bucket.*`
 */
export async function keysByHand(
  flow: Flow,
  datasetId = knownReleases[0]?.datasetId ?? '',
): Promise<boolean> {
  await flow.model.ready;
  const open = () => vscode.env.openExternal(vscode.Uri.parse(flow.portal.links.dataset(datasetId), true));
  switch (await chooseStart(flow)) {
    case undefined:
      return false;
    case 'open':
      await open();
      break;
    case 'have':
      break;
  }
  for (;;) {
    const way = await chooseWay();
    if (way === undefined) return false;
    if (way === 'open') await open();
    else if (await bring(flow, way)) return true;
  }
}

type Way = KeySource | 'watch' | 'open';

/** Brings the pair back one way. What the person can mend is told, and the ways are offered again. */
async function bring(flow: Flow, way: Exclude<Way, 'open'>): Promise<boolean> {
  try {
    const pair = way === 'watch' ? await watchClipboard(flow) : await readKeySource(way);
    const copied = way === 'watch' || way === 'paste';
    return pair !== undefined && (await takeOverPair(flow, pair, { isNew: true, copied }));
  } catch (error) {
    if (!HcpError.is(error, 'keys.malformed', 'keys.missing', 'keys.secret', 'disk.failed')) throw error;
    tell('warning', describeError(error).message);
    return false;
  }
}

async function chooseStart({ model }: Flow): Promise<'open' | 'have' | undefined> {
  const former = model.kept?.accessKeyId;
  const items = [
    {
      start: 'open' as const,
      label: vscode.l10n.t('Open the Dataset’s Page in the Browser'),
      detail: vscode.l10n.t(
        'Sign in there, accept the data use terms if you are asked, and click “Get/Reset AWS S3 Access”.',
      ),
      iconPath: new vscode.ThemeIcon('link-external'),
    },
    {
      start: 'have' as const,
      label: vscode.l10n.t('I Have a Key Pair'),
      detail: vscode.l10n.t('Shown in the browser already, or saved before: nothing is disabled.'),
      iconPath: new vscode.ThemeIcon('key'),
    },
  ];
  const item = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Get Keys by Hand (1/2)'),
    placeHolder:
      former === undefined
        ? vscode.l10n.t('The button on the page disables the former pair, if there is one, everywhere.')
        : vscode.l10n.t('The button on the page disables the pair {0} everywhere.', former),
    ignoreFocusOut: true,
  });
  return item?.start;
}

async function chooseWay(): Promise<Way | undefined> {
  const items: readonly (vscode.QuickPickItem & { source: Way })[] = [
    {
      source: 'watch',
      label: vscode.l10n.t('Watch the Clipboard'),
      detail: vscode.l10n.t('For 5 minutes at most: copy both keys in the browser, together or one by one.'),
      iconPath: new vscode.ThemeIcon('eye'),
    },
    ...(await keySourceItems()),
    {
      source: 'open',
      label: vscode.l10n.t('Open the Page Again'),
      detail: vscode.l10n.t('The button there is “Get/Reset AWS S3 Access”.'),
      iconPath: new vscode.ThemeIcon('link-external'),
    },
  ];
  const item = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Get Keys by Hand (2/2)'),
    placeHolder: vscode.l10n.t(
      'The page shows an access key ID and a secret access key, once. Bring both here:',
    ),
    ignoreFocusOut: true,
  });
  return item?.source;
}

async function watchClipboard({ model }: Flow): Promise<KeyPair | undefined> {
  try {
    const pair = await cancellable(
      vscode.l10n.t('Watching the clipboard for a key pair. Copy it in the browser.'),
      (signal) => watchForPair(readClipboard, { signal, known: model.kept }),
    );
    if (!pair) tell('warning', vscode.l10n.t('No key pair was copied within 5 minutes. Paste it instead.'));
    return pair;
  } catch (error) {
    if (HcpError.is(error, 'cancelled')) return undefined;
    throw error;
  }
}

/** In a browser only while its window is in front: elsewhere it could only be refused, or ask each second. */
function readClipboard(): PromiseLike<string> {
  const hidden = vscode.env.uiKind === vscode.UIKind.Web && !vscode.window.state.focused;
  return hidden ? Promise.resolve('') : vscode.env.clipboard.readText();
}
