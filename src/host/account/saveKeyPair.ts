import { homedir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import {
  credentialsFilePath,
  formatKeyPairFile,
  readProfile,
  writePrivateFile,
  writeProfile,
} from '../../core/bucket/credentialsFile';
import { HcpError } from '../../core/errors';
import { tell } from '../messages/tell';
import type { Flow } from './flow';
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
  flow.log.info('The key pair was saved by the person’s own choice.');
  tell(
    'information',
    vscode.l10n.t(
      'The key pair is saved in {0}. Only you can read it; keep it out of shared folders.',
      saved,
    ),
    { title: vscode.l10n.t('Copy Path'), run: () => vscode.env.clipboard.writeText(saved) },
  );
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

function remoteNote(): string | undefined {
  const { remoteName } = vscode.env;
  if (remoteName === undefined) return undefined;
  return vscode.l10n.t('This window works on a remote machine ({0}): the pair is saved there', remoteName);
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

async function saveAsProfile(record: VaultRecord): Promise<string | undefined> {
  const file = credentialsFilePath();
  if (!(await mayReplaceProfile(file, record))) return undefined;
  await writeProfile(file, record);
  return file;
}

async function mayReplaceProfile(file: string, record: VaultRecord): Promise<boolean> {
  const present = await presentProfile(file);
  if (present === undefined || present === record.accessKeyId) return true;
  const replace = vscode.l10n.t('Replace');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Replace the [hcp] profile?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        '{0} has an [hcp] profile with another key pair ({1}). It is replaced by {2}; the rest of the file stays as it is.',
        file,
        present,
        record.accessKeyId,
      ),
    },
    replace,
  );
  return chosen === replace;
}

/** The access key ID of the profile, or words for a profile without a readable pair. */
async function presentProfile(file: string): Promise<string | undefined> {
  try {
    return (await readProfile(file))?.accessKeyId;
  } catch (error) {
    if (HcpError.is(error, 'keys.malformed')) return vscode.l10n.t('not readable');
    throw error;
  }
}
