import * as vscode from 'vscode';
import { HcpError, toHcpError } from '../../core/errors';
import type { KeyPair } from '../../core/keyPair';
import type { Portal } from '../../core/portal/portal';
import type { AccountState } from '../ids';
import type { AccountChange } from '../services';
import type { AccountMemory, KeyMarker } from './accountMemory';
import { accountState } from './accountState';
import type { Log } from './flow';
import type { SecretVault } from './secretVault';
import { isSamePair, type VaultRecord } from './vaultRecord';

export interface AccountModelDeps {
  readonly vault: SecretVault;
  readonly memory: AccountMemory;
  readonly portal: Portal;
  readonly log: Log;
}

/** What is known of the account in this window: the pair, the marker of it, and the session. No user interface. */
export class AccountModel implements vscode.Disposable {
  /** Resolves when the secret store has answered for the first time. Never rejects. */
  readonly ready: Promise<void>;
  private readonly changes = new vscode.EventEmitter<AccountChange>();
  readonly onDidChange = this.changes.event;
  private readonly subscription: vscode.Disposable;
  private record: VaultRecord | undefined;
  private marker: KeyMarker | undefined;
  private unsaved = false;
  /** The pair whose marker this window has seen in the memory that the windows share. */
  private seenMarkerOf: string | undefined;
  /** The pair that another window signed out of, while this window's secret store still shows it. */
  private leftBehind: string | undefined;
  private session = false;
  private waiting = false;

  constructor(private readonly deps: AccountModelDeps) {
    this.subscription = deps.vault.onDidChange(() => void this.refresh());
    this.ready = this.load();
  }

  get state(): AccountState {
    return accountState({ pair: this.record, marker: this.marker, session: this.session });
  }

  /** The pair with its facts; undefined when there is none. */
  get kept(): VaultRecord | undefined {
    return this.record;
  }

  /** Of the pair that the editor had and forgot, or of the present one. */
  get keyMarker(): KeyMarker | undefined {
    return this.marker;
  }

  get userName(): string | undefined {
    const ofSession = this.session ? this.deps.portal.userName : undefined;
    return ofSession ?? this.record?.userName ?? this.marker?.userName;
  }

  get signedIn(): boolean {
    return this.session;
  }

  get waitingForKeys(): boolean {
    return this.waiting;
  }

  set waitingForKeys(waiting: boolean) {
    if (waiting === this.waiting) return;
    this.waiting = waiting;
    this.changes.fire('keys');
  }

  /** @throws HcpError `keys.missing` */
  async keyPair(): Promise<KeyPair> {
    await this.ready;
    if (!this.record) throw new HcpError('keys.missing');
    const { accessKeyId, secretAccessKey } = this.record;
    return { accessKeyId, secretAccessKey };
  }

  /** A session has begun, perhaps of another account than before. */
  openSession(): void {
    this.session = true;
    this.changes.fire('session');
  }

  /** The session is over; does nothing when there was none. */
  closeSession(): void {
    if (!this.session) return;
    this.session = false;
    this.changes.fire('session');
  }

  notify(change: AccountChange): void {
    this.changes.fire(change);
  }

  /**
   * Takes over a pair: the secret store comes first. When that fails, the pair is still held by this
   * window, so that it can be saved, and all goes on as if it were stored.
   * @throws HcpError `keys.notStored`, after the pair has been taken over.
   */
  async keep(record: VaultRecord): Promise<void> {
    this.record = record;
    this.leftBehind = undefined;
    this.unsaved = true;
    const failure = await this.deps.vault.write(record).then(() => undefined, toHcpError);
    this.unsaved = failure !== undefined;
    await this.setMarker(record);
    this.changes.fire('keys');
    if (failure) throw failure;
  }

  /** Wipes pair, markers and the remembered user name. @throws HcpError `keys.notStored`; then the pair is still there. */
  async forget(): Promise<void> {
    await this.deps.vault.wipe();
    await this.deps.memory.forgetAll();
    this.clear();
  }

  /**
   * Brings this window up to what the secret store holds, which another window may have changed. In a browser
   * each window has a copy of the store that nobody updates: there the marker tells what the copy does not.
   * The error `keys.replaced` when another window has a newer pair that can't be read here.
   */
  async refresh(): Promise<HcpError | undefined> {
    await this.ready;
    const answer = await this.readVault();
    if (!answer) return undefined;
    const { stored } = answer;
    if (!isSamePair(stored, this.record)) await this.takeOver(stored);
    if (!this.record || this.unsaved) return undefined;
    return this.compareMarker(this.record);
  }

  dispose(): void {
    this.subscription.dispose();
    this.changes.dispose();
  }

  private async takeOver(stored: VaultRecord | undefined): Promise<void> {
    if (this.unsaved && (!stored || stored.obtainedAt <= (this.record?.obtainedAt ?? ''))) return;
    if (!stored) {
      this.leftBehind = undefined;
      return this.followSignOut();
    }
    if (stored.accessKeyId === this.leftBehind) return;
    this.record = stored;
    this.unsaved = false;
    this.marker = markerOf(stored);
    this.changes.fire('keys');
  }

  /** What the shared memory says of a pair that the secret store still shows. */
  private async compareMarker({ accessKeyId, obtainedAt }: VaultRecord): Promise<HcpError | undefined> {
    const marker = this.deps.memory.keyMarker;
    if (marker?.accessKeyId === accessKeyId) {
      this.seenMarkerOf = accessKeyId;
      return undefined;
    }
    if (marker) {
      return marker.obtainedAt > obtainedAt
        ? new HcpError('keys.replaced', { accessKeyId: marker.accessKeyId })
        : undefined;
    }
    if (this.seenMarkerOf !== accessKeyId) return undefined;
    this.leftBehind = accessKeyId;
    await this.followSignOut();
    return undefined;
  }

  private async load(): Promise<void> {
    this.marker = this.deps.memory.keyMarker;
    const stored = (await this.readVault())?.stored;
    // A pair that was taken over in the meantime is newer than what the store answers.
    if (!stored || this.record) return;
    this.record = stored;
    if (this.marker?.accessKeyId !== stored.accessKeyId) await this.setMarker(stored);
    else this.seenMarkerOf = stored.accessKeyId;
    this.changes.fire('keys');
  }

  /** A pair is deleted from the store only by signing out, which holds for all windows. */
  private async followSignOut(): Promise<void> {
    this.clear();
    await endSession(this.deps.portal, this.deps.log);
  }

  private clear(): void {
    // The same pair may come back later, before its marker does.
    this.seenMarkerOf = undefined;
    if (!this.record && !this.marker && !this.session) return;
    this.record = undefined;
    this.marker = undefined;
    this.unsaved = false;
    this.session = false;
    this.waiting = false;
    this.changes.fire('signedOut');
  }

  private async setMarker(record: VaultRecord): Promise<void> {
    this.marker = markerOf(record);
    try {
      await this.deps.memory.setKeyMarker(this.marker);
      this.seenMarkerOf = record.accessKeyId;
    } catch (error) {
      this.deps.log.warn('The marker of the key pair could not be remembered.', toHcpError(error).code);
    }
  }

  /** Undefined when the store does not answer, which is not the same as holding nothing. */
  private async readVault(): Promise<{ readonly stored: VaultRecord | undefined } | undefined> {
    try {
      return { stored: await this.deps.vault.read() };
    } catch (error) {
      this.deps.log.warn('The secret store could not be read.', toHcpError(error).facts);
      return undefined;
    }
  }
}

const signOutTimeMs = 5_000;

/** Ends the portal's session as far as it can be reached. Never rejects. */
export async function endSession(portal: Portal, log: Log): Promise<void> {
  try {
    await portal.signOut(AbortSignal.timeout(signOutTimeMs));
  } catch (error) {
    log.info('The portal could not be told of the sign-out.', toHcpError(error).code);
  }
}

function markerOf({ accessKeyId, userName, obtainedAt }: VaultRecord): KeyMarker {
  return { accessKeyId, obtainedAt, ...(userName === undefined ? {} : { userName }) };
}
