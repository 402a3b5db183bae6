import type * as vscode from 'vscode';
import type { ObjectStore } from '../core/bucket/objectStore';
import type { KeyPair } from '../core/keyPair';
import type { Portal } from '../core/portal/portal';
import type { AccountState } from './ids';
import type { Settings } from './settings';

/** The person's account as the other features see it. Owned by `host/account`. */
export interface Account {
  readonly state: AccountState;
  /** The portal's user name, of the session or kept with the pair. */
  readonly userName: string | undefined;
  /** Whether a portal session is believed to be alive. */
  readonly signedIn: boolean;
  /** The public half of the pair, for showing. */
  readonly accessKeyId: string | undefined;
  /** Fires when any of the above changed, terms were accepted, or another window changed the pair. */
  readonly onDidChange: vscode.Event<AccountChange>;
  /** The pair, for signing. @throws HcpError `keys.missing` */
  keyPair(): Promise<KeyPair>;
  /** Runs something that needs a portal session; asks the person to sign in when there is none or it has expired. Undefined when the person declined. */
  withSession<T>(work: (portal: Portal, signal: AbortSignal) => Promise<T>): Promise<T | undefined>;
  /** To be called after the portal confirmed an acceptance. */
  termsAccepted(datasetId: string): void;
  /** The known datasets' ids by release are in `core/catalog/releases`. Signs in when needed. True when signed in. */
  signIn(): Promise<boolean>;
  /** Asks, then requests a new pair. */
  requestKeys(datasetId?: string): Promise<void>;
}

export type AccountChange = 'session' | 'keys' | 'terms' | 'signedOut';

/** What every feature is built from; made once by the composition root. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly settings: Settings;
  readonly portal: Portal;
  /** Signs with the pair of the account at the time of each request. */
  readonly store: ObjectStore;
  readonly account: Account;
  /** The one place that shows an error: words and buttons by its code, details to the log. `cancelled` shows nothing. */
  readonly report: (error: unknown, what?: string) => Promise<void>;
}
