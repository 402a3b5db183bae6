import type * as vscode from 'vscode';
import { HcpError } from '../../core/errors';
import { formatVaultRecord, isSamePair, parseVaultRecord, type VaultRecord } from './vaultRecord';

/** Where the key pair is kept. Every method rejects with `keys.notStored` when the store fails. */
export interface SecretVault {
  /** The record; undefined when there is none or it can't be read as one. */
  read(): Promise<VaultRecord | undefined>;
  /** Writes, then reads back: some stores accept a secret and keep nothing. */
  write(record: VaultRecord): Promise<void>;
  wipe(): Promise<void>;
  /** Runs the listener when the record changed, by this window or another one. */
  onDidChange(listener: () => void): vscode.Disposable;
}

const secretId = 'hcp.keyPair';

/** The vault on the editor's SecretStorage, which all windows share. */
export function createSecretVault(secrets: vscode.SecretStorage): SecretVault {
  const read = async () => {
    const text = await attempt('read', () => secrets.get(secretId));
    return text === undefined ? undefined : readable(text);
  };
  return {
    read,
    async write(record) {
      await attempt('write', () => secrets.store(secretId, formatVaultRecord(record)));
      if (!isSamePair(await read(), record)) throw new HcpError('keys.notStored', { operation: 'readBack' });
    },
    async wipe() {
      await attempt('delete', () => secrets.delete(secretId));
    },
    onDidChange: (listener) =>
      secrets.onDidChange((event) => {
        if (event.key === secretId) listener();
      }),
  };
}

/** The cause is dropped on purpose: an error of the store may quote what was to be stored. */
async function attempt<T>(operation: string, work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch {
    throw new HcpError('keys.notStored', { operation });
  }
}

function readable(text: string): VaultRecord | undefined {
  try {
    return parseVaultRecord(text);
  } catch {
    return undefined;
  }
}
