import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { HcpError } from '../../src/core/errors';
import type { KeyPair } from '../../src/core/keyPair';
import { readPastedPair } from '../../src/host/account/pastedPair';
import { newHolder } from '../../src/host/account/windowLock';
import { saveKeyPair } from '../../src/host/account/saveKeyPair';
import { signOut } from '../../src/host/account/signOut';
import { useExistingKeys } from '../../src/host/account/useExistingKeys';
import { hasCode, newEditor, openWindow, sandbox, type AccountWindow } from './accountWindow';
import { assertPrivate } from './assertPrivate';
import { Dialogues } from './dialogues';

const profileLabel = 'Save as the [hcp] Profile of the AWS Tools';

describe('a pair that the person has', () => {
  let window: AccountWindow;
  let dialogues: Dialogues;
  let folder: string;
  let file: string;
  let pair: KeyPair;
  const before = process.env.AWS_SHARED_CREDENTIALS_FILE;

  beforeEach(async () => {
    await sandbox('reset');
    pair = (await sandbox<{ readonly keys: KeyPair }>('account', { userName: 'researcher' })).keys;
    window = openWindow(await newEditor());
    dialogues = new Dialogues();
    folder = await mkdtemp(path.join(tmpdir(), 'hcp-keys-'));
    file = path.join(folder, 'pair.txt');
    dialogues.file = vscode.Uri.file(file);
    process.env.AWS_SHARED_CREDENTIALS_FILE = path.join(folder, 'aws', 'credentials');
  });

  afterEach(async () => {
    if (before === undefined) delete process.env.AWS_SHARED_CREDENTIALS_FILE;
    else process.env.AWS_SHARED_CREDENTIALS_FILE = before;
    window.close();
    dialogues.dispose();
    await rm(folder, { recursive: true, force: true });
    await sandbox('reset');
  });

  const write = (given: KeyPair) => writeFile(file, `${given.accessKeyId}\n${given.secretAccessKey}\n`);
  const keep = () => window.model.keep({ ...pair, obtainedAt: new Date().toISOString() });
  const lastMessage = () => dialogues.messages.at(-1)?.message ?? '';

  describe('from a file', () => {
    it('is tested, stored, and told what it opens', async () => {
      await write(pair);
      assert.equal(await useExistingKeys(window, 'file'), true);
      assert.equal((await window.vault.read())?.accessKeyId, pair.accessKeyId);
      assert.match(lastMessage(), /opens HCP_1200, HCP_900, HCP, HCP_Resources\. .*HCP_Retest/);
      assert.equal(window.memory.lastCheckOf(pair.accessKeyId)?.outcome, 'works');
    });

    it('settles a key request whose answer was lost, when it works', async () => {
      await window.memory.setRequestMarker({ holder: newHolder(), datasetId: 'HCP_YA', lost: true });
      await write({ ...pair, secretAccessKey: `${pair.secretAccessKey.slice(1)}A` });
      await assert.rejects(useExistingKeys(window, 'file'), hasCode('keys.secret'));
      assert.equal(window.memory.requestMarker?.lost, true);
      await write(pair);
      await useExistingKeys(window, 'file');
      assert.equal(window.memory.requestMarker, undefined);
    });

    it('is refused for its wrong secret', async () => {
      await write({ ...pair, secretAccessKey: `${pair.secretAccessKey.slice(1)}A` });
      await assert.rejects(useExistingKeys(window, 'file'), hasCode('keys.secret'));
      assert.equal(await window.vault.read(), undefined);
    });

    it('is not stored when the bucket does not know it; trying again is offered', async () => {
      await write(pair);
      await sandbox('keys/kill', { userName: 'researcher' });
      let tries = 0;
      dialogues.answer = () => ((tries += 1) === 1 ? 'Try Again' : undefined);
      assert.equal(await useExistingKeys(window, 'file'), false);
      assert.equal(tries, 2);
      assert.match(lastMessage(), new RegExp(pair.accessKeyId));
      assert.equal(await window.vault.read(), undefined);
    });

    for (const code of ['bucket.unreachable', 'bucket.address', 'keys.clock'] as const) {
      it(`is stored untested on the person’s word when it is not the pair: ${code}`, async () => {
        await write(pair);
        const troubled = {
          ...window,
          storeFor: () => ({
            ...window.storeFor(pair),
            list: () => Promise.reject(new HcpError(code)),
          }),
        };
        assert.equal(await useExistingKeys(troubled, 'file'), false);
        dialogues.answer = ({ buttons }) => buttons.find((button) => button === 'Keep Anyway');
        assert.equal(await useExistingKeys(troubled, 'file'), true);
        assert.match(lastMessage(), /not tested/);
      });
    }

    it('is stored although it opens no release yet', async () => {
      await write(pair);
      const locked = {
        ...window,
        storeFor: () => ({
          ...window.storeFor(pair),
          list: () => Promise.reject(new HcpError('bucket.denied')),
        }),
      };
      assert.equal(await useExistingKeys(locked, 'file'), true);
      assert.match(lastMessage(), /opens no release yet/);
    });

    it('is no pair', async () => {
      await writeFile(file, 'nothing of the kind');
      await assert.rejects(useExistingKeys(window, 'file'), hasCode('keys.malformed'));
      await writeFile(file, 'x'.repeat(100_000));
      await assert.rejects(useExistingKeys(window, 'file'), hasCode('keys.malformed'));
      await rm(file);
      await assert.rejects(useExistingKeys(window, 'file'), hasCode('disk.failed'));
    });

    it('replaces another one only after a yes', async () => {
      const kept = { accessKeyId: 'AKIAEXAMPLEEXAMPLE00', secretAccessKey: pair.secretAccessKey };
      await window.model.keep({ ...kept, obtainedAt: new Date().toISOString() });
      await write(pair);
      assert.equal(await useExistingKeys(window, 'file'), false);
      assert.equal(window.model.kept?.accessKeyId, kept.accessKeyId);
      dialogues.answer = ({ buttons }) => buttons.find((button) => button === 'Replace');
      assert.equal(await useExistingKeys(window, 'file'), true);
      assert.equal(window.model.kept?.accessKeyId, pair.accessKeyId);
    });
  });

  describe('saved', () => {
    beforeEach(keep);

    it('is a private file that can be read again', async () => {
      dialogues.pick = 'Save to a File…';
      assert.equal(await saveKeyPair(window), true);
      await assertPrivate(file);
      assert.deepEqual(readPastedPair(await readFile(file, 'utf8')), pair);
    });

    it('replaces a file that others could read by a private one', async () => {
      await writeFile(file, 'old');
      await chmod(file, 0o644);
      dialogues.pick = 'Save to a File…';
      await saveKeyPair(window);
      await assertPrivate(file);
    });

    it('is a profile that can be used again, and leaves the others alone', async () => {
      dialogues.pick = profileLabel;
      assert.equal(await saveKeyPair(window), true);
      const credentials = process.env.AWS_SHARED_CREDENTIALS_FILE ?? '';
      const others = '[default]\naws_access_key_id=AKIADEFAULTDEFAULT00\n# mine\n';
      await writeFile(credentials, others + (await readFile(credentials, 'utf8')));
      await saveKeyPair(window);
      assert.ok((await readFile(credentials, 'utf8')).startsWith(others));
      await window.model.forget();
      assert.equal(await useExistingKeys(window, 'profile'), true);
      assert.equal(window.model.kept?.accessKeyId, pair.accessKeyId);
    });

    it('replaces another pair in the profile only after a yes', async () => {
      dialogues.pick = profileLabel;
      await saveKeyPair(window);
      await window.model.keep({
        accessKeyId: 'AKIAEXAMPLEEXAMPLE00',
        secretAccessKey: pair.secretAccessKey,
        obtainedAt: new Date().toISOString(),
      });
      assert.equal(await saveKeyPair(window), false);
      assert.match(dialogues.messages.at(-1)?.detail ?? '', new RegExp(pair.accessKeyId));
      dialogues.answer = ({ buttons }) => buttons.find((button) => button === 'Replace');
      assert.equal(await saveKeyPair(window), true);
    });

    it('is asked about twice inside of the workspace', async () => {
      const inside = vscode.workspace.workspaceFolders?.[0];
      assert.ok(inside, 'these tests run in a window with a folder');
      dialogues.file = vscode.Uri.joinPath(inside.uri, 'pair.txt');
      dialogues.pick = 'Save to a File…';
      assert.equal(await saveKeyPair(window), false);
      assert.match(lastMessage(), /belongs to the workspace/);
      await assert.rejects(stat(dialogues.file.fsPath));
    });

    it('is not saved where it can’t be made private', async () => {
      dialogues.file = vscode.Uri.from({ scheme: 'vscode-local', path: file });
      dialogues.pick = 'Save to a File…';
      assert.equal(await saveKeyPair(window), false);
      assert.match(lastMessage(), /not on the machine/);
      await assert.rejects(stat(file));
    });

    it('can be saved on the way out', async () => {
      dialogues.pick = 'Save to a File…';
      dialogues.answer = ({ buttons }) => buttons[0];
      assert.equal(await signOut(window), true);
      assert.deepEqual(readPastedPair(await readFile(file, 'utf8')), pair);
      assert.equal(window.model.state, 'signedOut');
    });
  });

  it('has nothing to save when there is none', async () => {
    await assert.rejects(saveKeyPair(window), hasCode('keys.missing'));
  });
});
