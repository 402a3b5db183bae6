import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { findInFiles, findInProcesses } from './leaks';
import { acceptTerms, pairOf, retest, signIn, startWithKeys } from './person';
import { age, scene } from './scene';
import { until } from './until';

describe('access', () => {
  const main = scene('access');
  const account = 'researcher';

  it('is told release by release, with the way to a locked one', async () => {
    const { workbench } = main.stage;
    await startWithKeys(main.stage, account);
    await workbench.command('HCP: Test Access');
    await workbench.quickInput.titled(`Access of ${pairOf(main.stage, account).accessKeyId}`);
    await main.shot('releases');
    for (const release of ['HCP_1200', 'HCP_900', 'HCP', 'HCP_Resources']) {
      await workbench.quickInput.rows.filter({ hasText: new RegExp(`^${release}\\s*Open`) }).waitFor();
    }
    await workbench.quickInput.rows.filter({ hasText: /^HCP_Retest\s*Terms needed/ }).waitFor();
    await workbench.quickInput.pick('HCP_Retest');
    await workbench.terms.body.getByText('Sign in to read the terms').waitFor();
  });

  it('tells how far the clock is off, and tests again', async () => {
    const { workbench, sandbox } = main.stage;
    sandbox.control.setSwitches({ clockOffsetMs: -40 * 60_000 });
    await workbench.command('HCP: Test Access');
    await workbench.notifications.saying('off by 40 minutes (ahead)');
    await main.shot('clock');
    sandbox.control.setSwitches({ clockOffsetMs: 0 });
    await workbench.notifications.press('off by 40 minutes', 'Test Again');
    await workbench.quickInput.titled('Access of');
    assert.match(
      (await workbench.quickInput.attribute('placeholder')) ?? '',
      /Last test, .* it did not work/,
    );
    await main.shot('mended');
    await workbench.quickInput.pick('Copy Report');
    await workbench.notifications.saying('The report is on the clipboard');
    await workbench.clearNotifications();
  });

  it('points out terms that have changed since they were accepted', async () => {
    const { workbench, sandbox } = main.stage;
    await signIn(main.stage, account);
    await acceptTerms(main.stage, retest);
    assert.equal(await workbench.terms.dataset(retest).getByText('has changed since').count(), 0);
    sandbox.control.setSwitches({ hostileTerms: true });
    await workbench.terms.body.getByRole('button', { name: 'Refresh' }).click();
    await workbench.terms
      .dataset(retest)
      .getByText('This text has changed since you accepted it on')
      .waitFor();
    await workbench.terms.dataset(retest).scrollIntoViewIfNeeded();
    await main.shot('terms-changed');
    assert.equal(await workbench.terms.hasRun('hcpHostile'), false);
  });

  it('has a ledger of the accepted terms that can be read and checked', async () => {
    const { workbench, host, page } = main.stage;
    const folder = path.join(host.dataDir, 'home', 'board');
    await mkdir(folder);
    await workbench.command('HCP: Export Terms Ledger…');
    await workbench.quickInput.choosePath(`${folder}/`);
    await workbench.notifications.saying('Open ledger.html in a browser');
    await main.shot('exported');
    const [name = ''] = await readdir(folder);
    const [text = ''] = await readdir(path.join(folder, name, 'texts'));
    const bytes = await readFile(path.join(folder, name, 'texts', text));
    assert.equal(text, `${createHash('sha256').update(bytes).digest('hex')}.txt`);
    const reader = await page.context().newPage();
    await reader.setContent(await readFile(path.join(folder, name, 'ledger.html'), 'utf8'));
    await reader.getByRole('cell', { name: account }).waitFor();
    await main.shot('ledger', reader);
    await reader.close();
    await workbench.clearNotifications();
  });

  it('keeps the ledger over a sign-out that is not carried out, and says so', async () => {
    const { workbench } = main.stage;
    await workbench.command('HCP: Sign Out');
    assert.match(await workbench.dialog.asking('Sign out of HCP'), /ledger of the terms .* stays/);
    await main.shot('sign-out');
    await workbench.dialog.answer('Cancel');
  });

  it('asks before a terminal gets the pair', async () => {
    const { workbench } = main.stage;
    await workbench.command('HCP: Open Terminal with HCP Credentials');
    await workbench.dialog.asking('Open a terminal with the key pair');
    await main.shot('terminal-question');
    await workbench.dialog.answer('Cancel');
  });

  // The oldest server comes without the native part of terminals.
  if (age === 'newest') {
    it('goes into the environment of one terminal, which does not outlive the window', async () => {
      const { workbench, workspace, page, host } = main.stage;
      const { accessKeyId, secretAccessKey } = pairOf(main.stage, account);
      await workbench.command('HCP: Open Terminal with HCP Credentials');
      await workbench.dialog.asking('Open a terminal with the key pair');
      await workbench.dialog.answer('Open Terminal');
      await page.locator('.terminal.xterm').click();
      await page.keyboard.type('echo "$AWS_ACCESS_KEY_ID" > seen\n');
      const seen = () => readFile(path.join(workspace, 'seen'), 'utf8').catch(() => '');
      await until('the terminal has the pair', async () => (await seen()) === `${accessKeyId}\n`);
      await main.shot('terminal');
      const holders = await findInProcesses([secretAccessKey]);
      assert.ok(holders.length > 0);
      assert.deepEqual(
        holders.filter((holder) => !holder.endsWith('/environ')),
        [],
      );
      await workbench.reload();
      await until('it has ended', async () => (await findInProcesses([secretAccessKey])).length === 0);
      assert.deepEqual(await findInFiles(host.dataDir, [secretAccessKey]), []);
      assert.deepEqual(await findInFiles(workspace, [secretAccessKey]), []);
    });
  }

  it('is told when the pair was reset elsewhere, with what mends it', async () => {
    const { workbench, sandbox } = main.stage;
    sandbox.control.killKey(account);
    await workbench.command('HCP: Test Access');
    const said = await workbench.notifications.saying('does not know the access key ID');
    assert.match(said, /In this editor since/);
    for (const button of ['Use Existing Keys…', 'Request AWS Keys…', 'Copy Report']) {
      await workbench.notifications.button('does not know', button).waitFor();
    }
    await main.shot('reset-elsewhere');
  });

  it('stands in VS Code’s account menu, and signs out from there', async () => {
    const { workbench, page } = main.stage;
    await workbench.clearNotifications();
    await page.locator('.activitybar').getByLabel('Accounts').first().click();
    // Without a session of the portal, which a reload ends, a pasted pair has no name but its own.
    const session = page.getByRole('menuitem', { name: /^(researcher|AKIA\w+) \(HCP Portal\)/ });
    await session.hover();
    await session.press('ArrowRight');
    const leave = page.getByRole('menuitem', { name: 'Sign Out' });
    await leave.waitFor();
    await main.shot('account-menu');
    await leave.hover();
    await leave.press('Enter');
    const ours = workbench.dialog.box.filter({ hasText: 'Sign out of HCP in this editor?' });
    // VS Code asks first, if another extension has used the session.
    await workbench.dialog.box.first().waitFor();
    if (!(await ours.isVisible())) await workbench.dialog.answer('Sign Out');
    await ours.waitFor();
    await workbench.dialog.answer('Sign Out');
    await workbench.welcomeButton('Sign In').first().waitFor();
    await page.locator('.activitybar').getByLabel('Accounts').first().click();
    await page.getByRole('menuitem').first().waitFor();
    assert.equal(await session.count(), 0);
    await main.shot('account-menu-signed-out');
    await page.keyboard.press('Escape');
  });
});
