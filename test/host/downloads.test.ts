import assert from 'node:assert/strict';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ObjectStore } from '../../src/core/bucket/objectStore';
import { HcpError } from '../../src/core/errors';
import { createPool } from '../../src/core/transfer/pool';
import { Downloads } from '../../src/host/downloads/downloads';
import { Jobs } from '../../src/host/downloads/jobs';
import { createFormat } from '../../src/host/format';
import type { Services } from '../../src/host/services';
import { changed, filesBelow, MemoryStore, newFolder, removeFolders } from '../unit/core/transfer/support';
import { Dialogues } from './dialogues';

const workspace = () =>
  vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail('no workspace folder');
const inWorkspace = (name: string) => join(workspace(), name);
const settingIds = ['files.watcherExclude', 'search.exclude'] as const;

describe('downloads', () => {
  let dialogues: Dialogues;
  let jobs: Jobs;
  let log: vscode.LogOutputChannel;
  let remembered: Map<string, unknown>;
  let confirmAbove: number;
  let finishing: Set<Promise<unknown>>;

  beforeEach(() => {
    dialogues = new Dialogues();
    jobs = new Jobs();
    log = vscode.window.createOutputChannel('downloads test', { log: true });
    remembered = new Map();
    confirmAbove = 1e9;
    finishing = new Set();
  });
  afterEach(async () => {
    dialogues.dispose();
    jobs.dispose();
    log.dispose();
    for (const id of settingIds) {
      await vscode.workspace.getConfiguration().update(id, undefined, vscode.ConfigurationTarget.Workspace);
    }
    for (const name of ['HCP_1200', '.gitignore', '.git', '.vscode']) {
      await rm(inWorkspace(name), { recursive: true, force: true });
    }
    await removeFolders();
  });

  function downloadsOf(store: ObjectStore, downloadFolder?: string): Downloads {
    const workspaceState = {
      get: (key: string) => remembered.get(key),
      update: (key: string, value: unknown) => Promise.resolve(remembered.set(key, value)),
    };
    const services = {
      context: { workspaceState },
      settings: { downloadFolder, downloadConfirmAbove: confirmAbove },
      store,
      log,
      finishing,
    } as unknown as Services;
    const view = { show: () => Promise.resolve(), dispose: () => undefined };
    return new Downloads(services, jobs, createPool(4), view, createFormat('en'));
  }
  /** Presses the first of these buttons that a message has. */
  const press = (...buttons: readonly string[]) => {
    dialogues.answer = (shown) => buttons.find((button) => shown.buttons.includes(button));
  };
  const shown = (text: RegExp) => dialogues.messages.find(({ message }) => text.test(message));
  const store = () => new MemoryStore({ 'HCP_1200/100307/a': 'hello', 'HCP_1200/100307/b/c': 'world' });

  it('excludes the data from git, search and watching, and downloads into the workspace', async () => {
    // Enough to be a work tree to us, and nothing that the editor's own git would start to work on.
    await mkdir(inWorkspace('.git'));
    press('Exclude the Data', 'Download');
    await downloadsOf(store()).download(['HCP_1200/100307/']);
    assert.equal(await readFile(inWorkspace('HCP_1200/100307/b/c'), 'utf8'), 'world');
    assert.match(await readFile(inWorkspace('.gitignore'), 'utf8'), /^\/HCP_1200\/$/m);
    for (const id of settingIds) {
      const value = vscode.workspace.getConfiguration().get<Record<string, boolean>>(id);
      assert.equal(value?.['HCP_1200/**'], true, id);
    }
    assert.deepEqual(
      jobs.all.map(({ state }) => state),
      ['done'],
    );
    assert.ok(shown(/^Download complete: 2 files, 10 B, all checked by MD5\.$/));
  });

  it('keeps what the settings held, and asks about the workspace once', async () => {
    const { Workspace } = vscode.ConfigurationTarget;
    const own = { '**/mine/**': true, 'HCP/**': false };
    await vscode.workspace.getConfiguration().update('search.exclude', own, Workspace);
    press('Exclude the Data', 'Download');
    const downloads = downloadsOf(store());
    await downloads.download(['HCP_1200/100307/a']);
    await downloads.download(['HCP_1200/100307/']);
    const value = vscode.workspace.getConfiguration().inspect<object>('search.exclude')?.workspaceValue;
    assert.deepEqual({ ...value, ...own }, value);
    const asked = dialogues.messages.filter(({ buttons }) => buttons.includes('Exclude the Data'));
    assert.equal(asked.length, 1);
    assert.match(shown(/^Download 1 file, 5 B\?$/)?.detail ?? '', /^To: /);
    assert.match(dialogues.messages.at(-2)?.detail ?? '', /left alone: 1 file, 5 B/);
  });

  it('asks whether to go on when git can’t be told to leave the data alone', async () => {
    await mkdir(inWorkspace('.git'));
    await mkdir(inWorkspace('.gitignore'));
    press('Exclude the Data', 'Download');
    await downloadsOf(store()).download(['HCP_1200/100307/a']);
    assert.ok(shown(/could not be kept out of git/)?.modal);
    assert.equal(jobs.all.length, 0);
    press('Exclude the Data', 'Download', 'Download Anyway');
    await downloadsOf(store()).download(['HCP_1200/100307/a']);
    assert.equal(await readFile(inWorkspace('HCP_1200/100307/a'), 'utf8'), 'hello');
  });

  it('goes to a folder outside, and changes nothing in the workspace', async () => {
    const outside = await newFolder();
    dialogues.file = vscode.Uri.file(outside);
    press('Choose a Folder Outside…', 'Download');
    await downloadsOf(store()).download(['HCP_1200/100307/a']);
    assert.deepEqual(await filesBelow(outside), ['HCP_1200/100307/a']);
    assert.deepEqual(
      (await filesBelow(workspace())).filter((name) => name.startsWith('HCP_') || name === '.gitignore'),
      [],
    );
  });

  it('does nothing when a question is dismissed', async () => {
    const target = await newFolder();
    press();
    await downloadsOf(store(), target).download(['HCP_1200/100307/']);
    assert.deepEqual([jobs.all.length, await filesBelow(target)], [0, []]);
  });

  it('asks a second time above the size of the setting', async () => {
    const target = await newFolder();
    confirmAbove = 9;
    press('Download');
    await downloadsOf(store(), target).download(['HCP_1200/100307/']);
    assert.ok(shown(/This download is 10 B\. Really start it\?/)?.modal);
    assert.equal(jobs.all.length, 0);
    press('Download', 'Download 10 B');
    await downloadsOf(store(), target).download(['HCP_1200/100307/']);
    assert.deepEqual(
      jobs.all.map(({ state }) => state),
      ['done'],
    );
  });

  it('refuses what does not fit on the disk', async () => {
    const target = await newFolder();
    const memory = store();
    const huge = changed(memory, {
      list: async (...args) => {
        const page = await memory.list(...args);
        return { ...page, objects: page.objects.map((entry) => ({ ...entry, size: 1e17 })) };
      },
    });
    press('Download');
    await downloadsOf(huge, target).download(['HCP_1200/100307/']);
    assert.deepEqual(
      dialogues.messages.map(({ buttons }) => buttons),
      [['Choose Another Folder…']],
    );
    assert.equal(jobs.all.length, 0);
  });

  it('says so when everything is there', async () => {
    const target = await newFolder();
    press('Download');
    const downloads = downloadsOf(store(), target);
    await downloads.download(['HCP_1200/100307/']);
    await downloads.download(['HCP_1200/100307/']);
    assert.ok(shown(/^Already there and whole: 2 files, 10 B\./));
    assert.equal(jobs.all.length, 1);
  });

  it('lists what failed, and a retry fetches only that', async () => {
    const target = await newFolder();
    const memory = store();
    let denied = true;
    const flaky = changed(memory, {
      read: (key, ...rest) =>
        denied && key.endsWith('/a')
          ? Promise.reject(new HcpError('bucket.denied'))
          : memory.read(key, ...rest),
    });
    dialogues.answer = ({ buttons }) => {
      if (buttons.includes('Download')) return 'Download';
      if (!buttons.includes('Retry')) return undefined;
      denied = false;
      return 'Retry';
    };
    await downloadsOf(flaky, target).download(['HCP_1200/100307/']);
    assert.deepEqual(shown(/finished with failures\. Failed: 1 file\./)?.buttons, ['Show Failures', 'Retry']);
    assert.deepEqual(memory.reads, ['HCP_1200/100307/b/c', 'HCP_1200/100307/a']);
    assert.deepEqual(
      jobs.all.map(({ state }) => state),
      ['done'],
    );
  });

  it('stops on dead keys with the buttons that mend it', async () => {
    const target = await newFolder();
    const dead = changed(store(), { read: () => Promise.reject(new HcpError('keys.unknown')) });
    press('Download');
    await downloadsOf(dead, target).download(['HCP_1200/100307/']);
    assert.deepEqual(shown(/^Download stopped\. .* Not tried: 2 files\./)?.buttons, [
      'Use Existing Keys…',
      'Request AWS Keys…',
      'Retry',
    ]);
    assert.deepEqual(
      jobs.all.map(({ state }) => state),
      ['failed'],
    );
  });

  it('says when there is nothing at all', async () => {
    const target = await newFolder();
    await assert.rejects(downloadsOf(store(), target).download(['HCP_1200/999999/']), {
      code: 'bucket.notFound',
    });
  });

  it('is cancelled by its row, and leaves no half file', async () => {
    const target = await newFolder();
    const memory = store();
    const slow = changed(memory, {
      read: async (key, request, signal) => {
        const body = await memory.read(key, request, signal);
        return { ...body, chunks: oneByteThenNothing(signal) };
      },
    });
    press('Download');
    const listening = jobs.onDidChange((job) => {
      if (job?.progress && job.progress.bytesDone > 0) jobs.cancel(job.id);
    });
    await downloadsOf(slow, target).download(['HCP_1200/100307/']);
    listening.dispose();
    assert.deepEqual(
      jobs.all.map(({ state, summary }) => [state, summary?.notTried]),
      [['cancelled', 2]],
    );
    assert.deepEqual(await filesBelow(target), []);
  });

  it('is cancelled, whatever failed before', async () => {
    const target = await newFolder();
    const memory = store();
    const flaky = changed(memory, {
      read: async (key, request, signal) => {
        if (key.endsWith('/a')) throw new HcpError('bucket.denied');
        const body = await memory.read(key, request, signal);
        return { ...body, chunks: oneByteThenNothing(signal) };
      },
    });
    press('Download');
    const listening = jobs.onDidChange((job) => {
      if (job?.progress && job.progress.failed > 0) jobs.cancel(job.id);
    });
    await downloadsOf(flaky, target).download(['HCP_1200/100307/']);
    listening.dispose();
    assert.deepEqual(
      jobs.all.map(({ state, summary }) => [state, summary?.failed]),
      [['cancelled', 1]],
    );
    assert.equal(shown(/finished|stopped/), undefined);
  });

  it('tidies up when the window closes, which waits for it', async () => {
    const target = await newFolder();
    const memory = store();
    const slow = changed(memory, {
      read: async (key, request, signal) => {
        const body = await memory.read(key, request, signal);
        return { ...body, chunks: oneByteThenNothing(signal) };
      },
    });
    press('Download');
    const arriving = new Promise<void>((resolve) => {
      jobs.onDidChange((job) => {
        if (job?.progress && job.progress.bytesDone > 0) resolve();
      });
    });
    const ended = downloadsOf(slow, target).download(['HCP_1200/100307/']);
    await arriving;
    assert.notDeepEqual(await filesBelow(target), []);
    const waitedFor = Promise.allSettled(finishing);
    jobs.dispose();
    await waitedFor;
    assert.deepEqual(await filesBelow(target), []);
    await ended;
    assert.equal(finishing.size, 0);
  });

  it('runs once when it is started twice at the same time', async () => {
    const target = await newFolder();
    const memory = store();
    let open: (() => void) | undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    const held = changed(memory, {
      read: async (...args) => {
        await opened;
        return memory.read(...args);
      },
    });
    press('Download');
    const downloads = downloadsOf(held, target);
    const both = [1, 2].map(() => downloads.download(['HCP_1200/100307/']));
    await Promise.race(both);
    open?.();
    await Promise.all(both);
    assert.equal(jobs.all.length, 1);
    assert.equal(memory.reads.length, 2);
  });
});

async function* oneByteThenNothing(signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  yield Buffer.from('x');
  await new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => {
      reject(new HcpError('cancelled'));
    });
  });
}
