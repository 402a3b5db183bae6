import * as vscode from 'vscode';
import { credentialsFilePath, readProfile, writeProfile } from '../../core/bucket/credentialsFile';
import { HcpError } from '../../core/errors';
import { tell } from '../messages/tell';
import { withRemoteNote } from '../remoteNote';
import type { Flow } from './flow';
import type { VaultRecord } from './vaultRecord';

/**
 * Asks, then puts the stored pair into the [hcp] profile of the AWS tools. True when it was written.
 * @throws HcpError `keys.missing`, `disk.failed`
 */
export async function writeAwsProfile(flow: Flow): Promise<boolean> {
  await flow.model.ready;
  const record = flow.model.kept;
  if (!record) throw new HcpError('keys.missing');
  const file = credentialsFilePath();
  const present = await presentProfile(file);
  const agreed = replacesOther(present, record)
    ? await mayReplace(file, present, record)
    : await mayWrite(file, record);
  if (!agreed) return false;
  await writeProfile(file, record);
  tellSaved(flow, file);
  return true;
}

/** Where the pair was saved; undefined when the person left. Asks only before another pair is replaced. */
export async function saveAsProfile(record: VaultRecord): Promise<string | undefined> {
  const file = credentialsFilePath();
  const present = await presentProfile(file);
  if (replacesOther(present, record) && !(await mayReplace(file, present, record))) return undefined;
  await writeProfile(file, record);
  return file;
}

/** Says where the pair is now. */
export function tellSaved({ log }: Pick<Flow, 'log'>, file: string): void {
  log.info('The key pair was saved by the person’s own choice.');
  tell(
    'information',
    vscode.l10n.t('The key pair is saved in {0}. Only you can read it; keep it out of shared folders.', file),
    { title: vscode.l10n.t('Copy Path'), run: () => vscode.env.clipboard.writeText(file) },
  );
}

function replacesOther(present: string | undefined, { accessKeyId }: VaultRecord): present is string {
  return present !== undefined && present !== accessKeyId;
}

async function mayWrite(file: string, { accessKeyId }: VaultRecord): Promise<boolean> {
  const write = vscode.l10n.t('Write Profile');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Write the key pair {0} to the [hcp] profile of the AWS tools?', accessKeyId),
    {
      modal: true,
      detail: withRemoteNote(
        vscode.l10n.t(
          'The secret access key is then in {0}, readable for you alone, and stays there when you sign out. The rest of the file stays as it is.',
          file,
        ),
      ),
    },
    write,
  );
  return chosen === write;
}

async function mayReplace(file: string, present: string, record: VaultRecord): Promise<boolean> {
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
