import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { HcpError } from '../../src/core/errors';
import type { KeyPair } from '../../src/core/keyPair';
import { offerToClear } from '../../src/host/account/clearClipboard';
import { keysByHand } from '../../src/host/account/keysByHand';
import { newHolder } from '../../src/host/account/windowLock';
import { termsByHand } from '../../src/host/account/termsByHand';
import { newEditor, openWindow, sandbox, type AccountWindow } from './accountWindow';
import { Dialogues } from './dialogues';

const openPage = 'Open the Dataset’s Page in the Browser';
const watch = 'Watch the Clipboard';

describe('by hand', () => {
  let window: AccountWindow;
  let dialogues: Dialogues;
  let pair: KeyPair;
  let opened: string[];
  let clipboard: string;
  const before = { openExternal: vscode.env.openExternal, clipboard: vscode.env.clipboard };

  beforeEach(async () => {
    await sandbox('reset');
    pair = (await sandbox<{ readonly keys: KeyPair }>('account', { userName: 'researcher' })).keys;
    window = openWindow(await newEditor());
    dialogues = new Dialogues();
    opened = [];
    clipboard = '';
    replace('openExternal', (target: vscode.Uri) => Promise.resolve(opened.push(target.toString(true)) > 0));
    replace('clipboard', {
      readText: () => Promise.resolve(clipboard),
      writeText: (text: string) => Promise.resolve(void (clipboard = text)),
    });
  });

  afterEach(async () => {
    replace('openExternal', before.openExternal);
    replace('clipboard', before.clipboard);
    window.close();
    dialogues.dispose();
    await sandbox('reset');
  });

  const replace = (name: 'openExternal' | 'clipboard', value: unknown) =>
    Object.defineProperty(vscode.env, name, { value, configurable: true });
  const copy = (given: KeyPair) => (clipboard = `${given.accessKeyId}\n${given.secretAccessKey}`);
  const lastMessage = () => dialogues.messages.at(-1)?.message ?? '';

  it('opens the dataset’s page, takes the copied pair, tests and stores it, without a session', async () => {
    await window.memory.setRequestMarker({ holder: newHolder(), datasetId: 'HCP_YA', lost: true });
    copy(pair);
    dialogues.pick = [openPage, watch];
    assert.equal(await keysByHand(window), true);
    assert.deepEqual(opened, [window.portal.links.dataset('HCP_YA')]);
    assert.equal((await window.vault.read())?.accessKeyId, pair.accessKeyId);
    assert.match(lastMessage(), /works and is stored/);
    assert.ok(dialogues.messages.at(-1)?.buttons.includes('Save Key Pair…'));
    assert.equal(window.memory.requestMarker, undefined);
    assert.ok(!window.lines.join('\n').includes(pair.secretAccessKey));
  });

  it('offers to take the pair off the clipboard, and takes nothing else', async () => {
    copy(pair);
    dialogues.pick = ['I Have a Key Pair', watch];
    assert.equal(await keysByHand(window), true);
    assert.ok(dialogues.messages.at(-1)?.buttons.includes('Clear Clipboard'));
    assert.notEqual(clipboard, '', 'not before it was asked for');
    clipboard = 'something else';
    await offerToClear(pair).run();
    assert.equal(clipboard, 'something else');
    copy(pair);
    await offerToClear(pair).run();
    assert.equal(clipboard, '');
  });

  it('asks before a pair is dropped whose test was cancelled', async () => {
    copy(pair);
    const tired = {
      ...window,
      storeFor: () => ({
        ...window.storeFor(pair),
        list: () => Promise.reject(new HcpError('cancelled')),
      }),
    };
    dialogues.answer = ({ buttons }) => buttons.find((button) => button === 'Keep Anyway');
    dialogues.pick = ['I Have a Key Pair', watch];
    assert.equal(await keysByHand(tired), true);
    assert.match(dialogues.messages[0]?.message ?? '', /not tested to the end/);
    assert.equal((await window.vault.read())?.accessKeyId, pair.accessKeyId);
    assert.deepEqual(dialogues.messages.at(-1)?.buttons, ['Test Access', 'Clear Clipboard']);
  });

  it('offers the ways again after a pair with a wrong secret', async () => {
    copy({ ...pair, secretAccessKey: `${pair.secretAccessKey.slice(1)}A` });
    dialogues.pick = ['I Have a Key Pair', watch];
    assert.equal(await keysByHand(window), false);
    assert.equal(dialogues.lists.length, 3);
    assert.match(lastMessage(), /does not belong/);
    assert.equal(await window.vault.read(), undefined);
    assert.deepEqual(opened, []);
  });

  it('shows the page of the dataset that is meant, again if asked', async () => {
    dialogues.pick = [openPage, 'Open the Page Again'];
    assert.equal(await keysByHand(window, 'HCP_Retest'), false);
    const page = window.portal.links.dataset('HCP_Retest');
    assert.deepEqual(opened, [page, page]);
  });

  it('asks the bucket what accepted terms open', async () => {
    await window.model.keep({ ...pair, obtainedAt: new Date().toISOString() });
    dialogues.pick = [openPage, 'I Have Accepted Them'];
    assert.equal(await termsByHand(window, 'HCP_YA'), 'HCP_YA');
    assert.deepEqual(opened, [window.portal.links.dataset('HCP_YA')]);
    assert.match(lastMessage(), /opens HCP_1200, HCP_900/);
  });

  it('says that the bucket does not open a release yet', async () => {
    await window.model.keep({ ...pair, obtainedAt: new Date().toISOString() });
    dialogues.pick = ['HCP_Retest', 'I Have Accepted Them'];
    assert.equal(await termsByHand(window), 'HCP_Retest');
    assert.match(lastMessage(), /does not open HCP_Retest yet/);
  });

  it('leads from the terms to the keys when there are none', async () => {
    dialogues.pick = ['I Have Accepted Them'];
    await termsByHand(window, 'HCP_YA');
    assert.deepEqual(dialogues.messages.at(-1)?.buttons, ['Get Keys by Hand…']);
  });

  it('leaves all as it is when the person leaves', async () => {
    assert.equal(await keysByHand(window), false);
    assert.equal(await termsByHand(window), undefined);
    assert.deepEqual(dialogues.messages, []);
  });
});
