import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HcpError } from '../../src/core/errors';
import type { JobSnapshot } from '../../src/core/transfer/jobs';
import { cancelJob } from '../../src/host/downloads/cancel';
import { recoverJobs } from '../../src/host/downloads/restart';
import { jobOf, noProgress, nothingDone } from '../unit/host-downloads/jobs';
import { Dialogues } from './dialogues';
import { format, newFolder, openDownloads, removeFolders, type DownloadsWindow } from './downloadsWindow';
import { eventually } from './inside/keys';

const other = { accessKeyId: 'AKIASECOND', secretAccessKey: 'second' };

describe('what is told of downloads', () => {
  let dialogues: Dialogues;
  let window: DownloadsWindow;
  let memory: string;

  beforeEach(async () => {
    dialogues = new Dialogues();
    memory = await newFolder();
    window = openDownloads(memory);
    await window.room.ready();
  });
  afterEach(async () => {
    dialogues.dispose();
    window.dispose();
    await removeFolders();
  });

  const texts = () => dialogues.messages.map(({ message }) => message);
  const press = (button: string) => {
    dialogues.answer = ({ buttons }) => buttons.find((one) => one === button);
  };
  /** Puts jobs into the list that run, then become what is said. */
  const become = (id: string, change: Partial<JobSnapshot>, target = '/data') => {
    const job = jobOf({ id, target });
    window.engine.show(job);
    window.engine.show({ ...job, ...change });
  };

  it('says once how a job has ended', () => {
    const summary = {
      ...nothingDone,
      files: 14,
      bytes: 76_000_000,
      verified: { md5Etag: 12, md5Manifest: 2, sizeOnly: 0 },
    };
    become('a', { state: 'done', summary });
    window.engine.show({ ...window.engine.list[0]!, offline: true });
    assert.deepEqual(texts(), ['Download complete: 14 files, 76 MB, all checked by MD5.']);
    assert.deepEqual(dialogues.messages[0]?.buttons, ['Reveal in Explorer', 'Copy Methods Text']);
  });

  it('lists what failed, and tries that again', async () => {
    press('Retry');
    const failures = [{ key: 'x', error: new HcpError('bucket.changed') }];
    become('a', { state: 'failed', failures, summary: { ...nothingDone, failed: 1, failures, notTried: 2 } });
    assert.deepEqual(texts(), ['Download finished with failures. Failed: 1 file. Not tried: 2 files.']);
    await eventually(() => {
      assert.deepEqual(window.engine.orders, ['resume a']);
    });
  });

  it('says nothing of what the person did', () => {
    become('a', { state: 'paused' });
    become('b', { state: 'cancelled', summary: nothingDone });
    assert.deepEqual(texts(), []);
  });

  it('asks for a pair once for all jobs, and they go on by themselves with it', async () => {
    const reason = new HcpError('keys.unknown', { accessKeyId: 'AKIAFIRST' });
    for (const id of ['a', 'b', 'c']) become(id, { state: 'paused', reason });
    become('mine', { state: 'paused' });
    await eventually(() => {
      assert.equal(dialogues.messages.length, 1);
    });
    const [asked] = dialogues.messages;
    assert.match(
      asked?.message ?? '',
      /^Downloads are paused\. This key pair does not work\. .*go on by themselves/,
    );
    assert.deepEqual(asked?.buttons, ['Use Existing Keys…', 'Request AWS Keys…']);

    window.setPair(other, { waiting: true });
    await eventually(() => {
      assert.deepEqual(window.engine.configurations.at(-1)?.keyPair, other);
    });
    assert.deepEqual(window.engine.orders, [], 'not before AWS accepts the pair');
    window.setPair(other);
    await eventually(() => {
      assert.deepEqual([...window.engine.orders].sort(), ['resume a', 'resume b', 'resume c']);
    });
    for (const id of ['a', 'b', 'c']) window.engine.show(jobOf({ id }));
    become('b', { state: 'paused', reason });
    await eventually(() => {
      assert.equal(dialogues.messages.length, 2, 'the next pair that dies is told of again');
    });
  });

  it('asks for a pair in one window only, of two that share the account', async () => {
    const other = openDownloads(memory);
    try {
      await other.room.ready();
      const reason = new HcpError('keys.unknown', { accessKeyId: 'AKIAFIRST' });
      become('a', { state: 'paused', reason });
      const job = jobOf({ id: 'b' });
      other.engine.show(job);
      other.engine.show({ ...job, state: 'paused', reason });
      const logged = () => window.logged.concat(other.logged).join('\n');
      await eventually(() => {
        assert.equal(dialogues.messages.length, 1);
        assert.match(logged(), /Another window has asked/);
      });
      const [denied, id] = /Another/.test(window.logged.join())
        ? ([window, 'a'] as const)
        : ([other, 'b'] as const);
      const paused = denied.engine.list.find(({ spec }) => spec.id === id)!;
      await denied.jobs.resume(paused);
      denied.engine.show(jobOf({ id }));
      denied.engine.show(paused);
      await eventually(() => {
        assert.equal(dialogues.messages.length, 2, 'who wants to go on here is asked here');
      });
    } finally {
      other.dispose();
    }
  });

  it('offers to go on where the clock was wrong', async () => {
    press('Resume');
    become('a', { state: 'paused', reason: new HcpError('keys.clock', { minutes: 20 }) });
    assert.match(texts()[0] ?? '', /clock is wrong/);
    await eventually(() => {
      assert.deepEqual(window.engine.orders, ['resume a']);
    });
  });

  it('tells of a full disk once for each folder, and goes on', async () => {
    press('Resume');
    const full = { state: 'paused', reason: new HcpError('disk.full') } as const;
    const jobs = ['a', 'b'].map((id) => jobOf({ id }));
    for (const job of jobs) window.engine.show(job);
    window.engine.list = jobs.map((job) => ({ ...job, ...full }));
    window.engine.show(window.engine.list[0]!);
    window.engine.show(window.engine.list[1]!);
    become('c', full, '/elsewhere');
    assert.deepEqual(
      dialogues.messages.map(({ buttons }) => buttons),
      [
        ['Resume', 'Open Folder'],
        ['Resume', 'Open Folder'],
      ],
    );
    assert.match(texts()[0] ?? '', /^The download of 100206 is paused\. The disk is full/);
    await eventually(() => {
      assert.deepEqual([...window.engine.orders].sort(), ['resume a', 'resume b', 'resume c']);
    });
  });

  it('asks before much is thrown away, and offers a pause', async () => {
    const little = jobOf({ id: 'a', progress: { ...noProgress, bytesDone: 1_000 } });
    await cancelJob(little, window.jobs, format);
    assert.deepEqual(window.engine.orders, ['cancel a']);
    const much = jobOf({ id: 'b', progress: { ...noProgress, bytesDone: 70_000_000 } });
    await cancelJob(much, window.jobs, format);
    assert.deepEqual(window.engine.orders, ['cancel a']);
    assert.deepEqual(dialogues.messages[0]?.buttons, ['Cancel Download', 'Pause Instead', 'Keep It']);
    press('Pause Instead');
    await cancelJob(much, window.jobs, format);
    press('Cancel Download');
    await cancelJob(much, window.jobs, format);
    assert.deepEqual(window.engine.orders, ['cancel a', 'pause b', 'cancel b']);
  });

  describe('at the start of a window', () => {
    const unfinished = (id: string) => jobOf({ id, state: 'paused' });
    const recover = () => recoverJobs(window.jobs, window.view, format, window.services.report);

    beforeEach(async () => {
      const target = await newFolder();
      await mkdir(join(target, '.hcp'));
      await writeFile(join(target, '.hcp/job1.journal'), '');
      await window.jobs.start({ sources: ['HCP_1200/100206/'], target, totals: undefined });
      window.dispose();
      window = openDownloads(memory);
    });

    it('lists unfinished downloads as interrupted, and resumes them when asked to', async () => {
      window.engine.left = [unfinished('a'), unfinished('b')];
      await recover();
      assert.deepEqual(texts(), ['2 downloads are unfinished. They go on where they stopped.']);
      assert.deepEqual(dialogues.messages[0]?.buttons, ['Resume', 'Show', 'Later']);
      assert.deepEqual(window.engine.orders, [], 'nothing resumes without a click');
      assert.ok(window.jobs.isInterrupted(window.jobs.all[0]!));
      press('Resume');
      await recover();
      await eventually(() => {
        assert.deepEqual([...window.engine.orders].sort(), ['resume a', 'resume b']);
      });
      window.engine.show(jobOf({ id: 'a' }));
      window.engine.show(unfinished('a'));
      assert.ok(!window.jobs.isInterrupted(window.jobs.now(unfinished('a'))!), 'then the person paused it');
    });

    it('says nothing of what ended elsewhere', async () => {
      await recover();
      window.engine.left = [jobOf({ id: 'a', state: 'failed', summary: nothingDone })];
      await recover();
      assert.deepEqual(texts(), []);
    });
  });

  it('leaves the engine asleep where nothing was downloaded', async () => {
    const fresh = openDownloads(await newFolder());
    fresh.engine.left = [jobOf({ id: 'a', state: 'paused' })];
    assert.deepEqual(await fresh.jobs.recover(), []);
    assert.deepEqual(fresh.engine.configurations, []);
    fresh.dispose();
  });

  it('gives the engine pair, address and limits, and waits for its end', async () => {
    const { configurations } = window.engine;
    assert.equal(configurations.at(-1)?.keyPair?.accessKeyId, 'AKIAFIRST');
    assert.match(configurations.at(-1)?.address.endpoint ?? '', /^http:\/\/127\.0\.0\.1:/);
    assert.deepEqual(configurations.at(-1)?.limits, { connections: 256, bytesPerSecond: undefined });
    window.setPair(undefined);
    await eventually(() => {
      assert.equal(configurations.at(-1)?.keyPair, undefined);
    });
    window.room.dispose();
    assert.equal(window.services.finishing.size, 1);
    await Promise.all(window.services.finishing);
    assert.ok(window.engine.orders.includes('dispose'));
  });
});
