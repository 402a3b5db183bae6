import assert from 'node:assert/strict';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { HcpError } from '../../src/core/errors';
import { Dialogues } from './dialogues';
import {
  newFolder,
  openDownloads,
  removeFolders,
  type DownloadsWindow,
  type WindowSettings,
} from './downloadsWindow';
import { planOf } from './inside/memoryEngine';

const workspace = () =>
  vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail('no workspace folder');
const inWorkspace = (name: string) => join(workspace(), name);
const settingIds = ['files.watcherExclude', 'search.exclude'] as const;
const subject = 'HCP_1200/100307/';

describe('starting a download', () => {
  let dialogues: Dialogues;
  let window: DownloadsWindow;

  const open = async (settings: WindowSettings = {}) => {
    window = openDownloads(await newFolder(), settings);
    return window;
  };

  beforeEach(() => {
    dialogues = new Dialogues();
  });
  afterEach(async () => {
    dialogues.dispose();
    window.dispose();
    for (const id of settingIds) {
      await vscode.workspace.getConfiguration().update(id, undefined, vscode.ConfigurationTarget.Workspace);
    }
    for (const name of ['.gitignore', '.git', '.vscode']) {
      await rm(inWorkspace(name), { recursive: true, force: true });
    }
    await removeFolders();
  });

  /** Presses the first of these buttons that a message has. */
  const press = (...buttons: readonly string[]) => {
    dialogues.answer = (shown) => buttons.find((button) => shown.buttons.includes(button));
  };
  const shown = (text: RegExp) => dialogues.messages.find(({ message }) => text.test(message));
  const targets = () => window.engine.started.map(({ target }) => target);

  it('excludes the data from git, search and watching, and goes into the workspace', async () => {
    // Enough to be a work tree to us, and nothing that the editor's own git would start to work on.
    await mkdir(inWorkspace('.git'));
    press('Exclude the Data', 'Download');
    const { downloads, engine } = await open();
    const outcome = await downloads.download([subject]);
    assert.deepEqual(
      engine.started.map(({ sources, target, totals }) => [sources, target, totals?.all.files]),
      [[[subject], workspace(), 2]],
    );
    assert.ok(outcome.kind === 'started');
    assert.deepEqual(window.shown, [outcome.job], 'the job is brought into view');
    assert.match(await readFile(inWorkspace('.gitignore'), 'utf8'), /^\/HCP_1200\/$/m);
    for (const id of settingIds) {
      const value = vscode.workspace.getConfiguration().get<Record<string, boolean>>(id);
      assert.equal(value?.['HCP_1200/**'], true, id);
    }
  });

  it('keeps what the settings held, and asks about the workspace once', async () => {
    const { Workspace } = vscode.ConfigurationTarget;
    const own = { '**/mine/**': true, 'HCP/**': false };
    await vscode.workspace.getConfiguration().update('search.exclude', own, Workspace);
    press('Exclude the Data', 'Download');
    const { downloads, engine } = await open();
    engine.planned = planOf(1, 5);
    await downloads.download([`${subject}a`]);
    engine.planned = planOf(2, 10, {
      present: { files: 1, bytes: 5 },
      toDownload: { files: 1, bytes: 5 },
    });
    await downloads.download([subject]);
    const value = vscode.workspace.getConfiguration().inspect<object>('search.exclude')?.workspaceValue;
    assert.deepEqual({ ...value, ...own }, value);
    const asked = dialogues.messages.filter(({ buttons }) => buttons.includes('Exclude the Data'));
    assert.equal(asked.length, 1);
    assert.match(shown(/^Download 1 file, 5 B\?$/)?.detail ?? '', /^To: /);
    assert.match(dialogues.messages.at(-1)?.detail ?? '', /left alone: 1 file, 5 B/);
  });

  it('asks whether to go on when git can’t be told to leave the data alone', async () => {
    await mkdir(inWorkspace('.git'));
    await mkdir(inWorkspace('.gitignore'));
    press('Exclude the Data', 'Download');
    const { downloads } = await open();
    await downloads.download([subject]);
    assert.ok(shown(/could not be kept out of git/)?.modal);
    assert.deepEqual(targets(), []);
    press('Exclude the Data', 'Download', 'Download Anyway');
    await downloads.download([subject]);
    assert.deepEqual(targets(), [workspace()]);
  });

  it('goes to a folder outside', async () => {
    const outside = await newFolder();
    dialogues.file = vscode.Uri.file(outside);
    press('Choose a Folder Outside…', 'Download');
    await (await open()).downloads.download([subject]);
    assert.deepEqual(targets(), [outside]);
  });

  it('does nothing when a question is dismissed', async () => {
    press();
    await (await open({ downloadFolder: await newFolder() })).downloads.download([subject]);
    assert.deepEqual(targets(), []);
  });

  it('asks a second time above the size of the setting', async () => {
    const { downloads } = await open({ downloadFolder: await newFolder(), downloadConfirmAbove: 9 });
    press('Download');
    await downloads.download([subject]);
    assert.ok(shown(/This download is 10 B\. Really start it\?/)?.modal);
    assert.deepEqual(targets(), []);
    press('Download', 'Download 10 B');
    await downloads.download([subject]);
    assert.equal(targets().length, 1);
  });

  it('refuses what does not fit on the disk', async () => {
    const { downloads, engine } = await open({ downloadFolder: await newFolder() });
    engine.planned = planOf(1, 1e17);
    press('Download');
    await downloads.download([subject]);
    assert.deepEqual(
      dialogues.messages.map(({ buttons }) => buttons),
      [['Choose Another Folder…']],
    );
    assert.deepEqual(targets(), []);
  });

  it('says so when everything is there, and when there is nothing at all', async () => {
    const { downloads, engine } = await open({ downloadFolder: await newFolder() });
    const two = { files: 2, bytes: 10 };
    engine.planned = planOf(2, 10, { present: two, toDownload: { files: 0, bytes: 0 } });
    await downloads.download([subject]);
    assert.ok(shown(/^Already there and whole: 2 files, 10 B\./));
    const firstRefusal = new HcpError('bucket.notFound');
    engine.planned = planOf(0, 0, { refused: 1, firstRefusal });
    await assert.rejects(downloads.download([subject]), { code: 'bucket.notFound' });
    assert.deepEqual(targets(), []);
  });

  it('shows the job that does the same already, and lets it go on', async () => {
    const { downloads, engine } = await open({ downloadFolder: await newFolder() });
    press('Download');
    await downloads.download(['HCP_1200/100307/']);
    await downloads.download(['HCP_1200/100307/T1w/']);
    assert.equal(targets().length, 1);
    assert.deepEqual(engine.orders, []);
    engine.show({ ...engine.list[0]!, state: 'paused' });
    await downloads.download(['HCP_1200/100307/T1w/']);
    assert.deepEqual(engine.orders, ['resume job1']);
    assert.equal(window.shown.length, 3);
    engine.show({ ...engine.list[0]!, state: 'done' });
    await downloads.download(['HCP_1200/100307/T1w/']);
    assert.equal(targets().length, 2);
  });

  it('leaves a paused one to the person when somebody else asks', async () => {
    const { downloads, engine } = await open({ downloadFolder: await newFolder() });
    press('Download');
    await downloads.download([subject]);
    engine.show({ ...engine.list[0]!, state: 'paused' });
    const outcome = await downloads.download([subject], { note: 'A language model asks.' });
    assert.deepEqual([outcome.kind, engine.orders, targets().length], ['paused', [], 1]);
  });

  it('runs once when it is started twice at the same time', async () => {
    const { downloads } = await open({ downloadFolder: await newFolder() });
    press('Download');
    await Promise.all([1, 2].map(() => downloads.download([subject])));
    assert.equal(targets().length, 1);
  });
});
