import * as vscode from 'vscode';
import { Acceptances } from '../panels/acceptances';
import { endSession } from './accountModel';
import type { Flow } from './flow';
import { saveKeyPair } from './saveKeyPair';

/** Asks, offers to save the pair first, then wipes session, pair and what is remembered. True when signed out. */
export async function signOut(flow: Flow): Promise<boolean> {
  await flow.model.ready;
  const save = vscode.l10n.t('Save Key Pair…');
  const leave = vscode.l10n.t('Sign Out');
  let saved = false;
  const kept = new Acceptances(flow.context.globalState).all.length > 0 ? [ledgerStays()] : [];
  for (;;) {
    const hasPair = flow.model.kept !== undefined;
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('Sign out of HCP in this editor?'),
      { modal: true, detail: [detail(flow.model.kept?.accessKeyId, saved), ...kept].join('\n\n') },
      ...(hasPair && !saved ? [save, leave] : [leave]),
    );
    if (chosen === leave) break;
    if (chosen !== save) return false;
    saved = await saveKeyPair(flow);
  }
  await flow.model.forget();
  await endSession(flow.portal, flow.log);
  flow.log.info('Signed out.');
  return true;
}

function detail(accessKeyId: string | undefined, saved: boolean): string {
  if (accessKeyId === undefined)
    return vscode.l10n.t('The portal’s session ends. Downloaded files stay where they are.');
  const wiped = vscode.l10n.t(
    'The key pair {0} is removed from all windows, terminals that have it are closed, and running downloads are paused. Downloaded files stay where they are.',
    accessKeyId,
  );
  const copy = saved
    ? vscode.l10n.t('The pair is saved.')
    : vscode.l10n.t(
        'Save the pair first: the portal can’t show it again, and a new one would disable it everywhere.',
      );
  return `${wiped}\n\n${copy}`;
}

const ledgerStays = () =>
  vscode.l10n.t('The ledger of the terms that you accepted stays; “HCP: Clear Terms Ledger…” deletes it.');
