import type * as vscode from 'vscode';
import type { ObjectStore } from '../core/bucket/objectStore';
import type { HcpError } from '../core/errors';
import type { KeyPair } from '../core/keyPair';
import type { Portal } from '../core/portal/portal';
import type { Listings } from './explorer/listings';
import type { KnownCards } from './preview/knownCards';
import type { AccountState } from './ids';
import type { RecentErrors } from './messages/recentErrors';
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
  /** Name, key ID, age and last test of the pair in a line, for showing. */
  readonly line: string | undefined;
  /** True while AWS does not accept a new pair yet and the person sees us wait; `keys` fires at begin and end. */
  readonly waitingForKeys: boolean;
  /** Fires when any of the above changed, terms were accepted, or another window changed the pair. */
  readonly onDidChange: vscode.Event<AccountChange>;
  /** Fires with the dataset's id when its terms were accepted; `onDidChange` fires `terms` as well. */
  readonly onDidAcceptTerms: vscode.Event<string>;
  /**
   * Brings this window up to what the other windows did with the account. The error `keys.replaced` when one
   * of them has a newer pair that this window's secret store does not show.
   */
  refresh(): Promise<HcpError | undefined>;
  /**
   * Whether this window is the one to ask for another pair when work in the background was refused. False for
   * three minutes after another window asked, unless that was closed or there is a new pair since.
   */
  mayAskForPair(): Promise<boolean>;
  /** The pair, for signing. @throws HcpError `keys.missing` */
  keyPair(): Promise<KeyPair>;
  /** Runs something that needs a portal session; asks the person to sign in when there is none or it has expired. Undefined when the person declined. */
  withSession<T>(work: (portal: Portal, signal: AbortSignal) => Promise<T>): Promise<T | undefined>;
  /** To be called after the portal confirmed an acceptance. */
  termsAccepted(datasetId: string): void;
  /** Asks for user name and password. False when the person declined. @throws HcpError `portal.*`, to be shown by the caller. */
  signIn(): Promise<boolean>;
  /**
   * Asks, then requests a new pair and waits until AWS accepts it. The ids of the datasets by release are in
   * `core/catalog/releases`; without one the person chooses. Does nothing while the question is open already.
   * @throws HcpError `keys.*`, `portal.*`, to be shown by the caller.
   */
  requestKeys(datasetId?: string): Promise<void>;
}

export type AccountChange = 'session' | 'keys' | 'check' | 'terms' | 'signedOut';

/** What every feature is built from; made once by the composition root. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly settings: Settings;
  readonly portal: Portal;
  /** Signs with the pair of the account at the time of each request. */
  readonly store: ObjectStore;
  /** What the bucket's prefixes hold, as listed through `store`; emptied when the account changes. */
  readonly listings: Listings;
  /** What previews have told of objects. */
  readonly known: KnownCards;
  readonly account: Account;
  /** Work that tidies up after itself once its feature is disposed: the window's end waits for it, as long as VS Code lets it. */
  readonly finishing: Set<Promise<unknown>>;
  /** What went wrong lately, for a report. */
  readonly recent: RecentErrors;
  /** The one place that shows an error: words and buttons by its code, details to the log. `cancelled` shows nothing. */
  readonly report: (error: unknown, what?: string) => Promise<void>;
}
