import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { credentialsFilePath, readProfile } from '../../core/bucket/credentialsFile';
import { HcpError } from '../../core/errors';
import { parseKeyPair, type KeyPair } from '../../core/keyPair';
import { describeError } from '../messages/describeError';
import type { KeySource } from './keySource';
import { askStep } from './inputStep';
import { looksLikeAccessKeyId, readPastedPair } from './pastedPair';

const title = () => vscode.l10n.t('Use Existing AWS Keys');

/** Undefined when the person left. */
export async function chooseKeySource(): Promise<KeySource | undefined> {
  const items = await keySourceItems();
  const item = await vscode.window.showQuickPick(items, { title: title(), ignoreFocusOut: true });
  return item?.source;
}

/** The ways to hand over a pair that are open on this machine. */
export async function keySourceItems(): Promise<readonly (vscode.QuickPickItem & { source: KeySource })[]> {
  const profile = await findProfile();
  return [
    {
      source: 'paste',
      label: vscode.l10n.t('Paste a Key Pair…'),
      detail: vscode.l10n.t('Both keys at once, in any usual form, or one after the other'),
      iconPath: new vscode.ThemeIcon('clippy'),
    },
    ...(profile
      ? [
          {
            source: 'profile' as const,
            label: vscode.l10n.t('Use the [hcp] Profile of the AWS Tools'),
            description: profile.accessKeyId,
            detail: credentialsFilePath(),
            iconPath: new vscode.ThemeIcon('cloud'),
          },
        ]
      : []),
    {
      source: 'file',
      label: vscode.l10n.t('Read a Saved File…'),
      detail: vscode.l10n.t('As “Save Key Pair…” or the AWS console writes it'),
      iconPath: new vscode.ThemeIcon('file'),
    },
  ];
}

/** The pair; undefined when the person left. @throws HcpError `keys.missing`, `keys.malformed`, `disk.*` */
export async function readKeySource(source: KeySource): Promise<KeyPair | undefined> {
  switch (source) {
    case 'paste':
      return askForPair();
    case 'profile':
      return expectPair(await readProfile(credentialsFilePath()));
    case 'file':
      return readSavedFile();
  }
}

/** A profile that can't be read is not offered. */
async function findProfile(): Promise<KeyPair | undefined> {
  try {
    return await readProfile(credentialsFilePath());
  } catch {
    return undefined;
  }
}

async function readSavedFile(): Promise<KeyPair | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: title(),
      openLabel: vscode.l10n.t('Use This Key Pair'),
      defaultUri: vscode.Uri.file(homedir()),
    })) ?? [];
  return file && expectPair(readPastedPair(await readSmallFile(file)));
}

/** Files that hold a key pair are tiny; anything else is not read into memory. */
const maxFileBytes = 64 * 1024;

/** Through the editor, which also reaches the person's own machine from a remote window. */
async function readSmallFile(file: vscode.Uri): Promise<string> {
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    if (size <= maxFileBytes) return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch (error) {
    const reason = error instanceof vscode.FileSystemError ? error.code : 'unknown';
    throw new HcpError('disk.failed', { reason }, { cause: error });
  }
  throw new HcpError('keys.malformed');
}

function expectPair(pair: KeyPair | undefined): KeyPair {
  if (!pair) throw new HcpError('keys.malformed');
  return pair;
}

/** One box that takes a whole pair; a lone access key ID leads to a second one for the secret. */
async function askForPair(): Promise<KeyPair | undefined> {
  for (;;) {
    const first = await askFirst();
    if (first.kind !== 'done') return undefined;
    if (typeof first.value !== 'string') return first.value;
    const second = await askSecret(first.value);
    if (second.kind === 'dismissed') return undefined;
    if (second.kind === 'done') return second.value;
  }
}

function askFirst() {
  return askStep<KeyPair | string>({
    title: title(),
    prompt: vscode.l10n.t('Paste the key pair, or only the access key ID (the secret is asked for next).'),
    placeholder: vscode.l10n.t('Key pair, or AKIA…'),
    secret: true,
    accept: (text) => {
      const pair = readPastedPair(text);
      if (pair) return { kind: 'done', value: pair };
      return looksLikeAccessKeyId(text) ? { kind: 'done', value: text.trim() } : malformed();
    },
  });
}

function askSecret(accessKeyId: string) {
  return askStep<KeyPair>({
    title: title(),
    step: 2,
    totalSteps: 2,
    prompt: vscode.l10n.t('Secret access key of {0}', accessKeyId),
    placeholder: vscode.l10n.t('40 characters'),
    secret: true,
    back: true,
    accept: (secretAccessKey) => {
      try {
        return { kind: 'done', value: parseKeyPair({ accessKeyId, secretAccessKey }) };
      } catch {
        return malformed();
      }
    },
  });
}

function malformed() {
  return { kind: 'refused' as const, message: describeError(new HcpError('keys.malformed')).message };
}
