import assert from 'node:assert/strict';
import { mkdir, rm } from 'node:fs/promises';
import * as path from 'node:path';
import { askTool, makeAsking } from './askingExtension';
import { assertNothingHalf, assertWhole, delivered, type Digests } from './delivered';
import { sandboxDigests } from './digests';
import { download, startWithKeys } from './person';
import { scene } from './scene';
import { until } from './until';

describe('downloads', () => {
  const table = 'HCP_900/100307/unprocessed/3T/100307_3T.csv';
  const asking = makeAsking('hcp_download', { paths: [table] });
  const main = scene('downloads', {
    userSettings: { 'hcp.download.confirmAbove': 0.06 },
    alsoLinked: [asking],
  });
  after(() => rm(asking, { recursive: true, force: true }));
  const subject = '100206';
  const runs = ['T1w_MPR1', 'T2w_SPC1'] as const;
  const session = `HCP_1200/${subject}/unprocessed/3T`;

  let digests: Digests = new Map();

  const nothingHalf = (prefix: string) => assertNothingHalf(digests, main.stage.workspace, prefix);
  const whole = (prefix: string) => assertWhole(digests, main.stage.workspace, prefix);
  const onDisk = async (prefix: string) => (await delivered(main.stage.workspace, prefix)).whole;

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

  it('are cancelled from their row, leave nothing half, and go on file by file', async () => {
    const { workbench, sandbox } = main.stage;
    const { downloads } = workbench;
    const [run] = runs;
    const image = `_${run}.nii`;
    sandbox.control.addFault({
      server: 'bucket',
      pattern: `_${run}\\.nii`,
      kind: 'drip',
      bytesPerSecond: 200_000,
    });
    await download(main.stage, run);
    await until('its other files are there', async () => (await onDisk(`${session}/${run}`)).size >= 5);
    await main.shot('running');
    await downloads.press(run, 'Cancel');
    await downloads.labelled(/^Cancelled/).waitFor();
    await main.shot('cancelled');
    assert.equal((await nothingHalf(`${session}/${run}`)).size, 5);
    assert.deepEqual((await delivered(main.stage.workspace, session)).parts, []);

    await downloads.press(run, 'Download Again');
    await downloads.row(image).waitFor();
    await downloads.press(image, 'Pause File');
    await downloads.labelled(/^Paused, .*nii\.gz/).waitFor();
    await downloads.press(image, 'Resume File');
    await downloads.labelled(/^Downloading, .*nii\.gz/).waitFor();
    await downloads.press(run, 'Pause Download');
    await downloads
      .labelled(/^Paused/)
      .first()
      .waitFor();
    await nothingHalf(`${session}/${run}`);

    sandbox.control.clearFaults();
    await downloads.press(run, 'Resume Download');
    await workbench.notifications.saying('Download complete: 1 file');
    await whole(`${session}/${run}`);
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
    const { downloads } = workbench;
    await downloads.labelled(/^Failed, .*AFI.*changed in the bucket while it was being read/).waitFor();
    await downloads.labelled(/^Failed, .*BIAS_BC.*answer can’t be read/).waitFor();
    await main.shot('failures');
    assert.ok((await nothingHalf(`${session}/${run}`)).size > 0);
    sandbox.control.clearFaults();
    sandbox.control.clearRequests();
    await workbench.downloads.press(run, 'Retry Failed Files');
    await workbench.notifications.saying('Download complete');
    assert.equal(fetched(/\/unprocessed\//), 2);
    await whole(`${session}/${run}`);
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
    assert.equal((await nothingHalf('HCP_Resources')).size, 4);
    await workbench.clearNotifications();
  });

  it('wait while the bucket is away, and go on by themselves', async () => {
    const { workbench, sandbox } = main.stage;
    const other = 'HCP_Resources';
    sandbox.control.addFault({ server: 'bucket', pattern: 'Protocols', kind: 'drip', bytesPerSecond: 300 });
    sandbox.control.clearRequests();
    await download(main.stage, other);
    await until('the rest is on its way', () => fetched(/Protocols/) === 3);
    await sandbox.control.stop('bucket');
    await workbench.downloads.row('Offline').waitFor();
    await main.shot('bucket-gone');
    await nothingHalf(other);
    sandbox.control.clearFaults();
    await sandbox.control.start('bucket');
    sandbox.control.clearRequests();
    await workbench.notifications.saying('Download complete', 60_000);
    assert.equal(fetched(/GroupAvg|release_notes/), 0, 'what was whole is not fetched again');
    await whole(other);
    await workbench.clearNotifications();
  });

  it('are asked about twice when they are large', async () => {
    const { workbench } = main.stage;
    await workbench.explorer.open('HCP_900');
    await download(main.stage, subject);
    await workbench.dialog.asking('Really start it?');
    await main.shot('second-question');
    await workbench.dialog.answer(/^Download 7/);
    await workbench.notifications.saying('Download complete', 60_000);
    await workbench.clearNotifications();
  });

  it('open a file that is dragged from the tree into an editor', async () => {
    const { workbench } = main.stage;
    await workbench.explorer.toStart();
    await workbench.explorer.close('HCP_900');
    await workbench.explorer.open('HCP_Resources');
    await workbench.dragToEditor(workbench.explorer.row('release_notes.txt'));
    await workbench.activeTab.getByText('release_notes.txt').waitFor();
    await main.shot('dragged');
  });

  it('say how large a whole subject is before anything is fetched', async () => {
    const { workbench, sandbox } = main.stage;
    sandbox.control.clearRequests();
    await workbench.explorer.toStart();
    await workbench.explorer.open('HCP_900');
    await workbench.explorer.menu('100307', 'Download to Workspace');
    const asked = await workbench.dialog.asking(/Download 17,389 files|There is not enough space/, 90_000);
    assert.match(asked, /122 GB/);
    await main.shot('large');
    await workbench.dialog.answer('Cancel');
    assert.equal(fetched(/./), 0);
    assert.deepEqual(await onDisk('HCP_900/100307'), new Map());
  });

  it('are asked about by VS Code and by us when a language model wants them', async () => {
    const { workbench } = main.stage;
    await workbench.command(askTool);
    const first = await workbench.dialog.asking('Let the language model download HCP data?');
    assert.match(first, /1 file/);
    assert.ok(first.includes(table), first);
    await main.shot('model-asks');
    await workbench.dialog.answer('Yes');
    const second = await workbench.dialog.asking('Download 1 file');
    assert.ok(second.includes(`A language model asks for: ${table}`), second);
    await main.shot('model-asks-us');
    await workbench.dialog.answer(/^Download$/);
    await workbench.notifications.saying('"started":true');
    await workbench.notifications.saying('Download complete: 1 file');
    assert.equal((await onDisk('HCP_900/100307')).size, 1);
    await workbench.clearNotifications();
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
