import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { chmod, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { familyOf, findInFiles, findInProcesses, holdsAny } from './leaks';
import { PageLeaks } from './pageLeaks';
import { PortalTab } from './pages/portalTab';
import {
  acceptTerms,
  download,
  pairOf,
  pasteKeys,
  passwordOf,
  requestKeys,
  retest,
  signIn,
  startWithKeys,
} from './person';
import { age, scene } from './scene';
import { until } from './until';

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
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'hcp-secrets-'));
  const main = scene('secrets', { sandbox: { keyDelayMs: 500 }, extraEnv: { TMPDIR: temporary } });
  const account = 'accepted';
  const home = (): string => path.join(main.stage.host.dataDir, 'home');
  const savedPair = () => path.join(home(), 'kept-pair.txt');
  const profile = () => path.join(home(), '.aws', 'credentials');
  /** The password, and each secret access key of this run. */
  const secrets: string[] = [];
  let pages: PageLeaks;
  let terminal: ReadonlySet<number> = new Set();

  before(async () => {
    const context = main.stage.page.context();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    pages = await PageLeaks.listen(context);
    secrets.push(passwordOf(main.stage, account));
  });
  after(() => rm(temporary, { recursive: true, force: true }));

  const clipboard = () => main.stage.page.evaluate<string>('navigator.clipboard.readText()');

  /** All that is left behind, but for what the person had written by an act of its own. */
  async function findEverywhere(): Promise<readonly string[]> {
    const { host, workspace } = main.stage;
    const found = [
      ...(await findInFiles(host.dataDir, secrets, [savedPair(), profile()])),
      ...(await findInFiles(workspace, secrets)),
      ...(await findInFiles(temporary, secrets)),
      ...(await findInProcesses(secrets, terminal)),
      ...(await pages.find(secrets)),
    ];
    return holdsAny(host.log(), secrets) ? [...found, 'what the server printed'] : found;
  }

  it('keeps the pair over a reload of the window', async () => {
    const { workbench } = main.stage;
    await workbench.openHcp();
    await workbench.setLogLevel('Trace');
    await signIn(main.stage, account);
    await requestKeys(main.stage);
    secrets.push(pairOf(main.stage, account).secretAccessKey);
    await workbench.explorer.row('HCP_1200').waitFor();
    await workbench.reload();
    await workbench.explorer.row('HCP_1200').waitFor();
    await workbench.setLogLevel('Trace');
  });

  it('saves the pair to a file that only this person can read', async () => {
    const { workbench } = main.stage;
    const { accessKeyId, secretAccessKey } = pairOf(main.stage, account);
    const file = savedPair();
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
    const file = profile();
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

  it('takes another pair by hand from the clipboard, and writes it to the profile', async () => {
    const { workbench, sandbox, page } = main.stage;
    const tab = await PortalTab.open(page, sandbox.portalUrl);
    await tab.signIn(account, passwordOf(main.stage, account));
    const { accessKeyId, secretAccessKey } = await tab.newPair('HCP_YA');
    secrets.push(secretAccessKey);
    await tab.close();
    await page.bringToFront();
    await workbench.command('HCP: Get Keys by Hand');
    await workbench.quickInput.pick('I Have a Key Pair');
    await workbench.quickInput.pick('Watch the Clipboard');
    await workbench.notifications.saying('Watching the clipboard');
    const copied = JSON.stringify(`${accessKeyId}\n${secretAccessKey}`);
    await page.evaluate(`navigator.clipboard.writeText(${copied})`);
    await workbench.dialog.asking('Replace the key pair');
    await workbench.dialog.answer('Replace');
    await workbench.notifications.saying(`The key pair ${accessKeyId} works and is stored`, 60_000);
    await workbench.command('HCP: Write AWS Profile');
    await workbench.dialog.asking('Replace the [hcp] profile?');
    await workbench.dialog.answer('Replace');
    await workbench.notifications.saying(`The key pair is saved in ${profile()}`);
    assert.ok((await readFile(profile(), 'utf8')).includes(secretAccessKey));
    await workbench.clearNotifications();
  });

  it('shows terms and files, downloads, and gives reports and a ledger', async () => {
    const { workbench, workspace, sandbox } = main.stage;
    await signIn(main.stage, account);
    await workbench.command('HCP: Review Data Use Terms');
    await acceptTerms(main.stage, retest);
    await workbench.command('HCP: Export Terms Ledger…');
    await mkdir(path.join(home(), 'board'));
    await workbench.quickInput.choosePath(`${path.join(home(), 'board')}/`);
    await workbench.notifications.saying('Open ledger.html in a browser');
    await workbench.clearNotifications();
    await workbench.explorer.openPath('HCP_Resources', 'Protocols');
    await workbench.explorer.row('3T_acquisition').click();
    await workbench.preview.shown('3T_acquisition_parameters.csv', 'table');
    const slow = {
      server: 'bucket',
      pattern: 'manual_appendix',
      kind: 'drip',
      bytesPerSecond: 30_000,
    } as const;
    sandbox.control.addFault(slow);
    await download(main.stage, 'Protocols');
    const bookkeeping = path.join(workspace, '.hcp');
    await until('there is a journal', async () => (await readdir(bookkeeping).catch(() => [])).length > 0);
    assert.deepEqual(await findInFiles(workspace, secrets), []);
    await workbench.notifications.saying('Download complete', 60_000);
    sandbox.control.clearFaults();
    assert.ok((await readdir(workspace)).includes('hcp-manifest.tsv'));
    await workbench.command('HCP: Copy Report');
    await workbench.notifications.saying('The report is on the clipboard');
    assert.ok(!holdsAny(await clipboard(), secrets));
    await workbench.command('HCP: Test Access');
    await workbench.quickInput.pick('Copy Report');
    await workbench.notifications.saying('The report is on the clipboard');
    assert.ok(!holdsAny(await clipboard(), secrets));
    await workbench.clearNotifications();
  });

  // The oldest server comes without the native part of terminals.
  if (age === 'newest') {
    it('gives the pair to one terminal, where hcp uses it', async () => {
      const { workbench, workspace, page } = main.stage;
      await workbench.command('HCP: Open Terminal with HCP Credentials');
      await workbench.notifications.button('log level is Trace', 'Set Log Level…').waitFor();
      await main.shot('no-terminal-at-trace');
      await workbench.clearNotifications();
      await workbench.setLogLevel('Info');
      await workbench.setLogLevel('Trace', 'HCP Explorer');
      await workbench.command('HCP: Open Terminal with HCP Credentials');
      await workbench.dialog.answer('Open Terminal');
      await page.locator('.terminal.xterm').click();
      await page.keyboard.type(
        'hcp ls HCP_Resources/ --endpoint-url $AWS_ENDPOINT_URL_S3 > listed 2>&1; echo $$ > shell\n',
      );
      const written = (name: string) => readFile(path.join(workspace, name), 'utf8').catch(() => '');
      await until('hcp has listed', async () => /\d+\n/.test(await written('shell')));
      assert.match(await written('listed'), /release_notes\.txt/);
      terminal = await familyOf(Number(await written('shell')));
      await main.shot('terminal');
      assert.ok((await findInProcesses(secrets)).length > 0);
      await workbench.setLogLevel('Trace');
    });
  }

  it('leaves neither anywhere but where the person had them written', async () => {
    const { page } = main.stage;
    assert.ok(pages.heard('"type":"request"') > 0 && pages.heard('"type":"reply"') > 0, 'webviews are heard');
    assert.deepEqual(await findEverywhere(), []);
    const decoy = `${age}-planted/secret+key`;
    for (const plant of [
      `window.postMessage({ nested: [${JSON.stringify(decoy)}] }, '*')`,
      `localStorage.setItem('planted', ${JSON.stringify(decoy)})`,
      `sessionStorage.setItem('planted', ${JSON.stringify(decoy)})`,
    ])
      await page.evaluate(plant);
    const found = await pages.find([decoy]);
    assert.deepEqual(
      ['message', 'cookies', 'sessionStorage'].filter((kind) => !found.some((one) => one.startsWith(kind))),
      [],
      'what is planted is found',
    );
    assert.notDeepEqual(await findInFiles(home(), secrets), [], 'what was saved is found');
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
    await until('the terminal has ended', async () => (await findInProcesses(secrets)).length === 0);
    terminal = new Set();
    await workbench.reload();
    await workbench.welcomeButton('Sign In').first().waitFor();
    const sealed = await stored(page);
    assert.ok(!sealed.includes('hcp.keyPair'), 'the store still names the pair');
  });

  it('leaves no password and no secret access key in files, logs and arguments', async () => {
    const { host, page } = main.stage;
    const logs = path.join(host.dataDir, 'user-data/logs');
    assert.notDeepEqual(
      await findInFiles(logs, ['/project/aws']),
      [],
      'the log says nothing of the key request, so it is not at its finest level',
    );
    const fine = (await findInFiles(logs, ['[trace]'])).map((file) => path.basename(file));
    assert.ok(
      fine.includes('remoteexthost.log'),
      `VS Code’s own logs are not at their finest level: ${fine.join()}`,
    );
    assert.deepEqual(await findEverywhere(), []);
    assert.ok(!holdsAny(await stored(page), secrets));
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
