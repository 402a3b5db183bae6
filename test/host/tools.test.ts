import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { HcpError } from '../../src/core/errors';
import { estimateDownload } from '../../src/host/downloads/estimate';
import { toolIds, type ToolId } from '../../src/host/ids';
import type { ToolDeps } from '../../src/host/tools/deps';
import { invoke, prepare } from '../../src/host/tools/tools';
import { sandbox } from './accountWindow';
import { Dialogues } from './dialogues';
import { format, newFolder, openDownloads, removeFolders, type DownloadsWindow } from './downloadsWindow';
import { activateExtension } from './inside/extension';
import { pairOf, signOut, useKeys } from './inside/keys';
import { planOf } from './inside/memoryEngine';

type Answer = Readonly<Record<string, unknown>>;

const subject = 'HCP_1200/100307';
const surface = `${subject}/MNINonLinear/fsaverage_LR32k/100307.L.midthickness.32k_fs_LR.surf.gii`;
const { signal } = new AbortController();

/** As a model's chat does it, without a chat. */
async function ask(id: ToolId, input: object, token?: vscode.CancellationToken): Promise<Answer> {
  const result = await vscode.lm.invokeTool(id, { input, toolInvocationToken: undefined }, token);
  return answerOf(result);
}

/** All that was answered. */
const answered: string[] = [];

function answerOf({ content }: vscode.LanguageModelToolResult): Answer {
  const [part, ...others] = content;
  assert.ok(part instanceof vscode.LanguageModelTextPart && others.length === 0);
  answered.push(part.value);
  return JSON.parse(part.value) as Answer;
}

describe('the tools for language models', () => {
  const dialogues = new Dialogues();

  before(async () => {
    await activateExtension();
    await sandbox('reset');
    await useKeys(await pairOf('researcher'));
  });

  after(async () => {
    dialogues.dispose();
    await signOut();
  });

  it('are there', () => {
    const there = vscode.lm.tools.filter(({ name }) => name.startsWith('hcp_'));
    assert.deepEqual(there.map(({ name }) => name).sort(), [...toolIds].sort());
    for (const { description } of there) assert.doesNotMatch(description, /%/);
  });

  it('list the releases, locked ones with what only the person can do', async () => {
    const { releases } = (await ask('hcp_list', {})) as { readonly releases: readonly Answer[] };
    const access = new Map(releases.map((one) => [one.path, one]));
    assert.equal(access.get('HCP_1200/')?.access, 'open');
    assert.equal(access.get('HCP_Retest/')?.access, 'locked');
    assert.equal(access.get('HCP_Retest/')?.unlockedByThePersonWith, 'HCP: Review Data Use Terms');
  });

  it('list a folder in parts', async () => {
    const names = (answer: Answer) =>
      (answer.entries as readonly { readonly name: string }[]).map((e) => e.name);
    const first = await ask('hcp_list', { path: 'HCP_1200', offset: 990, limit: 20 });
    assert.deepEqual([names(first).length, first.more, first.nextOffset], [20, true, 1010]);
    const last = await ask('hcp_list', { path: 'HCP_1200/', offset: 1010, limit: 200 });
    assert.deepEqual([names(last).length, last.more], [103, false]);
    assert.equal(new Set([...names(first), ...names(last)]).size, 123);
  });

  it('describe a file from little of it', async () => {
    const answer = await ask('hcp_describe', { path: surface });
    assert.equal(answer.kind, 'GIFTI surface');
    assert.equal(answer.package, '3T_Structural_preproc');
    assert.equal(answer.subject, '100307');
    assert.match(JSON.stringify(answer.content), /32,?492/);
    assert.match(String((await ask('hcp_describe', { path: subject })).message), /This is a folder/);
    assert.equal((await ask('hcp_describe', { path: `${subject}/none` })).error, 'bucket.notFound');
  });

  it('estimate packages and folders of subjects, and start nothing', async function () {
    // The whole subject is listed, which a busy machine takes long for.
    this.timeout(60_000);
    const packages = await ask('hcp_estimatePlan', {
      subjects: ['100307'],
      packages: ['3T_Structural_unproc'],
    });
    assert.equal(packages.started, false);
    assert.deepEqual((packages.inAll as Answer).files, 13);
    const folder = await ask('hcp_estimatePlan', { paths: [`${subject}/unprocessed/3T/T1w_MPR1`] });
    assert.ok(Number((folder.toDownload as Answer).files) > 0);
    assert.equal(folder.folder, vscode.workspace.workspaceFolders?.[0]?.uri.fsPath);
    assert.equal(folder.fits, true);
  });

  it('say what is wrong with their input', async () => {
    const unknown = await ask('hcp_estimatePlan', { subjects: ['100307'], packages: ['all of it'] });
    assert.equal(unknown.error, 'unknownPackage');
    assert.ok((unknown.packages as readonly unknown[]).length > 60);
    assert.equal((await ask('hcp_estimatePlan', { paths: [] })).error, 'invalidInput');
    assert.equal((await ask('hcp_estimatePlan', { subjects: ['1'] })).error, 'invalidInput');
  });

  it('end with their token', async () => {
    const source = new vscode.CancellationTokenSource();
    source.cancel();
    await assert.rejects(ask('hcp_list', { path: 'HCP_1200' }, source.token), { name: 'Canceled' });
  });

  it('are refused where the terms are not accepted, and name what the person can do', async () => {
    for (const answer of [
      await ask('hcp_list', { path: 'HCP_Retest' }),
      await ask('hcp_estimatePlan', { release: 'HCP_Retest', subjects: ['103818'] }),
    ]) {
      assert.equal(answer.error, 'bucket.denied');
      assert.equal((answer.commands as readonly string[])[0], 'HCP: Review Data Use Terms');
    }
  });

  it('do not download before the person was asked', async () => {
    // The editor's own question is not asked without a chat: ours is the one that counts.
    const path = `${subject}/unprocessed/3T/100307_3T.csv`;
    const answer = await ask('hcp_download', { paths: [path] });
    assert.equal(answer.started, false);
    assert.deepEqual(
      dialogues.messages.splice(0).map(({ modal }) => modal),
      [true],
    );
  });

  it('neither sign in nor request keys without a pair', async () => {
    await signOut();
    await sandbox('requests/clear');
    for (const [id, input] of [
      ['hcp_list', { path: subject }],
      ['hcp_describe', { path: surface }],
      ['hcp_estimatePlan', { subjects: ['100307'] }],
      ['hcp_download', { subjects: ['100307'] }],
    ] as const) {
      const answer = await ask(id, input);
      assert.equal(answer.error, 'keys.missing', id);
      assert.ok((answer.commands as readonly string[]).includes('HCP: Request AWS Keys'), id);
    }
    assert.deepEqual(await sandbox('requests'), []);
    assert.deepEqual(dialogues.messages, []);
    await useKeys(await pairOf('researcher'));
  });

  it('never answer with a key, not even with the ID of one that does not work', async () => {
    const { accessKeyId, secretAccessKey } = await pairOf('researcher');
    await sandbox('keys/kill', { userName: 'researcher' });
    const refused = await ask('hcp_list', { path: subject });
    assert.equal(refused.error, 'keys.unknown');
    assert.ok((refused.commands as readonly string[]).includes('HCP: Use Existing AWS Keys'));
    assert.ok(answered.length > 10);
    for (const key of [accessKeyId, secretAccessKey])
      assert.ok(!answered.some((answer) => answer.includes(key)));
  });
});

describe('an estimate of a download', () => {
  let window: DownloadsWindow;
  const estimate = (patience: number, stop = signal) =>
    estimateDownload(
      {
        services: { ...window.services, context: { ...window.services.context, globalStorageUri } },
        room: window.room,
      },
      [`${subject}/`],
      patience,
      stop,
    );
  const globalStorageUri = vscode.Uri.file('/storage');

  beforeEach(async () => {
    window = openDownloads(await newFolder(), { downloadFolder: await newFolder() });
  });

  afterEach(async () => {
    window.dispose();
    await removeFolders();
  });

  it('is for the folder that a download would take', async () => {
    const { target, free, complete, totals } = await estimate(10_000);
    assert.equal(target, window.services.settings.downloadFolder);
    assert.ok(free !== undefined && free > 0);
    assert.deepEqual([complete, totals.all.files], [true, 2]);
  });

  it('says what it knows when its time is over, and nothing when it is stopped', async () => {
    window.engine.plan = (_sources, _target, stopped, onProgress) => {
      onProgress?.(planOf(500, 9));
      return new Promise((_resolve, reject) => {
        const end = () => {
          reject(new HcpError('cancelled'));
        };
        if (stopped.aborted) end();
        else stopped.addEventListener('abort', end);
      });
    };
    const { complete, totals } = await estimate(20);
    assert.deepEqual([complete, totals.all.files], [false, 500]);
    const stop = new AbortController();
    const stopped = estimate(10_000, stop.signal);
    setImmediate(() => {
      stop.abort();
    });
    await assert.rejects(stopped, (error) => HcpError.is(error, 'cancelled'));
  });
});

describe('the tool that downloads', () => {
  let dialogues: Dialogues;
  let window: DownloadsWindow;
  let trusted: boolean;
  let deps: ToolDeps;
  const input = { subjects: ['100307'] };
  const run = async () => answerOf(await invoke('hcp_download', deps, input, signal));

  beforeEach(async () => {
    dialogues = new Dialogues();
    window = openDownloads(await newFolder(), { downloadFolder: await newFolder(), downloadConfirmAbove: 9 });
    trusted = true;
    const { downloads, engine } = window;
    deps = {
      store: { list: () => Promise.reject(new Error('nothing is to be listed')) },
      previews: { describe: () => Promise.reject(new Error('nothing is to be read')) },
      downloads: {
        download: downloads.download.bind(downloads),
        estimate: () =>
          Promise.resolve({ target: '/data/[a](b)', free: 1e9, totals: engine.planned, complete: true }),
      },
      format,
      log: { debug: () => undefined, error: () => undefined },
      commandTitle: (command) => command,
      workspaceTrusted: () => trusted,
    };
  });

  afterEach(async () => {
    dialogues.dispose();
    window.dispose();
    await removeFolders();
  });

  it('names files, size and folder in the chat’s question, as plain text', async () => {
    const { confirmationMessages } = await prepare('hcp_download', deps, input, signal);
    const message = confirmationMessages?.message;
    assert.ok(message instanceof vscode.MarkdownString);
    assert.match(message.value, /^To download: 2 files, 10 B\.$/m);
    assert.match(message.value, /^Free space: 1 GB$/m);
    assert.doesNotMatch(message.value, /[^\\]\[a\]\(/);
    assert.ok(message.isTrusted !== true && message.supportHtml !== true);
    assert.deepEqual(window.engine.started, []);
  });

  it('asks as the panel does, twice above the size of the setting, whatever the chat asked', async () => {
    dialogues.answer = ({ buttons }) => buttons.find((button) => button === 'Download');
    assert.equal((await run()).started, false);
    assert.ok(
      dialogues.messages.some(({ message, modal }) => modal && message === 'Download 2 files, 10 B?'),
    );
    assert.ok(dialogues.messages.some(({ message }) => /Really start it\?/.test(message)));
    assert.equal(window.engine.started.length, 0);
    dialogues.answer = ({ buttons }) => buttons.find((button) => button.startsWith('Download'));
    const answer = await run();
    assert.deepEqual(
      window.engine.started.map(({ sources, target }) => [sources, target]),
      [[['HCP_1200/100307/'], answer.folder]],
    );
    assert.equal(answer.started, true);
  });

  it('refuses what does not fit, and says that there is nothing to do', async () => {
    window.engine.planned = planOf(1, 1e17);
    assert.equal((await run()).started, false);
    const two = { files: 2, bytes: 10 };
    window.engine.planned = planOf(2, 10, { present: two, toDownload: { files: 0, bytes: 0 } });
    assert.match(String((await run()).message), /already/);
    assert.deepEqual(window.engine.started, []);
  });

  it('downloads nothing in a workspace that is not trusted', async () => {
    trusted = false;
    dialogues.answer = ({ buttons }) => buttons[0];
    assert.equal((await run()).error, 'untrustedWorkspace');
    assert.equal((await prepare('hcp_download', deps, input, signal)).confirmationMessages, undefined);
    assert.deepEqual([window.engine.started, dialogues.messages], [[], []]);
  });

  it('starts nothing once its chat has been stopped, not even after a yes', async () => {
    const stop = new AbortController();
    dialogues.answer = ({ buttons }) => {
      stop.abort();
      return buttons.find((button) => button.startsWith('Download'));
    };
    await assert.rejects(invoke('hcp_download', deps, input, stop.signal), vscode.CancellationError);
    assert.deepEqual(window.engine.started, []);
  });
});
