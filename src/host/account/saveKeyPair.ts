import { homedir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { credentialsFilePath, formatKeyPairFile, writePrivateFile } from '../../core/bucket/credentialsFile';
import { HcpError } from '../../core/errors';
import { remoteNote } from '../remoteNote';
import type { Flow } from './flow';
import { saveAsProfile, tellSaved } from './saveProfile';
import type { VaultRecord } from './vaultRecord';

interface Place extends vscode.QuickPickItem {
  /** Where the pair was saved; undefined when the person left. */
  save(record: VaultRecord): Promise<string | undefined>;
}

/** Saves the pair where the person says. True when it was saved. @throws HcpError `keys.missing`, `disk.*` */
export async function saveKeyPair(flow: Flow): Promise<boolean> {
  await flow.model.ready;
  const record = flow.model.kept;
  if (!record) throw new HcpError('keys.missing');
  const place = await vscode.window.showQuickPick(places(), {
    title: vscode.l10n.t('Save Key Pair {0}', record.accessKeyId),
    placeHolder: remoteNote() ?? vscode.l10n.t('The portal can’t show the secret access key again'),
    ignoreFocusOut: true,
  });
  const saved = await place?.save(record);
  if (saved === undefined) return false;
  tellSaved(flow, saved);
  return true;
}

function places(): readonly Place[] {
  return [
    {
      label: vscode.l10n.t('Save to a File…'),
      detail: vscode.l10n.t('A text file that only you can read'),
      iconPath: new vscode.ThemeIcon('save'),
      save: saveToFile,
    },
    {
      label: vscode.l10n.t('Save as the [hcp] Profile of the AWS Tools'),
      detail: vscode.l10n.t(
        'In {0}, for aws, s5cmd, rclone, boto3 and others; the rest of the file stays as it is',
        credentialsFilePath(),
      ),
      iconPath: new vscode.ThemeIcon('cloud'),
      save: saveAsProfile,
    },
  ];
}

async function saveToFile(record: VaultRecord): Promise<string | undefined> {
  let proposed = vscode.Uri.file(path.join(homedir(), 'hcp-key-pair.txt'));
  for (;;) {
    const target = await vscode.window.showSaveDialog({
      defaultUri: proposed,
      saveLabel: vscode.l10n.t('Save Key Pair'),
      title: vscode.l10n.t('Save Key Pair'),
    });
    if (!target) return undefined;
    proposed = target;
    const verdict = await judgePlace(target);
    if (verdict === 'cancel') return undefined;
    if (verdict === 'other') continue;
    const about = { userName: record.userName, date: new Date() };
    await writePrivateFile(target.fsPath, formatKeyPairFile(record, about));
    return target.fsPath;
  }
}

type Verdict = 'good' | 'other' | 'cancel';

async function judgePlace(target: vscode.Uri): Promise<Verdict> {
  // Only on its own machine can the extension make the file private.
  if (target.scheme !== 'file')
    return askForOther(
      vscode.l10n.t('This place is not on the machine that this window works on.'),
      vscode.l10n.t(
        'Only there can the file be made readable for you alone. Choose a folder on that machine.',
      ),
    );
  if (!vscode.workspace.getWorkspaceFolder(target)) return 'good';
  return askForOther(
    vscode.l10n.t('This folder belongs to the workspace.'),
    vscode.l10n.t(
      'A key pair in it is easily committed or shared by mistake. Choose a folder outside of the workspace, for example your home folder.',
    ),
    vscode.l10n.t('Save Here Anyway'),
  );
}

async function askForOther(message: string, detail: string, anyway?: string): Promise<Verdict> {
  const other = vscode.l10n.t('Choose Another Folder');
  const buttons = anyway === undefined ? [other] : [other, anyway];
  const chosen = await vscode.window.showWarningMessage(message, { modal: true, detail }, ...buttons);
  if (chosen === other) return 'other';
  return chosen !== undefined && chosen === anyway ? 'good' : 'cancel';
}
