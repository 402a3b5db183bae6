import * as vscode from 'vscode';
import { acknowledgement, citationsUrl } from '../../core/catalog/acknowledgement';
import type { CommandId } from '../ids';
import { tell } from '../messages/tell';

/** Puts the wording that the terms ask for into the clipboard. */
export async function copyAcknowledgement(): Promise<void> {
  await vscode.env.clipboard.writeText(`${acknowledgement}\n`);
  const methods: CommandId = 'hcp.copyMethods';
  tell(
    'information',
    vscode.l10n.t(
      'The acknowledgement is on the clipboard, in the wording that the WU-Minn HCP Open Access Data Use Terms ask for: keep or drop “in part”. They also ask to cite HCP’s publications. Other datasets may ask for other words: see their terms.',
    ),
    {
      title: vscode.l10n.t('Open the List of Publications'),
      run: () => vscode.env.openExternal(vscode.Uri.parse(citationsUrl, true)),
    },
    { title: vscode.l10n.t('Copy Methods Text'), run: () => vscode.commands.executeCommand(methods) },
  );
}
