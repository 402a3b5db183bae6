import * as vscode from 'vscode';
import type { KeyPair } from '../../core/keyPair';
import type { Offer } from '../messages/tell';

/** Offers to take a copied pair off the clipboard. What is there is read when the person asks for it, not before. */
export function offerToClear({ secretAccessKey }: KeyPair): Offer {
  return {
    title: vscode.l10n.t('Clear Clipboard'),
    run: async () => {
      const { clipboard } = vscode.env;
      const holdsIt = (await clipboard.readText()).includes(secretAccessKey);
      if (holdsIt) await clipboard.writeText('');
      const text = holdsIt
        ? vscode.l10n.t('HCP: the clipboard is empty now.')
        : vscode.l10n.t('HCP: the key pair is no longer on the clipboard.');
      vscode.window.setStatusBarMessage(text, 10_000);
    },
  };
}
