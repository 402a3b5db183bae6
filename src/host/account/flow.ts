import type * as vscode from 'vscode';
import type { ObjectStore } from '../../core/bucket/objectStore';
import type { KeyPair } from '../../core/keyPair';
import type { Portal } from '../../core/portal/portal';
import type { Settings } from '../settings';
import type { AccountMemory } from './accountMemory';
import type { AccountModel } from './accountModel';
import type { SecretVault } from './secretVault';

/** A store that signs with one fixed pair, for testing it. */
export type PairStore = ObjectStore & { dispose(): void };

export interface AccountDeps {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly settings: Settings;
  readonly portal: Portal;
  readonly storeFor: (keyPair: KeyPair) => PairStore;
}

/** What the dialogues of the account work with. */
export interface Flow extends AccountDeps {
  readonly model: AccountModel;
  readonly memory: AccountMemory;
  readonly vault: SecretVault;
}
