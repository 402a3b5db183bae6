import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { KeyPair } from '../../../src/core/keyPair';
import type { CommandId } from '../../../src/host/ids';
import { sandbox } from '../accountWindow';
import { Dialogues } from '../dialogues';

/** Where the vault keeps the pair in the extension's SecretStorage. */
export const secretId = 'hcp.keyPair';

export async function pairOf(userName: string): Promise<KeyPair> {
  const { keys } = await sandbox<{ readonly keys: KeyPair }>('account', { userName });
  return keys;
}

export function run(command: CommandId, ...args: readonly unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(command, ...args);
}

/** `HCP: Use Existing AWS Keys` with a pair in the `[hcp]` profile, as a person would; a former pair is replaced. */
export async function useKeys({ accessKeyId, secretAccessKey }: KeyPair): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hcp-profile-'));
  const file = path.join(folder, 'credentials');
  const before = process.env.AWS_SHARED_CREDENTIALS_FILE;
  const dialogues = new Dialogues();
  dialogues.answer = ({ buttons }) => buttons.find((button) => button === 'Replace');
  try {
    await writeFile(
      file,
      `[hcp]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    );
    process.env.AWS_SHARED_CREDENTIALS_FILE = file;
    await run('hcp.useExistingKeys', 'profile');
    assert.match(dialogues.messages.at(-1)?.message ?? 'nothing was said', new RegExp(accessKeyId));
  } finally {
    if (before === undefined) delete process.env.AWS_SHARED_CREDENTIALS_FILE;
    else process.env.AWS_SHARED_CREDENTIALS_FILE = before;
    dialogues.dispose();
    await rm(folder, { recursive: true });
  }
}

export async function signOut(): Promise<void> {
  const dialogues = new Dialogues();
  dialogues.answer = () => 'Sign Out';
  try {
    await run('hcp.signOut');
  } finally {
    dialogues.dispose();
  }
}

/** Repeats a check that something else has to bring about, until it holds. @throws its last failure after 5 s */
export async function eventually(check: () => Promise<void> | void): Promise<void> {
  const end = Date.now() + 5_000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await pause(50);
    }
  }
}

/** Fails unless the work is refused by VS Code's file services with this code, in such words. */
export async function refused(work: Thenable<unknown>, code: string, words = /./): Promise<void> {
  await assert.rejects(Promise.resolve(work), (error) => {
    assert.ok(error instanceof vscode.FileSystemError, String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, words);
    return true;
  });
}
