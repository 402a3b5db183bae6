import * as vscode from 'vscode';
import { HcpError } from '../../core/errors';
import type { CommandId } from '../ids';
import { describeError } from '../messages/describeError';
import { tell } from '../messages/tell';
import type { Flow } from './flow';
import { saveKeyPair } from './saveKeyPair';
import type { ReceivedPair } from './sendKeyRequest';
import { waitForKeys } from './waitForKeys';

/** What follows a new pair: saving it at once when the secret store failed, then waiting until it works. */
export async function settleReceivedPair(flow: Flow, { record, stored }: ReceivedPair): Promise<void> {
  if (!stored) await insistOnSaving(flow);
  if (await waitForKeys(flow, record)) announce(record.accessKeyId);
}

/** Asks until the pair is saved or the person decides against it. */
async function insistOnSaving(flow: Flow): Promise<void> {
  const save = vscode.l10n.t('Save Key Pair…');
  for (;;) {
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('The new key pair is not stored'),
      { modal: true, detail: describeError(new HcpError('keys.notStored')).message },
      save,
    );
    if (chosen !== save || (await saveKeyPair(flow))) return;
  }
}

function announce(accessKeyId: string): void {
  const save: CommandId = 'hcp.saveKeyPair';
  tell(
    'information',
    vscode.l10n.t(
      'The new key pair {0} works. Keep a copy of it: the portal can’t show the secret access key again.',
      accessKeyId,
    ),
    { title: vscode.l10n.t('Save Key Pair…'), run: () => vscode.commands.executeCommand(save) },
  );
}
