import * as vscode from 'vscode';
import type { Account } from '../services';
import { chooseDataset } from './chooseDataset';
import type { Flow } from './flow';
import { sendKeyRequest, type ReceivedPair } from './sendKeyRequest';
import type { VaultRecord } from './vaultRecord';

/**
 * Asks, then requests a new pair. Each request is preceded by its own yes: when the session or the stored
 * pair turned out to be another one, the question is asked anew. Undefined when the person left.
 * @throws what `sendKeyRequest` throws
 */
export async function requestKeys(
  flow: Flow,
  withSession: Account['withSession'],
  askedDataset?: string,
): Promise<ReceivedPair | undefined> {
  let asked = askedDataset;
  let note: string | undefined;
  for (;;) {
    asked = await chooseDataset(flow, withSession, asked);
    if (asked === undefined) return undefined;
    const former = flow.model.kept;
    if (!(await confirmReset(flow, former, note))) return undefined;
    const outcome = await sendKeyRequest(flow, asked, former?.accessKeyId);
    switch (outcome.kind) {
      case 'received':
        return outcome;
      case 'overtaken':
        return undefined;
      case 'formerChanged':
        note = vscode.l10n.t(
          'Nothing was requested: another window changed the stored key pair in the meantime.',
        );
        break;
      case 'sessionOver':
        note = vscode.l10n.t('Nothing was requested: the portal’s session was over.');
        flow.model.closeSession();
        break;
    }
  }
}

async function confirmReset(flow: Flow, former: VaultRecord | undefined, note?: string): Promise<boolean> {
  const request = vscode.l10n.t('Request New Pair');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Request a new AWS key pair for {0}?',
      flow.model.userName ?? vscode.l10n.t('your account'),
    ),
    { modal: true, detail: [note, consequence(flow, former)].filter(Boolean).join('\n\n') },
    request,
  );
  return chosen === request;
}

function consequence(flow: Flow, former: VaultRecord | undefined): string {
  const once = vscode.l10n.t(
    'The request is sent once. If you have a copy of a pair that works, use that instead.',
  );
  return `${whatIsDisabled(flow.portal.userName, former)}\n\n${once}`;
}

function whatIsDisabled(userName: string | undefined, former: VaultRecord | undefined): string {
  if (!former)
    return vscode.l10n.t(
      'A new pair disables the former one, if there is one, at once and on every machine that uses it.',
    );
  if (former.userName !== undefined && former.userName !== userName)
    return vscode.l10n.t(
      'A new pair disables the former one of this account at once, on every machine that uses it. The pair {0} of {1} that this editor holds is replaced; save it first if you need it.',
      former.accessKeyId,
      former.userName,
    );
  return vscode.l10n.t(
    'A new pair disables the former one, {0}, at once and on every machine that uses it: other computers, clusters, running downloads.',
    former.accessKeyId,
  );
}
