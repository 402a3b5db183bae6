import assert from 'node:assert/strict';
import type { KeyPair } from '../../src/core/keyPair';
import { sendKeyRequest } from '../../src/host/account/sendKeyRequest';
import { showStartNotices } from '../../src/host/account/startNotices';
import { signOut } from '../../src/host/account/signOut';
import { hasCode, heard, newEditor, openWindow, type AccountWindow, type Editor } from './accountWindow';
import { Dialogues } from './dialogues';

const pair: KeyPair = {
  accessKeyId: 'AKIAEXAMPLEEXAMPLE00',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const record = { ...pair, userName: 'ada', obtainedAt: '2026-11-22T10:00:00.000Z' };
const laterRecord = {
  accessKeyId: 'AKIAEXAMPLEEXAMPLE11',
  secretAccessKey: record.secretAccessKey,
  obtainedAt: '2026-11-23T10:00:00.000Z',
};

describe('the account', () => {
  let editor: Editor;
  let dialogues: Dialogues;
  let windows: AccountWindow[];
  const open = () => {
    const window = openWindow(editor);
    windows.push(window);
    return window;
  };

  beforeEach(async () => {
    editor = await newEditor();
    dialogues = new Dialogues();
    windows = [];
  });

  afterEach(() => {
    windows.forEach((window) => window.close());
    dialogues.dispose();
  });

  describe('with a kept pair', () => {
    it('is ready after a restart, without a session', async () => {
      const first = open();
      await first.model.keep(record);
      first.close();
      const next = open();
      await next.model.ready;
      assert.equal(next.model.state, 'ready');
      assert.equal(next.model.signedIn, false);
      assert.equal(next.model.userName, 'ada');
      assert.deepEqual(await next.model.keyPair(), pair);
      assert.deepEqual(next.changes, ['keys']);
    });

    it('reaches the other windows, and so does its replacement', async () => {
      const [one, other] = [open(), open()];
      await Promise.all([one.model.ready, other.model.ready]);
      assert.equal(other.model.state, 'signedOut');
      const told = heard(other, 'keys');
      await one.model.keep(record);
      await told;
      assert.equal(other.model.kept?.accessKeyId, record.accessKeyId);
      await other.model.keep(laterRecord);
      await one.model.refresh();
      assert.equal(one.model.kept?.accessKeyId, laterRecord.accessKeyId);
    });

    describe('in windows whose secret stores are copies, as in a browser', () => {
      const openCopy = async () => {
        const window = openWindow({ ...editor, secrets: editor.secrets.copy() });
        windows.push(window);
        await window.model.ready;
        return window;
      };

      it('is known to be replaced by another window, and nothing is requested', async () => {
        const one = open();
        await one.model.keep(record);
        const other = await openCopy();
        assert.equal(await other.model.refresh(), undefined);
        await one.model.keep(laterRecord);
        const replaced = await other.model.refresh();
        assert.equal(replaced?.code, 'keys.replaced');
        assert.deepEqual(replaced.facts, { accessKeyId: laterRecord.accessKeyId });
        await assert.rejects(sendKeyRequest(other, 'HCP_YA', record.accessKeyId), hasCode('keys.replaced'));
        assert.equal(await one.model.refresh(), undefined);
        assert.equal((await openCopy()).model.kept?.accessKeyId, laterRecord.accessKeyId);
      });

      it('is signed out with another window, and stays so', async () => {
        const one = open();
        await one.model.keep(record);
        const other = await openCopy();
        await one.model.forget();
        await other.model.refresh();
        assert.equal(other.model.state, 'signedOut');
        await other.model.refresh();
        assert.equal(other.model.state, 'signedOut');
        await other.model.keep(record);
        await other.model.refresh();
        assert.equal(other.model.state, 'ready');
      });

      it('is not taken for signed out because the memory never held it', async () => {
        const forgetful = { ...editor.globalState, update: () => Promise.reject(new Error('full')) };
        const window = openWindow({ ...editor, globalState: forgetful });
        windows.push(window);
        await window.model.keep(record);
        assert.equal(await window.model.refresh(), undefined);
        assert.equal(window.model.state, 'ready');
      });
    });

    it('is signed out in all windows at once', async () => {
      const [one, other] = [open(), open()];
      await one.model.keep(record);
      await heard(other, 'keys');
      dialogues.answer = () => 'Sign Out';
      assert.equal(await signOut(one), true);
      await heard(other, 'signedOut');
      assert.equal(other.model.state, 'signedOut');
      assert.deepEqual(await editor.secrets.keys(), []);
      assert.deepEqual(editor.globalState.keys(), []);
      await assert.rejects(other.model.keyPair(), hasCode('keys.missing'));
      assert.deepEqual(one.changes, ['keys', 'signedOut']);
    });

    it('is not signed out by a dismissed question, or by a store that does not delete', async () => {
      const window = open();
      await window.model.keep(record);
      assert.equal(await signOut(window), false);
      assert.deepEqual(dialogues.messages[0]?.buttons, ['Save Key Pair…', 'Sign Out']);
      dialogues.answer = () => 'Sign Out';
      editor.secrets.fails = true;
      await assert.rejects(signOut(window), hasCode('keys.notStored'));
      assert.equal(window.model.state, 'ready');
    });
  });

  describe('whose pair the editor forgot', () => {
    beforeEach(async () => {
      await open().model.keep(record);
      editor.secrets.forgetSilently();
    });

    it('says so, and offers a reset last', async () => {
      const window = open();
      await window.model.ready;
      assert.equal(window.model.state, 'keysForgotten');
      assert.equal(window.model.userName, 'ada');
      await showStartNotices({ report: unexpectedReport }, window);
      const [shown] = dialogues.messages;
      assert.match(shown?.message ?? '', /AKIAEXAMPLEEXAMPLE00/);
      assert.deepEqual(shown?.buttons, ['Read the Saved File…', 'Paste a Key Pair…', 'Request a New Pair…']);
    });

    it('is ready again once a pair is given', async () => {
      const window = open();
      await window.model.keep(laterRecord);
      assert.equal(window.model.state, 'ready');
      await showStartNotices({ report: unexpectedReport }, window);
      assert.deepEqual(dialogues.messages, []);
    });
  });

  describe('with a secret store that fails', () => {
    it('holds the pair in its window, and lets nothing take it away', async () => {
      const window = open();
      await window.model.ready;
      editor.secrets.fails = true;
      await assert.rejects(window.model.keep(record), hasCode('keys.notStored'));
      assert.equal(window.model.state, 'ready');
      assert.deepEqual(await window.model.keyPair(), pair);
      await window.model.refresh();
      assert.deepEqual(await window.model.keyPair(), pair);
    });

    it('remembers that there was a pair', async () => {
      editor.secrets.fails = true;
      await open()
        .model.keep(record)
        .catch(() => undefined);
      const next = open();
      await next.model.ready;
      assert.equal(next.model.state, 'keysForgotten');
    });
  });
});

function unexpectedReport(error: unknown): Promise<never> {
  throw error;
}
