import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createAccount, type AccountFeature } from '../../src/host/account/account';
import { noToken, providerId, registerAuthentication } from '../../src/host/account/authentication';
import { newEditor, openWindow, sandbox, type AccountWindow } from './accountWindow';
import { Dialogues } from './dialogues';
import { activateExtension } from './inside/extension';
import { eventually, pairOf, signOut, useKeys } from './inside/keys';

const accounts = async () => (await vscode.authentication.getAccounts(providerId)).map(({ label }) => label);
const silently = () => vscode.authentication.getSession(providerId, [], { silent: true });

describe('the account in VS Code’s account menu', () => {
  before(() => activateExtension());

  it('is not there before there are keys or a session', async () => {
    assert.deepEqual(await accounts(), []);
    assert.equal(await silently(), undefined);
  });

  it('comes and goes with the pair, and tells so', async () => {
    const pair = await pairOf('researcher');
    let told = 0;
    const listening = vscode.authentication.onDidChangeSessions(({ provider }) => {
      if (provider.id === providerId) told += 1;
    });
    await useKeys(pair);
    assert.deepEqual(await accounts(), [pair.accessKeyId]);
    await eventually(() => assert.equal(told, 1));
    await signOut();
    assert.deepEqual(await accounts(), []);
    await eventually(() => assert.equal(told, 2));
    listening.dispose();
  });

  it('is kept from an extension that the person has not allowed to use it', async () => {
    await useKeys(await pairOf('researcher'));
    assert.equal(await silently(), undefined);
    await signOut();
  });
});

describe('the session that extensions get', () => {
  let window: AccountWindow;
  let dialogues: Dialogues;
  let account: AccountFeature;
  let provider: vscode.AuthenticationProvider;
  let registered: vscode.Disposable;

  beforeEach(async () => {
    await sandbox('reset');
    window = openWindow(await newEditor());
    dialogues = new Dialogues();
    account = createAccount(window);
    const { registerAuthenticationProvider } = vscode.authentication;
    const replace = (value: unknown) =>
      Object.defineProperty(vscode.authentication, 'registerAuthenticationProvider', {
        value,
        configurable: true,
      });
    replace((_id: string, _label: string, given: vscode.AuthenticationProvider) => {
      provider = given;
      return { dispose: () => undefined };
    });
    registered = registerAuthentication(account);
    replace(registerAuthenticationProvider);
  });

  afterEach(() => {
    registered.dispose();
    account.dispose();
    dialogues.dispose();
    window.close();
  });

  const keep = async () => {
    const pair = await pairOf('researcher');
    await account.flow.model.keep({ ...pair, userName: 'researcher', obtainedAt: new Date().toISOString() });
    return pair;
  };

  it('names the account and holds no secret, for any scope but those that do not exist', async () => {
    const { secretAccessKey } = await keep();
    const sessions = await provider.getSessions(undefined, {});
    const expected = { id: 'researcher', label: 'researcher' };
    assert.deepEqual(sessions, [{ id: 'researcher', account: expected, scopes: [], accessToken: noToken }]);
    assert.ok(!JSON.stringify(sessions).includes(secretAccessKey));
    assert.deepEqual(await provider.getSessions(['keys'], {}), []);
    await assert.rejects(Promise.resolve(provider.createSession(['keys'], {})), /no scopes/);
  });

  it('ends the account when it is removed, after the question', async () => {
    await keep();
    await provider.removeSession('researcher');
    assert.equal(account.state, 'ready', 'the question was dismissed');
    dialogues.answer = () => 'Sign Out';
    await provider.removeSession('researcher');
    assert.equal(account.state, 'signedOut');
    assert.deepEqual(await provider.getSessions(undefined, {}), []);
  });

  it('is told when it comes, changes its name, and goes', async () => {
    const told: (readonly [readonly string[], readonly string[]])[] = [];
    const ids = (sessions: readonly vscode.AuthenticationSession[] | undefined) =>
      (sessions ?? []).map(({ id }) => id);
    provider.onDidChangeSessions(({ added, removed }) => told.push([ids(added), ids(removed)]));
    const { accessKeyId, secretAccessKey } = await pairOf('researcher');
    await account.flow.model.keep({ accessKeyId, secretAccessKey, obtainedAt: new Date().toISOString() });
    await keep();
    await account.flow.model.forget();
    assert.deepEqual(told, [
      [[accessKeyId], []],
      [['researcher'], [accessKeyId]],
      [[], ['researcher']],
    ]);
  });
});
