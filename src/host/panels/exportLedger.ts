import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { HcpError } from '../../core/errors';
import { plainText } from '../../core/portal/plainText';
import type { CommandId } from '../ids';
import { tell } from '../messages/tell';
import type { LedgerEntry, TermsLedger } from './ledger';
import { ledgerJson, ledgerPage, type ExportFacts } from './ledgerPage';

/**
 * Writes the ledger into a new folder below one of the person's choice. True when it was written.
 * @throws HcpError `disk.failed`
 */
export async function exportLedger(ledger: TermsLedger, tool: string): Promise<boolean> {
  const entries = await ledger.entries();
  if (entries.length === 0) {
    tellEmpty();
    return false;
  }
  const [place] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Export Terms Ledger'),
      openLabel: vscode.l10n.t('Export Here'),
      canSelectFiles: false,
      canSelectFolders: true,
      defaultUri: vscode.Uri.file(homedir()),
    })) ?? [];
  if (!place) return false;
  const facts: ExportFacts = { tool, exportedAt: new Date() };
  const folder = vscode.Uri.joinPath(place, folderName(facts.exportedAt));
  try {
    await write(folder, entries, facts);
  } catch (error) {
    const reason = error instanceof vscode.FileSystemError ? error.code : 'unknown';
    throw new HcpError('disk.failed', { reason }, { cause: error });
  }
  const path = folder.scheme === 'file' ? folder.fsPath : folder.path;
  tell(
    'information',
    vscode.l10n.t('The terms ledger is in {0}. Open ledger.html in a browser to read or print it.', path),
    { title: vscode.l10n.t('Copy Path'), run: () => vscode.env.clipboard.writeText(path) },
  );
  return true;
}

/** Asks, then deletes the ledger of this editor. True when it was deleted. */
export async function clearLedger(ledger: TermsLedger, tool: string): Promise<boolean> {
  const count = ledger.acceptances.all.length;
  if (count === 0) {
    tellEmpty();
    return false;
  }
  const exportFirst = vscode.l10n.t('Export…');
  const remove = vscode.l10n.t('Delete');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Delete the ledger of accepted terms?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Acceptances in it: {0}. They are deleted from this editor with their texts. The portal’s own record stays. An ethics board may ask for them: export them first.',
        count,
      ),
    },
    exportFirst,
    remove,
  );
  if (chosen === exportFirst) await exportLedger(ledger, tool);
  if (chosen !== remove) return false;
  await ledger.clear();
  tell('information', vscode.l10n.t('The ledger of accepted terms is deleted.'));
  return true;
}

function tellEmpty(): void {
  const review: CommandId = 'hcp.reviewTerms';
  tell(
    'information',
    vscode.l10n.t(
      'The terms ledger is empty: no terms were accepted with this editor. The portal knows which ones you have accepted elsewhere.',
    ),
    { title: vscode.l10n.t('Review Terms'), run: () => vscode.commands.executeCommand(review) },
  );
}

/** `hcp-terms-2026-11-23-101502`: never one that is there already, so nothing is written over. */
function folderName(date: Date): string {
  const [day = '', time = ''] = date.toISOString().split(/[T.]/);
  return `hcp-terms-${day}-${time.replaceAll(':', '')}`;
}

/** The texts end in `.txt`, so that a click does not run what a hostile one may hold. */
async function write(folder: vscode.Uri, entries: readonly LedgerEntry[], facts: ExportFacts): Promise<void> {
  const readable = await Promise.all(
    entries.map(async ({ acceptance, html }) => ({
      acceptance,
      text: html === undefined ? undefined : await plainText(html),
    })),
  );
  const put = (text: string, ...path: readonly string[]) =>
    vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, ...path), Buffer.from(text));
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(folder, 'texts'));
  for (const { acceptance, html } of entries) {
    if (html !== undefined) await put(html, 'texts', `${acceptance.digest}.txt`);
  }
  await put(ledgerJson(readable, facts), 'ledger.json');
  await put(ledgerPage(readable, facts), 'ledger.html');
}
