import * as vscode from 'vscode';
import { testAccess } from '../../core/bucket/access';
import { knownReleases } from '../../core/catalog/releases';
import type { KeyPair } from '../../core/keyPair';
import type { CommandId } from '../ids';
import { tell } from '../messages/tell';
import { cancellable } from '../progress';
import type { Flow } from './flow';

/**
 * The way to accepted terms that needs the portal in the browser only: opens the dataset's page, says what to
 * click there, and asks the bucket what the person's word has opened. The dataset's id, when the person says
 * that its terms are accepted. @throws HcpError `keys.*`, `bucket.*`
 */
export async function termsByHand(flow: Flow, asked?: string): Promise<string | undefined> {
  await flow.model.ready;
  const datasetId = asked ?? (await chooseDataset());
  if (datasetId === undefined) return undefined;
  for (;;) {
    switch (await chooseStep(datasetId)) {
      case undefined:
        return undefined;
      case 'open':
        await vscode.env.openExternal(vscode.Uri.parse(flow.portal.links.dataset(datasetId), true));
        break;
      case 'accepted': {
        const pair = flow.model.kept;
        if (pair) await tellAccess(flow, pair, datasetId);
        else tellNoPair();
        return datasetId;
      }
    }
  }
}

const releasesOf = (datasetId: string) => knownReleases.filter((release) => release.datasetId === datasetId);
const names = (releases: readonly { readonly prefix: string }[]) =>
  releases.map(({ prefix }) => prefix.slice(0, -1)).join(', ');

async function chooseDataset(): Promise<string | undefined> {
  const ids = [...new Set(knownReleases.map((release) => release.datasetId))];
  const item = await vscode.window.showQuickPick(
    ids.map((id) => ({ label: id, detail: names(releasesOf(id)) })),
    {
      title: vscode.l10n.t('Accept Terms by Hand'),
      placeHolder: vscode.l10n.t('The data use terms of which dataset?'),
      ignoreFocusOut: true,
    },
  );
  return item?.label;
}

async function chooseStep(datasetId: string): Promise<'open' | 'accepted' | undefined> {
  const items = [
    {
      step: 'open' as const,
      label: vscode.l10n.t('Open the Dataset’s Page in the Browser'),
      detail: vscode.l10n.t('Sign in there, open each set of data use terms, read it, and click “I Agree”.'),
      iconPath: new vscode.ThemeIcon('link-external'),
    },
    {
      step: 'accepted' as const,
      label: vscode.l10n.t('I Have Accepted Them'),
      detail: vscode.l10n.t('The bucket is asked what they open.'),
      iconPath: new vscode.ThemeIcon('check'),
    },
  ];
  const item = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Accept Terms by Hand: {0}', datasetId),
    placeHolder: vscode.l10n.t('Read and accept them in the browser, then come back.'),
    ignoreFocusOut: true,
  });
  return item?.step;
}

async function tellAccess(flow: Flow, pair: KeyPair, datasetId: string): Promise<void> {
  const store = flow.storeFor(pair);
  try {
    const tested = await cancellable(
      vscode.l10n.t('Asking the bucket what the terms of {0} open…', datasetId),
      (signal) => testAccess(store, releasesOf(datasetId), signal),
    );
    const open = tested.filter(({ access }) => access === 'open').map(({ release }) => release);
    if (open.length > 0) tell('information', vscode.l10n.t('The bucket opens {0}.', names(open)));
    else tellClosed(datasetId);
  } finally {
    store.dispose();
  }
}

function tellClosed(datasetId: string): void {
  const again: CommandId = 'hcp.termsByHand';
  tell(
    'warning',
    vscode.l10n.t(
      'The bucket does not open {0} yet. That takes some minutes after the acceptance; sign in to the portal once more in the browser if it takes longer.',
      names(releasesOf(datasetId)),
    ),
    { title: vscode.l10n.t('Try Again'), run: () => vscode.commands.executeCommand(again, datasetId) },
  );
}

function tellNoPair(): void {
  const keys: CommandId = 'hcp.keysByHand';
  tell(
    'information',
    vscode.l10n.t('Next, you need an AWS key pair. It shows what the accepted terms open.'),
    {
      title: vscode.l10n.t('Get Keys by Hand…'),
      run: () => vscode.commands.executeCommand(keys),
    },
  );
}
