import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { createS3ObjectStore } from '../../src/core/bucket/s3ObjectStore';
import { HcpError } from '../../src/core/errors';
import { createBalsaPortal } from '../../src/core/portal/balsa';
import { AccountMemory } from '../../src/host/account/accountMemory';
import { AccountModel } from '../../src/host/account/accountModel';
import type { Flow } from '../../src/host/account/flow';
import { createSecretVault } from '../../src/host/account/secretVault';
import { Settings } from '../../src/host/settings';

/** What outlives a window: the secret store, the small memory, and the folder for locks. */
export interface Editor {
  readonly secrets: SharedSecrets;
  readonly globalState: vscode.Memento & { setKeysForSync(): void };
  readonly globalStorageUri: vscode.Uri;
}

export async function newEditor(): Promise<Editor> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hcp-account-'));
  return { secrets: new SharedSecrets(), globalState: memento(), globalStorageUri: vscode.Uri.file(folder) };
}

/** A secret store that several windows share, and that can be told to fail or to forget. */
export class SharedSecrets implements vscode.SecretStorage {
  fails = false;
  private entries = new Map<string, string>();
  private readonly changes = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  readonly onDidChange = this.changes.event;

  keys(): Promise<string[]> {
    return Promise.resolve([...this.entries.keys()]);
  }
  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.entries.get(key));
  }
  store(key: string, value: string): Promise<void> {
    if (this.fails) return Promise.reject(new Error('no keyring'));
    this.entries.set(key, value);
    this.changes.fire({ key });
    return Promise.resolve();
  }
  delete(key: string): Promise<void> {
    if (this.fails) return Promise.reject(new Error('no keyring'));
    this.entries.delete(key);
    this.changes.fire({ key });
    return Promise.resolve();
  }
  /** As each window of an editor in a browser has one: nobody tells it what another window stores. */
  copy(): SharedSecrets {
    const copy = new SharedSecrets();
    copy.entries = new Map(this.entries);
    return copy;
  }
  /** As after a restart of an editor whose secrets do not last: nobody is told. */
  forgetSilently(): void {
    this.entries.clear();
  }
}

function memento(): Editor['globalState'] {
  const entries = new Map<string, unknown>();
  return {
    keys: () => [...entries.keys()],
    get: <T>(key: string, fallback?: T) => (entries.has(key) ? (entries.get(key) as T) : fallback),
    update: (key, value) => {
      if (value === undefined) entries.delete(key);
      else entries.set(key, value);
      return Promise.resolve();
    },
    setKeysForSync: () => undefined,
  };
}

/** The account of one window, without its commands. */
export interface AccountWindow extends Flow {
  /** All that was logged. */
  readonly lines: readonly string[];
  readonly changes: readonly string[];
  /** Signs in at the portal without the dialogue. */
  signIn(userName: string): Promise<void>;
  close(): void;
}

export function openWindow(editor: Editor): AccountWindow {
  const lines: string[] = [];
  const changes: string[] = [];
  const write = (...parts: unknown[]) => void lines.push(parts.map((part) => JSON.stringify(part)).join(' '));
  const log = { info: write, warn: write, error: write };
  const settings = new Settings();
  const portal = createBalsaPortal({ address: () => settings.portalUrl, log: write });
  const vault = createSecretVault(editor.secrets);
  const memory = new AccountMemory(editor.globalState);
  const model = new AccountModel({ vault, memory, portal, log });
  model.onDidChange((change) => changes.push(change));
  return {
    context: editor,
    log,
    portal,
    vault,
    memory,
    model,
    lines,
    changes,
    storeFor: (pair) =>
      createS3ObjectStore({ address: () => settings.bucketAddress, keyPair: () => Promise.resolve(pair) }),
    async signIn(userName) {
      await portal.signIn(userName, `sandbox-only-${userName}`);
      model.openSession();
    },
    close: () => model.dispose(),
  };
}

/** Resolves when the window's account has told of the change. */
export function heard(window: AccountWindow, change: string): Promise<void> {
  if (window.changes.includes(change)) return Promise.resolve();
  return new Promise((resolve) => {
    const listening = window.model.onDidChange((told) => {
      if (told !== change) return;
      listening.dispose();
      resolve();
    });
  });
}

/** For `assert.rejects`. */
export function hasCode(...codes: Parameters<typeof HcpError.is>[1][]) {
  return (error: unknown) => HcpError.is(error, ...codes);
}

/** Sends a command to the sandbox that the settings point to: to its bucket, as the portal may be down. */
export async function sandbox<T>(command: string, body: object = {}): Promise<T> {
  const answer = await fetch(new URL(`/_sandbox/${command}`, new Settings().bucketAddress.endpoint), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${command}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** How many key requests have reached the portal since the last reset. */
export async function keyRequests(): Promise<number> {
  const requests = await sandbox<readonly { readonly name: string }[]>('requests');
  return requests.filter(({ name }) => name.startsWith('/project/aws')).length;
}
