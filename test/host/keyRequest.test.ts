import assert from 'node:assert/strict';
import { HcpError } from '../../src/core/errors';
import { acquireWindowLock, newHolder } from '../../src/host/account/windowLock';
import { requestKeys } from '../../src/host/account/requestKeys';
import type { ReceivedPair } from '../../src/host/account/sendKeyRequest';
import { settleReceivedPair } from '../../src/host/account/settleReceivedPair';
import { showStartNotices } from '../../src/host/account/startNotices';
import { withSession } from '../../src/host/account/withSession';
import {
  hasCode,
  keyRequests,
  newEditor,
  openWindow,
  sandbox,
  type AccountWindow,
  type Editor,
} from './accountWindow';
import { Dialogues } from './dialogues';

const yes = 'Request New Pair';
const other = {
  accessKeyId: 'AKIAEXAMPLEEXAMPLE00',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  obtainedAt: '2026-11-22T10:00:00.000Z',
};

describe('requesting keys', () => {
  let editor: Editor;
  let dialogues: Dialogues;
  let window: AccountWindow;

  beforeEach(async () => {
    await sandbox('reset');
    editor = await newEditor();
    dialogues = new Dialogues();
    dialogues.answer = ({ buttons }) => buttons.find((button) => button === yes);
    window = openWindow(editor);
    await window.signIn('accepted');
  });

  afterEach(async () => {
    window.close();
    dialogues.dispose();
    await sandbox('reset');
  });

  const request = (of = window, dataset?: string): Promise<ReceivedPair | undefined> => {
    const signIn = () => of.signIn('accepted').then(() => true);
    const signal = new AbortController().signal;
    return requestKeys(of, (work) => withSession(of, signIn, work, signal), dataset);
  };
  const stored = async () => (await window.vault.read())?.accessKeyId;

  it('asks, sends once, and stores the pair before anything else', async () => {
    const received = await request();
    assert.equal(await keyRequests(), 1);
    assert.equal(dialogues.messages.length, 1);
    assert.equal(dialogues.messages[0]?.modal, true);
    assert.match(dialogues.messages[0].detail ?? '', /disables the former one/);
    assert.equal(await stored(), received?.record.accessKeyId);
    assert.equal((await window.vault.read())?.userName, 'accepted');
    assert.equal(window.memory.requestMarker, undefined);
  });

  it('waits until the bucket knows the pair', async () => {
    await sandbox('switches', { keyDelayMs: 1_500 });
    const received = await request();
    assert.ok(received);
    const settled = settleReceivedPair(window, received);
    assert.equal(window.model.waitingForKeys, true);
    await settled;
    assert.equal(window.model.waitingForKeys, false);
    const store = window.storeFor(received.record);
    assert.equal((await store.list({ prefix: 'HCP_1200/', maxKeys: 1 })).objects.length, 1);
    store.dispose();
    assert.match(dialogues.messages.at(-1)?.message ?? '', /works/);
  });

  it('names the pair that it disables', async () => {
    await window.model.keep(other);
    await request();
    assert.match(dialogues.messages[0]?.detail ?? '', new RegExp(other.accessKeyId));
  });

  it('sends nothing when the question is dismissed', async () => {
    dialogues.answer = () => undefined;
    assert.equal(await request(), undefined);
    assert.equal(await keyRequests(), 0);
    assert.equal(window.memory.requestMarker, undefined);
  });

  it('asks to accept the terms first', async () => {
    await assert.rejects(
      request(window, 'HCP_Retest'),
      (error) => HcpError.is(error, 'portal.termsRequired') && error.facts.datasetId === 'HCP_Retest',
    );
    assert.equal(await keyRequests(), 0);
  });

  it('works where the dataset page can’t be read', async () => {
    await sandbox('switches', { changedPage: true });
    assert.ok(await request(window, 'HCP_YA'));
    assert.equal(await keyRequests(), 1);
  });

  for (const keyAnswer of ['lost', 'status500AfterReset', 'status500']) {
    it(`says that the answer is lost (${keyAnswer}), now and at the next start, and sends nothing again`, async () => {
      await sandbox('switches', { keyAnswer });
      await window.model.keep(other);
      await assert.rejects(request(), hasCode('keys.answerLost'));
      assert.equal(await keyRequests(), 1);
      assert.equal(await stored(), other.accessKeyId);
      assert.equal(window.memory.requestMarker?.lost, true);

      const reported: unknown[] = [];
      const next = openWindow(editor);
      const services = { report: (error: unknown) => Promise.resolve(void reported.push(error)) };
      await showStartNotices(services, next);
      await showStartNotices(services, next);
      next.close();
      assert.equal(reported.length, 1);
      assert.ok(hasCode('keys.answerLost')(reported[0]));
      assert.equal(await keyRequests(), 1);
    });
  }

  async function sent(): Promise<void> {
    while ((await keyRequests()) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  it('says nothing of a lost answer when the person brought a pair by hand in the meantime', async () => {
    await sandbox('switches', { keyAnswer: 'lost', keyAnswerDelayMs: 300 });
    const asked = request();
    await sent();
    await window.model.keep(other);
    assert.equal(await asked, undefined);
    assert.equal(await stored(), other.accessKeyId);
    assert.equal(window.memory.requestMarker, undefined);
  });

  it('forgets the lost answer once a new pair is stored', async () => {
    await sandbox('switches', { keyAnswer: 'lost' });
    await assert.rejects(request(), hasCode('keys.answerLost'));
    await sandbox('switches', { keyAnswer: 'jsonString' });
    assert.ok(await request());
    assert.equal(window.memory.requestMarker, undefined);
    assert.equal(await keyRequests(), 2);
  });

  it('knows that an unreachable portal has disabled nothing', async () => {
    const datasets = window.portal.datasets.bind(window.portal);
    window.portal.datasets = async (signal) => {
      const found = await datasets(signal);
      await sandbox('stop', { server: 'portal' });
      return found;
    };
    const failure: unknown = await request().catch((error: unknown) => error);
    await sandbox('start', { server: 'portal' });
    assert.ok(hasCode('keys.notRequested')(failure), String(failure));
    assert.equal(window.memory.requestMarker, undefined);
    assert.equal(await keyRequests(), 0);
  });

  it('asks anew when the session ended before the yes', async () => {
    const datasets = window.portal.datasets.bind(window.portal);
    let expired = false;
    window.portal.datasets = async (signal) => {
      const found = await datasets(signal);
      if (!expired) await sandbox('sessions/expire');
      expired = true;
      return found;
    };
    assert.ok(await request());
    assert.equal(dialogues.messages.length, 2);
    assert.match(dialogues.messages[1]?.detail ?? '', /session was over/);
    assert.equal(await keyRequests(), 1);
  });

  it('asks anew when another window stored a pair after the question', async () => {
    const elsewhere = openWindow(editor);
    await elsewhere.model.ready;
    let stored: Promise<void> | undefined;
    dialogues.answer = () => {
      stored ??= elsewhere.model.keep(other);
      return yes;
    };
    await request();
    await stored;
    elsewhere.close();
    assert.equal(dialogues.messages.length, 2);
    assert.match(dialogues.messages[1]?.detail ?? '', /AKIAEXAMPLEEXAMPLE00/);
    assert.equal(await keyRequests(), 1);
  });

  it('leaves it to the other window while that one is requesting', async () => {
    const lock = await acquireWindowLock(editor.globalStorageUri.fsPath, 'key-request', newHolder());
    assert.ok(lock);
    await assert.rejects(request(), hasCode('keys.requestRunning'));
    await lock.release();
    assert.equal(await keyRequests(), 0);
    assert.ok(await request());
  });

  it('sends one request for two windows that ask at the same time', async () => {
    const second = openWindow(editor);
    await second.signIn('accepted');
    await sandbox('switches', { keyAnswerDelayMs: 300 });
    const results = await Promise.allSettled([request(), request(second)]);
    second.close();
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal(await keyRequests(), 1);
  });

  it('offers to save a pair that could not be stored, and loses nothing', async () => {
    await sandbox('switches', { keyDelayMs: 0 });
    editor.secrets.fails = true;
    const received = await request();
    assert.ok(received);
    assert.equal(received.stored, false);
    await settleReceivedPair(window, received);
    const offer = dialogues.messages.find(({ buttons }) => buttons.includes('Save Key Pair…'));
    assert.equal(offer?.modal, true);
    assert.deepEqual((await window.model.keyPair()).accessKeyId, received.record.accessKeyId);
  });

  it('logs neither secret nor password', async () => {
    const received = await request();
    assert.ok(received);
    const text = window.lines.join('\n');
    assert.ok(text.length > 0);
    assert.ok(!text.includes(received.record.secretAccessKey));
    assert.ok(!text.includes('sandbox-only-accepted'));
  });
});
