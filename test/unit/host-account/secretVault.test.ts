import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type * as vscode from 'vscode';
import { HcpError } from '../../../src/core/errors';
import { createSecretVault } from '../../../src/host/account/secretVault';
import { formatVaultRecord, parseVaultRecord, type VaultRecord } from '../../../src/host/account/vaultRecord';

const record: VaultRecord = {
  accessKeyId: 'AKIAEXAMPLEEXAMPLE00',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  userName: 'ada',
  obtainedAt: '2026-11-22T10:00:00.000Z',
};

/** A secret store in memory that can be told to misbehave. */
function secretStore(manners: { readonly forgets?: boolean; readonly fails?: boolean } = {}) {
  const entries = new Map<string, string>();
  const listeners = new Set<(event: vscode.SecretStorageChangeEvent) => void>();
  const change = (key: string, work: () => void) => {
    if (manners.fails) return Promise.reject(new Error(`no keyring for ${record.secretAccessKey}`));
    work();
    listeners.forEach((listener) => listener({ key }));
    return Promise.resolve();
  };
  return {
    entries,
    get: (key: string) =>
      manners.fails ? Promise.reject(new Error('no keyring')) : Promise.resolve(entries.get(key)),
    store: (key: string, value: string) =>
      change(key, () => (manners.forgets ? undefined : entries.set(key, value))),
    delete: (key: string) => change(key, () => entries.delete(key)),
    keys: () => Promise.resolve([...entries.keys()]),
    onDidChange: (listener: (event: vscode.SecretStorageChangeEvent) => void) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
  };
}

describe('the vault', () => {
  it('keeps one JSON secret and gives it back', async () => {
    const secrets = secretStore();
    await createSecretVault(secrets).write(record);
    assert.deepEqual(
      [...secrets.entries.values()].map((text) => JSON.parse(text) as unknown),
      [record],
    );
    assert.deepEqual(await createSecretVault(secrets).read(), record);
    await createSecretVault(secrets).wipe();
    assert.equal(await createSecretVault(secrets).read(), undefined);
  });

  it('notices a store that keeps nothing', async () => {
    await assert.rejects(
      createSecretVault(secretStore({ forgets: true })).write(record),
      isNotStored('readBack'),
    );
  });

  it('tells what failed, and never what was to be stored', async () => {
    const vault = createSecretVault(secretStore({ fails: true }));
    await assert.rejects(vault.read(), isNotStored('read'));
    await assert.rejects(vault.wipe(), isNotStored('delete'));
    const failure = await vault.write(record).catch((error: unknown) => error);
    assert.ok(isNotStored('write')(failure));
    assert.ok(!inspect(failure, { depth: 9 }).includes(record.secretAccessKey));
  });

  it('takes a record that it can’t read as none', async () => {
    const secrets = secretStore();
    secrets.entries.set('hcp.keyPair', '{"accessKeyId":"AKIA"}');
    assert.equal(await createSecretVault(secrets).read(), undefined);
    secrets.entries.set('hcp.keyPair', 'no JSON');
    assert.equal(await createSecretVault(secrets).read(), undefined);
  });

  it('tells of changes to its own secret only', async () => {
    const secrets = secretStore();
    let changes = 0;
    const listening = createSecretVault(secrets).onDidChange(() => (changes += 1));
    await secrets.store('another', 'x');
    assert.equal(changes, 0);
    await createSecretVault(secrets).write(record);
    assert.equal(changes, 1);
    listening.dispose();
    await createSecretVault(secrets).wipe();
    assert.equal(changes, 1);
  });
});

describe('the vault’s record', () => {
  it('survives being written and read, with and without a user name', () => {
    assert.deepEqual(parseVaultRecord(formatVaultRecord(record)), record);
    const { accessKeyId, secretAccessKey, obtainedAt } = record;
    const nameless = { accessKeyId, secretAccessKey, obtainedAt };
    assert.deepEqual(parseVaultRecord(formatVaultRecord(nameless)), nameless);
  });

  it('holds nothing but its four fields', () => {
    const text = formatVaultRecord({ ...record, password: 'x' } as VaultRecord);
    assert.deepEqual(Object.keys(JSON.parse(text) as object), [
      'accessKeyId',
      'secretAccessKey',
      'userName',
      'obtainedAt',
    ]);
  });

  for (const text of ['', '[]', 'null', JSON.stringify({ ...record, secretAccessKey: 'short' })]) {
    it(`refuses ${text.slice(0, 20) || 'nothing'}`, () => {
      assert.throws(
        () => parseVaultRecord(text),
        (error) => HcpError.is(error, 'keys.malformed'),
      );
    });
  }
});

function isNotStored(operation: string) {
  return (error: unknown) => HcpError.is(error, 'keys.notStored') && error.facts.operation === operation;
}
