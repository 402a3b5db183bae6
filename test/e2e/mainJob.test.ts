import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { sandboxDigests } from './digests';
import { acceptTerms, requestKeys, seeSignedIn, typeCredentials, youngAdult } from './person';
import { scene } from './scene';
import { watchedFolders } from './watchers';

describe('the main job', () => {
  const main = scene('main-job', { git: true });
  const subject = '100206';

  it('begins with a welcome that leads to signing in', async () => {
    const { workbench } = main.stage;
    await workbench.openHcp();
    await workbench.widenSideBar();
    await main.shot('welcome');
    await workbench.welcomeButton('Sign In').first().click();
    await workbench.quickInput.titled('User name of your ConnectomeDB account');
    await main.shot('user-name');
    await typeCredentials(main.stage, 'newcomer', 'sandbox-only-newcomer');
    await seeSignedIn(main.stage, 'newcomer');
    await main.shot('signed-in');
  });

  it('shows the terms and accepts them by a tick and a click', async () => {
    const { workbench, sandbox } = main.stage;
    await workbench.welcomeButton('Review Data Use Terms').first().click();
    await workbench.terms.dataset(youngAdult).waitFor();
    await main.shot('terms');
    assert.match(await workbench.terms.dataset(youngAdult).innerText(), /Open Access Data Use Terms/);
    assert.equal(await workbench.terms.acceptButton(youngAdult).isDisabled(), true, 'accepting needs a tick');
    assert.deepEqual(sandbox.control.account('newcomer').acceptedTerms, []);
    await workbench.terms.tick(youngAdult);
    await main.shot('terms-ticked');
    await workbench.terms.tick(youngAdult);
    await acceptTerms(main.stage, youngAdult);
    await main.shot('terms-accepted');
    assert.equal(sandbox.control.account('newcomer').acceptedTerms.length, 1);
  });

  it('gets a key pair, sent for once, and waits until it works', async () => {
    const { sandbox } = main.stage;
    sandbox.control.clearRequests();
    await requestKeys(main.stage);
    await main.shot('keys');
    const sent = sandbox.control.requests().filter((one) => one.name.startsWith('/project/aws'));
    assert.equal(sent.length, 1);
  });

  it('lists all 1,113 subjects, by pages', async () => {
    const { explorer } = main.stage.workbench;
    await explorer.open('HCP_1200');
    await explorer.row(subject).waitFor();
    await main.shot('subjects');
    assert.equal(await explorer.siblings(subject), 1001, '1,000 subjects and a line that offers more');
    await explorer.toEnd();
    await main.shot('load-more');
    await explorer.row('Load more').click();
    await explorer.row('Load more').waitFor({ state: 'hidden' });
    // The tree goes on at the first new subject, which would take back what is pressed before.
    await explorer.rows.and(main.stage.page.locator('.selected', { hasText: /^\d{6}$/ })).waitFor();
    await explorer.toStart();
    assert.equal(await explorer.siblings(subject), 1113);
  });

  it('shows what is in a table and in an image', async () => {
    const { workbench } = main.stage;
    await workbench.explorer.openPath(subject, 'unprocessed', /^3T/);
    await workbench.explorer.row(`${subject}_3T.csv`).click();
    await workbench.preview.shown(`${subject}_3T.csv`, 'table');
    await workbench.preview.body.getByText('Subject', { exact: true }).first().waitFor();
    await main.shot('table');
    await workbench.explorer.open('T1w_MPR1');
    await workbench.explorer.row(`${subject}_3T_T1w_MPR1.nii.gz`).click();
    await workbench.preview.shown(`${subject}_3T_T1w_MPR1.nii.gz`, 'volume');
    assert.match(await workbench.preview.drawn(60_000), /^volume/);
    await main.shot('image');
  });

  it('downloads a subject, whole and checked', async () => {
    const { workbench, workspace, sandbox } = main.stage;
    await workbench.explorer.menu(subject, 'Download to Workspace');
    await workbench.dialog.asking('Keep git, search and file watching away from the data?');
    await main.shot('keep-clean');
    await workbench.dialog.answer('Exclude the Data');
    const plan = await workbench.dialog.asking('Download 14 files');
    assert.match(plan, /Free space/);
    await main.shot('plan');
    await workbench.dialog.answer(/^Download$/);
    const said = await workbench.notifications.saying('Download complete', 60_000);
    assert.match(said, /14 files, .* all checked by MD5/);
    await workbench.downloads.row(subject).waitFor();
    await main.shot('downloaded');
    const folder = path.join(workspace, 'HCP_1200', subject);
    const expected = await sandboxDigests(sandbox, `HCP_1200/${subject}/`);
    const found = new Map<string, string>();
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      const key = path.relative(workspace, file).split(path.sep).join('/');
      found.set(
        key,
        createHash('md5')
          .update(await readFile(file))
          .digest('hex'),
      );
    }
    assert.equal(found.size, 14);
    assert.deepEqual(found, expected);
  });

  it('leaves git clean and nothing watched in the data', async () => {
    const { workspace } = main.stage;
    const { stdout } = await promisify(execFile)('git', ['status', '--porcelain'], { cwd: workspace });
    assert.equal(stdout, '');
    const watched = await watchedFolders(path.join(workspace, 'HCP_1200'));
    assert.deepEqual(watched, []);
  });

  it('leaves whole files alone the second time', async () => {
    const { workbench } = main.stage;
    await workbench.command('Notifications: Clear All Notifications');
    await workbench.explorer.menu(subject, 'Download to Workspace');
    const said = await workbench.notifications.saying(/already|there/i);
    await main.shot('already-there');
    assert.match(said, /14 files/);
  });
});
