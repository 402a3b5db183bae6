import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { assertNothingHalf, assertWhole, type Digests } from './delivered';
import { sandboxDigests } from './digests';
import { download, pairOf, startWithKeys, useKeys, writeMachineSettings } from './person';
import { scene } from './scene';
import { secondWindow } from './stage';
import { smallDisk, type SmallDisk } from './smallDisk';
import { until } from './until';

const themes = ['Light Modern', 'Dark High Contrast', 'Dark Modern'] as const;

describe('a download in trouble', () => {
  // One connection: most requests are still to come when the trouble begins.
  const main = scene('trouble', {
    machineSettings: { 'hcp.download.bandwidth': 6, 'hcp.download.connections': 1 },
  });
  const subject = '100206';
  const prefix = `HCP_1200/${subject}`;
  let digests: Digests = new Map();
  let disk: SmallDisk | undefined;

  after(() => disk?.close());

  const row = () => main.stage.workbench.downloads;
  const inEveryTheme = async (name: string) => {
    for (const theme of themes) {
      await main.stage.workbench.theme(theme);
      await main.shot(`${name}-${theme.toLowerCase().replaceAll(' ', '-')}`);
    }
  };
  const requests = () => main.stage.sandbox.control.requests().filter(({ name }) => name.startsWith(prefix));

  it('pauses when the pair is reset elsewhere, asks once, and goes on by itself with the new pair', async () => {
    const { workbench, sandbox, workspace } = main.stage;
    digests = await sandboxDigests(sandbox, `${prefix}/`);
    await startWithKeys(main.stage, 'researcher');
    await workbench.widenSideBar();
    await workbench.explorer.open('HCP_1200');
    await download(main.stage, subject);
    await until('bytes arrive', async () => /\d MB of 75\.7/.test(await row().label(subject)));
    sandbox.control.killKey('researcher');
    const said = await workbench.notifications.saying('Downloads are paused. This key pair does not work.');
    assert.match(said, /go on by themselves as soon as there is a pair that works/);
    await row()
      .labelled(/^Paused/)
      .first()
      .waitFor();
    await workbench.statusBar.getByText('HCP paused').waitFor();
    await inEveryTheme('pair-dead');
    assert.equal(await workbench.notifications.all('Downloads are paused').count(), 1);
    await assertNothingHalf(digests, workspace, prefix);

    sandbox.control.clearRequests();
    await useKeys(main.stage, pairOf(main.stage, 'ready'));
    await workbench.dialog.asking('Replace the key pair');
    await workbench.dialog.answer(/^Replace$/);
    await workbench.statusBar.getByText('the download goes on with the new key pair').waitFor();
    await row()
      .labelled(/^Running/)
      .waitFor();
    await main.shot('goes-on');
    await writeMachineSettings(main.stage, { 'hcp.download.bandwidth': 0 });
    await workbench.notifications.saying('Download complete', 60_000);
    assert.ok(requests().length > 0);
    await assertWhole(digests, workspace, prefix);
    await workbench.clearNotifications();
  });

  it('waits for the other window that downloads the same files', async () => {
    const { workbench, workspace } = main.stage;
    await workbench.clearNotifications();
    await rm(path.join(workspace, prefix), { recursive: true });
    await writeMachineSettings(main.stage, { 'hcp.download.bandwidth': 3 });
    await download(main.stage, subject);
    await until('bytes arrive', async () => /\d MB of 75\.7/.test(await row().label(subject)));
    const other = await secondWindow(main.stage);
    await other.workbench.openHcp();
    await other.workbench.explorer.open('HCP_1200');
    await download(other, subject);
    await other.workbench.downloads
      .labelled(/^Waiting/)
      .first()
      .waitFor();
    await other.workbench.statusBar.getByText('HCP waits').waitFor();
    await main.shot('waits', other.page);
    await writeMachineSettings(main.stage, { 'hcp.download.bandwidth': 0 });
    await workbench.notifications.saying('Download complete', 60_000);
    await other.workbench.notifications.saying('nothing had to be downloaded', 60_000);
    await assertWhole(digests, workspace, prefix);
    await other.page.close();
    await workbench.clearNotifications();
  });

  it('pauses on a full disk, and goes on when there is space', async () => {
    const { workbench } = main.stage;
    disk = await smallDisk(100);
    const ballast = path.join(disk.folder, 'ballast');
    await writeFile(ballast, Buffer.alloc(15_000_000));
    await writeMachineSettings(main.stage, {
      'hcp.download.folder': disk.folder,
      'hcp.download.bandwidth': 10,
    });
    await workbench.command('HCP: Clear Finished');
    await download(main.stage, subject);
    await until('bytes arrive', async () => /\d MB of 75\.7/.test(await row().label(subject)));
    await writeFile(`${ballast}2`, Buffer.alloc(30_000_000));
    const said = await workbench.notifications.saying('is paused. The disk is full', 60_000);
    assert.match(said, new RegExp(subject));
    await row()
      .labelled(/^Paused/)
      .first()
      .waitFor();
    await workbench.statusBar.getByText('HCP paused').waitFor();
    await inEveryTheme('disk-full');
    await assertNothingHalf(digests, disk.folder, prefix);
    await rm(ballast);
    await rm(`${ballast}2`);
    await workbench.notifications.press('is paused. The disk is full', 'Resume');
    await workbench.notifications.saying('Download complete', 60_000);
    await assertWhole(digests, disk.folder, prefix);
    await main.shot('disk-done');
  });

  it('pauses when the person signs out', async () => {
    const { workbench } = main.stage;
    const folder = disk?.folder ?? '';
    await rm(path.join(folder, prefix), { recursive: true });
    await writeMachineSettings(main.stage, { 'hcp.download.bandwidth': 3 });
    await workbench.command('HCP: Clear Finished');
    await download(main.stage, subject);
    await until('bytes arrive', async () => /\d MB of 75\.7/.test(await row().label(subject)));
    await workbench.command('HCP: Sign Out');
    await workbench.dialog.asking('running downloads are paused');
    await main.shot('sign-out-asks');
    await workbench.dialog.answer('Sign Out');
    await row()
      .labelled(/^Paused/)
      .first()
      .waitFor();
    await main.shot('signed-out');
    await assertNothingHalf(digests, folder, prefix);
  });
});
