import type * as vscode from 'vscode';
import type { ObjectStore } from '../../core/bucket/objectStore';
import type { KeyPair } from '../../core/keyPair';
import type { Portal } from '../../core/portal/portal';
import type { AccountMemory } from './accountMemory';
import type { AccountModel } from './accountModel';
import type { SecretVault } from './secretVault';

/** A store that signs with one fixed pair, for testing it. */
export type PairStore = ObjectStore & { dispose(): void };

export type Log = Pick<vscode.LogOutputChannel, 'info' | 'warn' | 'error'>;

export interface AccountDeps {
  readonly context: Pick<vscode.ExtensionContext, 'secrets' | 'globalState' | 'globalStorageUri'>;
  readonly log: Log;
  readonly portal: Portal;
  readonly storeFor: (keyPair: KeyPair) => PairStore;
}

/** What the dialogues of the account work with. */
export interface Flow extends AccountDeps {
  readonly model: AccountModel;
  readonly memory: AccountMemory;
  readonly vault: SecretVault;
}
