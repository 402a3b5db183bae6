import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import * as path from 'node:path';
import { sandboxDigests } from './digests';
import { download, pairOf, startWithKeys, useKeys } from './person';
import { scene } from './scene';
import { until } from './until';

describe('downloads', () => {
  const main = scene('downloads', { userSettings: { 'hcp.download.confirmAbove': 0.06 } });
  const subject = '100206';
  const runs = ['T1w_MPR1', 'T2w_SPC1'] as const;
  const session = `HCP_1200/${subject}/unprocessed/3T`;

  let digests: ReadonlyMap<string, string> = new Map();

  /** The MD5 of each object below a prefix. */
  function inBucket(prefix: string): ReadonlyMap<string, string> {
    return new Map([...digests].filter(([key]) => key.startsWith(`${prefix}/`)));
  }

  /** The MD5 of each file below a folder of the workspace, hidden ones included. */
  async function onDisk(prefix: string): Promise<ReadonlyMap<string, string>> {
    const { workspace } = main.stage;
    const entries = await readdir(path.join(workspace, prefix), {
      recursive: true,
      withFileTypes: true,
    }).catch(() => []);
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
    const found = new Map<string, string>();
    for (const file of files) {
      // A download that runs renames and removes files while they are looked at.
      const bytes = await readFile(file).catch(() => undefined);
      const key = path.relative(workspace, file).split(path.sep).join('/');
      if (bytes) found.set(key, createHash('md5').update(bytes).digest('hex'));
    }
    return found;
  }

  async function assertNothingHalf(prefix: string): Promise<ReadonlyMap<string, string>> {
    const whole = inBucket(prefix);
    const found = await onDisk(prefix);
    for (const [file, digest] of found)
      assert.equal(digest, whole.get(file), `${file} is there, and not whole`);
    return found;
  }

  async function assertWhole(prefix: string): Promise<void> {
    assert.deepEqual(await onDisk(prefix), inBucket(prefix));
  }

  const fetched = (key: RegExp): number =>
    main.stage.sandbox.control
      .requests()
      .filter(({ operation, name }) => operation === 'get' && key.test(name)).length;

  it('opens the folders of a subject', async () => {
    const { workbench, sandbox } = main.stage;
    digests = new Map([
      ...(await sandboxDigests(sandbox, `${session}/`)),
      ...(await sandboxDigests(sandbox, 'HCP_Resources/')),
    ]);
    await startWithKeys(main.stage, 'researcher');
    await workbench.explorer.openPath('HCP_1200', subject, 'unprocessed', /^3T/);
    await workbench.explorer.row(runs[1]).waitFor();
  });

  it('are cancelled at once from the notification and from the view, leave nothing half, and go on', async () => {
    const { workbench, sandbox } = main.stage;
    const [run] = runs;
    sandbox.control.addFault({
      server: 'bucket',
      pattern: `_${run}\\.nii`,
      kind: 'drip',
      bytesPerSecond: 200_000,
    });
    await download(main.stage, run);
    await until('its other files are there', async () => (await onDisk(`${session}/${run}`)).size >= 6);
    await workbench.notifications.saying(`Downloading ${run}`);
    await main.shot('running');
    await workbench.notifications.press(`Downloading ${run}`, 'Cancel');
    await workbench.downloads.row('Cancelled').waitFor();
    await main.shot('cancelled');
    assert.equal((await assertNothingHalf(`${session}/${run}`)).size, 5);

    await workbench.downloads.press(run, 'Retry Download');
    await until('it is fetched again', () => fetched(new RegExp(`_${run}\\.nii`)) >= 2);
    await workbench.downloads.press(run, 'Cancel Download');
    await workbench.downloads.row('Cancelled').waitFor();
    assert.equal((await assertNothingHalf(`${session}/${run}`)).size, 5);

    sandbox.control.clearFaults();
    sandbox.control.clearRequests();
    await workbench.downloads.press(run, 'Retry Download');
    await workbench.notifications.saying('Download complete');
    await assertWhole(`${session}/${run}`);
    assert.equal(fetched(/\/unprocessed\//), 1, 'whole files are not fetched again');
    await workbench.clearNotifications();
  });

  it('list what failed and why, and fetch only that again', async () => {
    const { workbench, sandbox } = main.stage;
    const [, run] = runs;
    sandbox.control.addFault({ server: 'bucket', operation: 'get', pattern: 'AFI', kind: 'changedEtag' });
    sandbox.control.addFault({
      server: 'bucket',
      operation: 'get',
      pattern: 'BIAS_BC',
      kind: 'wrongLength',
      length: 'short',
    });
    await download(main.stage, run);
    const said = await workbench.notifications.saying('Download finished with failures', 60_000);
    assert.match(said, /Failed: 2 files/);
    await workbench.notifications.press('Download finished with failures', 'Show Failures');
    assert.match(await workbench.downloads.label('AFI'), /changed in the bucket while it was being read/);
    assert.match(await workbench.downloads.label('BIAS_BC'), /does not have the announced size/);
    await main.shot('failures');
    assert.ok((await assertNothingHalf(`${session}/${run}`)).size > 0);
    sandbox.control.clearFaults();
    sandbox.control.clearRequests();
    await workbench.downloads.press(run, 'Retry Download');
    await workbench.notifications.saying('Download complete');
    assert.equal(fetched(/\/unprocessed\//), 2);
    await assertWhole(`${session}/${run}`);
    await workbench.clearNotifications();
  });

  it('take several rows at once', async () => {
    const { workbench } = main.stage;
    await workbench.explorer.toStart();
    await workbench.explorer.close('HCP_1200');
    await workbench.explorer.open('HCP_Resources');
    await workbench.explorer.row('GroupAvg').click();
    await workbench.explorer.row('release_notes.txt').click({ modifiers: ['ControlOrMeta'] });
    await download(main.stage, 'release_notes.txt');
    const said = await workbench.notifications.saying('Download complete');
    assert.match(said, /4 files/);
    await workbench.downloads.row('GroupAvg and 1 more').waitFor();
    assert.equal((await assertNothingHalf('HCP_Resources')).size, 4);
    await workbench.clearNotifications();
  });

  it('stop with a clear message when the bucket goes away, and keep what is whole', async () => {
    const { workbench, sandbox } = main.stage;
    const other = 'HCP_Resources';
    sandbox.control.addFault({ server: 'bucket', pattern: 'Protocols', kind: 'drip', bytesPerSecond: 300 });
    sandbox.control.clearRequests();
    await download(main.stage, other);
    await until('the rest is on its way', () => fetched(/Protocols/) === 3);
    await sandbox.control.stop('bucket');
    await workbench.notifications.saying('Download stopped. The bucket can’t be reached', 60_000);
    await main.shot('bucket-gone');
    sandbox.control.clearFaults();
    await sandbox.control.start('bucket');
    const kept = await assertNothingHalf(other);
    assert.ok(kept.size >= 4);
    sandbox.control.clearRequests();
    await workbench.notifications.press('Download stopped', 'Retry');
    await workbench.notifications.saying('Download complete', 60_000);
    assert.equal(fetched(/GroupAvg|release_notes/), 0, 'what was whole is not fetched again');
    await assertWhole(other);
    await workbench.clearNotifications();
  });

  it('stop when the pair dies, and go on with another one', async () => {
    const { workbench, sandbox } = main.stage;
    sandbox.control.addFault({
      server: 'bucket',
      operation: 'get',
      pattern: subject,
      kind: 'keyDiesAfter',
      requests: 2,
    });
    await workbench.explorer.open('HCP_900');
    await download(main.stage, subject);
    await workbench.dialog.asking('Really start it?');
    await main.shot('second-question');
    await workbench.dialog.answer(/^Download 7/);
    await workbench.notifications.saying('Download stopped. This key pair does not work.', 60_000);
    await main.shot('pair-dead');
    await workbench.notifications.button('Download stopped', 'Request AWS Keys…').waitFor();
    sandbox.control.clearFaults();
    await useKeys(main.stage, pairOf(main.stage, 'ready'));
    await workbench.dialog.asking('Replace the key pair');
    await workbench.dialog.answer(/^Replace$/);
    await workbench.notifications.saying('works and is stored');
    await workbench.notifications.press('Download stopped', 'Retry');
    await workbench.notifications.saying('Download complete', 60_000);
    await workbench.clearNotifications();
  });

  it('say how large a whole subject is before anything is fetched', async () => {
    const { workbench, sandbox } = main.stage;
    sandbox.control.clearRequests();
    await workbench.explorer.menu('100307', 'Download to Workspace');
    const asked = await workbench.dialog.asking(/Download 17,389 files|There is not enough space/);
    assert.match(asked, /122 GB/);
    await main.shot('large');
    await workbench.dialog.answer('Cancel');
    assert.equal(fetched(/./), 0);
    assert.deepEqual(await onDisk('HCP_900/100307'), new Map());
  });

  it('ask for a folder where the window has none', async () => {
    const { workbench, workspace, host, page } = main.stage;
    const elsewhere = path.join(workspace, 'elsewhere');
    await mkdir(elsewhere);
    const address = new URL(host.url);
    address.searchParams.delete('folder');
    address.searchParams.set('ew', 'true');
    await page.goto(address.href);
    await workbench.openHcp();
    await workbench.explorer.openPath('HCP_Resources', 'Protocols');
    await workbench.explorer.menu('7T_acquisition', 'Download to Workspace');
    await workbench.quickInput.choosePath(elsewhere);
    assert.match(await workbench.dialog.asking('Download 1 file'), new RegExp(elsewhere));
    await workbench.dialog.answer(/^Download$/);
    await workbench.notifications.saying('Download complete');
    assert.equal((await onDisk('elsewhere/HCP_Resources')).size, 1);
  });
});
