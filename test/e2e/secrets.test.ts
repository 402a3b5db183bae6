import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { findInFiles, findInProcesses } from './leaks';
import { pairOf, pasteKeys, passwordOf, requestKeys, signIn, startWithKeys } from './person';
import { scene } from './scene';

const otherProfiles = `# kept by hand
[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY

[work]
  region = eu-central-1\r
credential_process = /opt/bin/keys --json`;

/** What the browser keeps for the workbench. */
function stored(page: Page): Promise<string> {
  return page.evaluate('JSON.stringify(localStorage)');
}

describe('secrets', () => {
  const main = scene('secrets');
  const account = 'accepted';
  const home = (): string => path.join(main.stage.host.dataDir, 'home');

  it('keeps the pair over a reload of the window', async () => {
    const { workbench } = main.stage;
    await workbench.openHcp();
    await workbench.logEverything();
    await signIn(main.stage, account);
    await requestKeys(main.stage);
    await workbench.explorer.row('HCP_1200').waitFor();
    await workbench.reload();
    await workbench.explorer.row('HCP_1200').waitFor();
  });

  it('saves the pair to a file that only this person can read', async () => {
    const { workbench } = main.stage;
    const { accessKeyId, secretAccessKey } = pairOf(main.stage, account);
    const file = path.join(home(), 'kept-pair.txt');
    await workbench.command('HCP: Save Key Pair…');
    await workbench.quickInput.pick('Save to a File…');
    await workbench.quickInput.choosePath(file);
    await workbench.notifications.saying(`The key pair is saved in ${file}`);
    await main.shot('saved');
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const text = await readFile(file, 'utf8');
    assert.ok(text.includes(accessKeyId) && text.includes(secretAccessKey));
  });

  it('saves the pair as the [hcp] profile and leaves the other profiles as they are', async () => {
    const { workbench } = main.stage;
    const { accessKeyId, secretAccessKey } = pairOf(main.stage, account);
    const file = path.join(home(), '.aws', 'credentials');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, otherProfiles);
    await chmod(file, 0o644);
    await workbench.command('HCP: Save Key Pair…');
    await workbench.quickInput.pick('Save as the [hcp] Profile');
    await workbench.notifications.saying(`The key pair is saved in ${file}`);
    const text = await readFile(file, 'utf8');
    assert.ok(text.startsWith(otherProfiles));
    assert.match(text.slice(otherProfiles.length), /^\s*\[hcp\]\r?\n/);
    assert.ok(text.includes(accessKeyId) && text.includes(secretAccessKey));
    assert.equal((await stat(file)).mode & 0o077, 0, 'nobody else reads it now');
    await workbench.clearNotifications();
  });

  it('asks before it signs out, offers to save, and forgets everything', async () => {
    const { workbench, page } = main.stage;
    await workbench.command('HCP: Sign Out');
    const asked = await workbench.dialog.asking('Sign out of HCP in this editor?');
    assert.match(asked, /Save the pair first/);
    await main.shot('sign-out');
    await workbench.dialog.answer('Save Key Pair…');
    await workbench.quickInput.titled('Save Key Pair');
    await workbench.quickInput.cancel();
    await workbench.dialog.asking('Sign out of HCP in this editor?');
    await workbench.dialog.answer('Sign Out');
    await workbench.welcomeButton('Sign In').first().waitFor();
    await main.shot('signed-out');
    await workbench.reload();
    await workbench.welcomeButton('Sign In').first().waitFor();
    const sealed = await stored(page);
    assert.ok(!sealed.includes('hcp.keyPair'), 'the store still names the pair');
  });

  it('leaves no password and no secret access key in files, logs and arguments', async () => {
    const { host, page } = main.stage;
    const { secretAccessKey } = pairOf(main.stage, account);
    const secrets = [secretAccessKey, passwordOf(main.stage, account)];
    const asked = await findInFiles(path.join(host.dataDir, 'user-data/logs'), [
      `GET /project/aws`,
      '/project/aws',
    ]);
    assert.notDeepEqual(
      asked,
      [],
      'the log says nothing of the key request, so it is not at its finest level',
    );
    assert.deepEqual(await findInFiles(path.join(host.dataDir, 'user-data'), secrets), []);
    assert.deepEqual(await findInFiles(path.join(host.dataDir, 'server-data'), secrets), []);
    assert.deepEqual(await findInFiles(main.stage.workspace, secrets), []);
    assert.deepEqual(await findInProcesses(secrets), []);
    const kept = await stored(page);
    for (const secret of secrets) assert.ok(!kept.includes(secret) && !host.log().includes(secret));
  });
});

describe('an editor that forgets its secrets', () => {
  const main = scene('forgotten-secrets', { keepSecrets: false });

  it('is noticed, and a copy of the pair is asked for before a new one', async () => {
    const { workbench, sandbox } = main.stage;
    const { accessKeyId } = pairOf(main.stage, 'researcher');
    await startWithKeys(main.stage, 'researcher');
    await workbench.reload();
    await workbench.notifications.saying(`no longer holds your AWS key pair ${accessKeyId}`);
    await workbench.welcomeButton('Use Existing AWS Keys').first().waitFor();
    await main.shot('forgotten');
    for (const button of ['Read the Saved File…', 'Paste a Key Pair…', 'Request a New Pair…']) {
      await workbench.notifications.button('no longer holds', button).waitFor();
    }
    sandbox.control.clearRequests();
    await workbench.notifications.press('no longer holds', 'Paste a Key Pair…');
    await pasteKeys(main.stage, pairOf(main.stage, 'researcher'));
    await workbench.notifications.saying('works and is stored');
    await workbench.explorer.row('HCP_1200').waitFor();
    assert.deepEqual(
      sandbox.control.requests().filter(({ server }) => server === 'portal'),
      [],
    );
  });
});
