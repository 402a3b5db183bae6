import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { HcpError } from '../../src/core/errors';
import type { FolderReport, JobSnapshot } from '../../src/core/transfer/jobs';
import { toItem } from '../../src/host/downloads/present';
import type { DownloadNode } from '../../src/host/downloads/rows';
import { statusOf } from '../../src/host/downloads/statusBar';
import { repair, verifyFolder } from '../../src/host/downloads/verify';
import { dragOnly } from '../../src/host/explorer/drag';
import { jobOf, noProgress, nothingDone } from '../unit/host-downloads/jobs';
import { Dialogues } from './dialogues';
import { format, newFolder, openDownloads, removeFolders } from './downloadsWindow';
import { eventually } from './inside/keys';

const some = { ...noProgress, filesDone: 3, bytesDone: 40_000_000 };
const iconOf = ({ iconPath }: vscode.TreeItem) => (iconPath as vscode.ThemeIcon | undefined)?.id;
const jobRow = (job: JobSnapshot, interrupted = false) => toItem({ kind: 'job', job }, interrupted, format);

describe('rows of downloads', () => {
  it('say what each state is, in words and by an icon', () => {
    const cases: readonly (readonly [Partial<JobSnapshot>, string, string])[] = [
      [{}, 'sync~spin', 'Starting…'],
      [
        { progress: { ...some, bytesPerSecond: 12_000_000, secondsLeft: 200 } },
        'sync~spin',
        '52 % · 12 MB/s · about 3 min left · 40 MB of 76 MB · 3 of 14 files',
      ],
      [
        { offline: true, progress: some },
        'debug-disconnect',
        'Offline · 52 % · 40 MB of 76 MB · 3 of 14 files',
      ],
      [
        { progress: { ...some, counted: false, bytesPerSecond: 12_000_000 } },
        'sync~spin',
        '12 MB/s · 3 files, 40 MB so far',
      ],
      [{ state: 'waiting' }, 'watch', 'Waits: another download has some of the same files'],
      [
        { state: 'waiting', waitsFor: { sources: ['HCP_1200/100206/', 'HCP/'] } },
        'watch',
        'Waits for the download of 100206 and 1 more, which has some of the same files. If that is paused, resume or cancel it.',
      ],
      [{ state: 'paused', progress: some }, 'debug-pause', 'Paused · 52 % · 40 MB of 76 MB · 3 of 14 files'],
      [{ state: 'paused', reason: new HcpError('disk.full') }, 'warning', 'Paused'],
      [
        {
          state: 'done',
          summary: { ...nothingDone, alreadyThere: 14, renamed: 1, restarted: 2, dropped: 3 },
        },
        'pass',
        'Already there and whole: 14 files. Changed in the bucket meanwhile, begun again: 2 files. Under a safe name, see hcp-manifest.tsv: 1 file. Left out by you: 3 files.',
      ],
      [{ state: 'failed', summary: { ...nothingDone, failed: 1 } }, 'error', 'Failed: 1 file.'],
      [
        { state: 'cancelled', summary: { ...nothingDone, notTried: 14 } },
        'circle-slash',
        'Cancelled. Not tried: 14 files.',
      ],
    ];
    for (const [change, icon, description] of cases) {
      const item = jobRow(jobOf(change));
      assert.deepEqual([iconOf(item), item.description], [icon, description]);
      assert.equal(item.contextValue, `hcpDownload.${change.state ?? 'running'}`);
    }
  });

  it('can be opened before the first file of a job that runs', () => {
    const { Collapsed, None } = vscode.TreeItemCollapsibleState;
    assert.equal(jobRow(jobOf({})).collapsibleState, Collapsed);
    assert.equal(jobRow(jobOf({ state: 'paused' })).collapsibleState, None);
  });

  it('are read out with their state', () => {
    const label = (job: JobSnapshot, interrupted = false) =>
      jobRow(job, interrupted).accessibilityInformation?.label;
    assert.equal(label(jobOf({})), 'Running, 100206, Starting…');
    assert.equal(label(jobOf({ state: 'paused' }), true), 'Interrupted, 100206, Interrupted');
    const file = { key: 'a/b.nii.gz', state: 'checking', size: 10_000_000, bytesDone: 4_500_000 } as const;
    const item = toItem({ kind: 'file', job: jobOf({}), file }, false, format);
    assert.equal(item.accessibilityInformation?.label, 'Checking, b.nii.gz, Checking · 45 % of 10 MB');
    assert.equal(item.contextValue, 'hcpDownload.file.active');
    const paused = toItem(
      { kind: 'file', job: jobOf({}), file: { ...file, state: 'paused' } },
      false,
      format,
    );
    assert.equal(paused.contextValue, 'hcpDownload.file.paused');
  });

  it('say why, how files were checked, and where the rest is', () => {
    const job = jobOf({
      state: 'paused',
      reason: new HcpError('keys.unknown', { accessKeyId: 'AKIAX' }),
      progress: { ...some, filesDone: 300 },
    });
    const words = (node: DownloadNode) => {
      const { label, description } = toItem(node, false, format);
      return `${String(label)}: ${String(description)}`;
    };
    assert.match(words({ kind: 'reason', job }), /^Paused: This key pair does not work\..*AKIAX/);
    assert.equal(words({ kind: 'group', job, group: 'arrived' }), 'Arrived (300): ');
    for (const [verified, text] of [
      ['md5Etag', 'MD5 of the bucket'],
      ['md5Manifest', 'MD5 of HCP’s manifest'],
      ['sizeOnly', 'size only'],
    ] as const) {
      const file = { key: 'a/b', size: 1_000, verified };
      assert.equal(words({ kind: 'settled', job, group: 'arrived', file }), `b: 1 kB · ${text}`);
    }
    assert.equal(
      words({ kind: 'more', job, of: 'arrived', count: 200 }),
      '… and 200 more, see hcp-manifest.tsv: ',
    );
  });
});

describe('the status bar', () => {
  it('shows what runs, warns of what is held up, and nothing else', () => {
    const running = jobOf({ id: 'a', progress: { ...some, bytesPerSecond: 2_000_000 } });
    const heldUp = jobOf({ id: 'b', state: 'paused', reason: new HcpError('disk.full') });
    const text = (...jobs: readonly JobSnapshot[]) => statusOf(jobs, format)?.text;
    assert.equal(text(running), '$(cloud-download) HCP 52 %, 2 MB/s');
    const listing = jobOf({ progress: { ...some, counted: false, bytesPerSecond: 2_000_000 } });
    assert.equal(text(running, listing), '$(cloud-download) HCP 80 MB, 4 MB/s');
    assert.equal(text({ ...running, offline: true }), '$(debug-disconnect) HCP offline');
    assert.equal(text(running, heldUp), '$(warning) HCP 52 %, 2 MB/s');
    assert.equal(statusOf([heldUp], format)?.warns, true);
    assert.equal(text(heldUp), '$(warning) HCP paused');
    assert.equal(text(jobOf({ state: 'waiting' })), '$(cloud-download) HCP waits');
    assert.equal(text(jobOf({ state: 'paused' }), jobOf({ state: 'done' })), undefined);
  });
});

describe('verifying a folder', () => {
  const report: FolderReport = {
    whole: 12,
    verified: { md5Etag: 12, md5Manifest: 0, sizeOnly: 0 },
    wrong: 1,
    missing: 1,
    changed: 0,
    unknown: 0,
    findings: [
      { kind: 'wrong', key: 'HCP_1200/100206/a' },
      { kind: 'missing', key: 'HCP_1200/100206/b' },
    ],
    repair: ['HCP_1200/100206/a', 'HCP_1200/100206/b'],
  };
  let dialogues: Dialogues;
  beforeEach(() => (dialogues = new Dialogues()));
  afterEach(async () => {
    dialogues.dispose();
    await removeFolders();
  });
  const open = async () => {
    const window = openDownloads(await newFolder());
    return { window, parts: { ...window, format } };
  };

  it('lists what is not whole, and repairs just that', async () => {
    const { window, parts } = await open();
    window.engine.report = report;
    dialogues.answer = ({ buttons }) => buttons.find((one) => one === 'Repair 2 files');
    await verifyFolder(parts, '/data');
    assert.match(
      dialogues.messages[0]?.message ?? '',
      /^data is not whole: 1 wrong, 1 missing\. Whole: 12 files, all checked by MD5\.$/,
    );
    await eventually(() => {
      assert.deepEqual(
        window.engine.started.map(({ sources, target, recheck }) => [sources, target, recheck]),
        [[report.repair, '/data', true]],
      );
    });
    await eventually(() => {
      assert.deepEqual(window.checks.all, [], 'its findings are out of date then');
    });
    window.dispose();
  });

  it('repairs by a job of its own where an unfinished one has passed the same files', async () => {
    const { window, parts } = await open();
    window.engine.report = report;
    window.engine.show(jobOf({ state: 'paused', sources: ['HCP_1200/100206/'] }));
    await verifyFolder(parts, '/data');
    await repair(parts, window.checks.all[0]!);
    assert.deepEqual(
      window.engine.started.map(({ sources }) => sources),
      [report.repair],
    );
    assert.ok(!window.engine.orders.some(([order]) => order === 'resume'));
    window.dispose();
  });

  it('does not call a folder whole that holds nothing', async () => {
    const { window, parts } = await open();
    window.engine.report = { ...report, whole: 0, wrong: 0, missing: 0, findings: [], repair: [] };
    await verifyFolder(parts, '/data');
    const [said] = dialogues.messages;
    assert.match(said?.message ?? '', /^data holds nothing that was downloaded/);
    assert.deepEqual(said?.buttons, ['Choose Another Folder…']);
    window.dispose();
  });

  it('shows a check with its findings until it is removed', async () => {
    const { window, parts } = await open();
    window.engine.report = report;
    await verifyFolder(parts, '/data');
    await verifyFolder(parts, '/data');
    const [check, ...others] = window.checks.all;
    assert.ok(check);
    assert.deepEqual(others, [], 'a folder has one line');
    const item = toItem({ kind: 'check', check }, false, format);
    assert.deepEqual(
      [item.label, iconOf(item), item.contextValue],
      ['Check of data', 'warning', 'hcpDownload.check.wrong'],
    );
    window.engine.report = { ...report, wrong: 0, missing: 0, findings: [], repair: [] };
    await verifyFolder(parts, '/data');
    assert.match(dialogues.messages.at(-1)?.message ?? '', /^data is whole\./);
    await repair(parts, window.checks.all[0]!);
    assert.deepEqual(window.engine.started, []);
    window.checks.clearFinished();
    assert.deepEqual(window.checks.all, []);
    window.dispose();
  });

  it('is stopped from its row, and says nothing then', async () => {
    const { window, parts } = await open();
    const verifying = verifyFolder(parts, '/data');
    await eventually(() => {
      assert.equal(window.checks.all[0]?.state, 'running');
    });
    window.checks.cancel(window.checks.all[0]!);
    await verifying;
    assert.equal(window.checks.all[0]?.state, 'stopped');
    assert.deepEqual(dialogues.messages, []);
    assert.equal((window.reported[0] as HcpError).code, 'cancelled', 'which is shown to nobody');
    window.dispose();
  });

  it('asks for a folder, the known ones first', async () => {
    const { window, parts } = await open();
    window.engine.report = { ...report, wrong: 0, missing: 0, findings: [], repair: [] };
    const target = await newFolder();
    window.engine.show(jobOf({ target, state: 'done' }));
    dialogues.pick = target.split('/').at(-1);
    await verifyFolder(parts);
    assert.equal(window.checks.all[0]?.folder, target);
    dialogues.pick = 'Choose Folder…';
    const other = await newFolder();
    dialogues.file = vscode.Uri.file(other);
    await verifyFolder(parts);
    assert.equal(window.checks.all[0]?.folder, other);
    window.dispose();
  });
});

describe('dragging from the explorer', () => {
  it('hands files to an editor, and leaves the rest of a mixed selection out', async () => {
    const data = new vscode.DataTransfer();
    const token = new vscode.CancellationTokenSource().token;
    const nodes = [
      { kind: 'file', keyOrPrefix: 'HCP_1200/100206/a b.txt' },
      { kind: 'folder', keyOrPrefix: 'HCP_1200/' },
    ];
    await dragOnly.handleDrag?.(nodes as Parameters<NonNullable<typeof dragOnly.handleDrag>>[0], data, token);
    const dragged = await data.get('text/uri-list')?.asString();
    assert.match(dragged ?? '', /^hcp:.*\/HCP_1200\/100206\/a%20b\.txt$/);
  });
});
