import assert from 'node:assert/strict';
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { assertNothingHalf, assertWhole, delivered, type Digests } from './delivered';
import { sandboxDigests } from './digests';
import { closeWindow, download, openAgain, startWithKeys, writeMachineSettings } from './person';
import { scene } from './scene';
import { until } from './until';

/** More than the 50 MB that are cancelled without a question; a label may be a moment old. */
const muchArrived = /(5[6-9]|[67]\d)(\.\d)? MB of 75\.7/;

const themes = ['Light Modern', 'Dark High Contrast', 'Dark Modern'] as const;

describe('an unfinished download', () => {
  // 76 MB take some 20 seconds: time enough for the clicks of a person.
  const main = scene('unfinished', { machineSettings: { 'hcp.download.bandwidth': 4 } });
  const subject = '100206';
  const prefix = `HCP_1200/${subject}`;
  let digests: Digests = new Map();

  const row = () => main.stage.workbench.downloads;
  const fetched = () =>
    main.stage.sandbox.control
      .requests()
      .filter(({ operation, name }) => operation === 'get' && name.startsWith(prefix));
  const wholeFiles = async () => (await delivered(main.stage.workspace, prefix)).whole;
  const inEveryTheme = async (name: string) => {
    for (const theme of themes) {
      await main.stage.workbench.theme(theme);
      await main.shot(`${name}-${theme.toLowerCase().replaceAll(' ', '-')}`);
    }
  };

  it('pauses and goes on by its row', async () => {
    const { workbench, sandbox } = main.stage;
    digests = await sandboxDigests(sandbox, `${prefix}/`);
    await startWithKeys(main.stage, 'researcher');
    await workbench.widenSideBar();
    await workbench.explorer.open('HCP_1200');
    await download(main.stage, subject);
    await until('bytes arrive', async () => /\d MB of 75\.7/.test(await row().label(subject)));
    await workbench.statusBar.getByText(/HCP \d+ %/).waitFor();
    await main.shot('running');
    await row().press(subject, 'Pause Download');
    await row()
      .labelled(/^Paused/)
      .waitFor();
    await main.shot('paused');
    sandbox.control.clearRequests();
    const before = await row().label(subject);
    await workbench.statusBar.getByText(/HCP \d+ %/).waitFor({ state: 'hidden' });
    assert.equal(await row().label(subject), before);
    assert.equal(fetched().length, 0, 'a paused download fetches nothing');
    await row().press(subject, 'Resume Download');
    await until('it is fetched again', () => fetched().length > 0);
    await row()
      .labelled(/^Running/)
      .waitFor();
  });

  it('is offered by the next window, and not begun anew', async () => {
    const { workbench, sandbox } = main.stage;
    await until('some files are whole', async () => (await wholeFiles()).size >= 3);
    await closeWindow(main.stage);
    const kept = await assertNothingHalf(digests, main.stage.workspace, prefix);
    await until('nothing is fetched any more', async () => {
      sandbox.control.clearRequests();
      await new Promise((resolve) => setTimeout(resolve, 500));
      return fetched().length === 0;
    });
    sandbox.control.clearRequests();
    await openAgain(main.stage);
    await workbench.notifications.saying('1 download is unfinished');
    await row()
      .labelled(/^Interrupted/)
      .waitFor();
    await inEveryTheme('interrupted');
    assert.equal(fetched().length, 0, 'nothing resumes without a click');
    await writeMachineSettings(main.stage, { 'hcp.download.bandwidth': 0 });
    await workbench.notifications.press('1 download is unfinished', 'Resume');
    await workbench.notifications.saying('Download complete', 60_000);
    // HCP's own manifests are read for the checksums in them as well.
    const data = fetched().filter(({ name }) => !name.includes('/.xdlm/'));
    for (const { name } of data) assert.ok(!kept.has(name), `${name} was whole`);
    await assertWhole(digests, main.stage.workspace, prefix);
    await row().open(subject);
    await row().open('Arrived');
    await inEveryTheme('complete');
    await workbench.clearNotifications();
  });

  it('left a manifest beside the data, and a text for the methods section', async () => {
    const { workbench, workspace } = main.stage;
    const manifest = await readFile(path.join(workspace, 'hcp-manifest.tsv'), 'utf8');
    const lines = manifest.trimEnd().split('\n');
    assert.equal(lines.length, 15, manifest);
    for (const [key, digest] of digests)
      assert.ok(manifest.includes(`${key}\t`) && manifest.includes(digest), key);
    await row().menu(subject, 'Open Manifest');
    await workbench.activeTab.getByText('hcp-manifest.tsv').waitFor();
    await row().menu(subject, 'Copy Methods Text');
    await workbench.notifications.saying(/methods text/i);
    await main.shot('methods');
    await workbench.clearNotifications();
  });

  it('is verified, and only what is wrong or missing is repaired', async () => {
    const { workbench, workspace, sandbox } = main.stage;
    const [wrong = '', missing = ''] = [...digests.keys()].filter((key) => key.endsWith('.nii.gz'));
    await spoil(path.join(workspace, wrong));
    await rm(path.join(workspace, missing));
    await workbench.command('HCP: Verify Downloaded Data');
    await workbench.quickInput.pick(path.basename(workspace));
    const said = await workbench.notifications.saying('is not whole');
    assert.match(said, /1 wrong, 1 missing\. Whole: 12 files/);
    await workbench.notifications.press('is not whole', 'Show Findings');
    await row().labelled(/Wrong/).first().waitFor();
    await row()
      .labelled(/Missing/)
      .first()
      .waitFor();
    await inEveryTheme('not-whole');
    sandbox.control.clearRequests();
    await row().press('Check of', 'Repair');
    await workbench.notifications.saying('Download complete: 2 files');
    assert.deepEqual(new Set(fetched().map(({ name }) => name)), new Set([wrong, missing]));
    await assertWhole(digests, workspace, prefix);
    await workbench.clearNotifications();
    await row().menu(subject, 'Verify Again');
    await workbench.notifications.saying('is whole');
    await main.shot('whole');
  });

  it('asks before much is thrown away', async () => {
    const { workbench } = main.stage;
    await workbench.clearNotifications();
    await workbench.command('HCP: Clear Finished');
    await rm(path.join(main.stage.workspace, prefix), { recursive: true });
    await writeMachineSettings(main.stage, { 'hcp.download.bandwidth': 8 });
    await workbench.explorer.open('HCP_1200');
    await download(main.stage, subject);
    // What was on its way at the pause doesn't count, so a pause may come too early.
    await until('much has arrived', async () => {
      if (!muchArrived.test(await row().label(subject))) return false;
      await row().press(subject, 'Pause Download');
      await row()
        .labelled(/^Paused/)
        .waitFor();
      if (muchArrived.test(await row().label(subject))) return true;
      await row().press(subject, 'Resume Download');
      return false;
    });
    await row().press(subject, 'Cancel');
    await workbench.dialog.asking('Cancel the download of 100206?');
    await main.shot('cancel-asks');
    await workbench.dialog.answer('Cancel Download');
    await row()
      .labelled(/^Cancelled/)
      .waitFor();
    const { parts } = await delivered(main.stage.workspace, prefix);
    assert.deepEqual(parts, []);
    await assertNothingHalf(digests, main.stage.workspace, prefix);
  });
});

/** Changes bytes in the middle of a file, and neither its size nor its date. */
async function spoil(file: string): Promise<void> {
  const { mtime, atime } = await stat(file);
  const bytes = await readFile(file);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  await writeFile(file, bytes);
  await utimes(file, atime, mtime);
}
