import assert from 'node:assert/strict';
import { announced, rememberAnnouncements } from './announced';
import { accessibilityProblems } from './axe';
import { Keyboard } from './pages/keyboard';
import { passwordOf, seeSignedIn, youngAdult } from './person';
import { scene } from './scene';
import { until } from './until';

const run = ['HCP_1200', '100206', 'unprocessed', '3T', 'T1w_MPR1'] as const;
const image = '100206_3T_T1w_MPR1.nii.gz';

describe('with the keyboard alone', () => {
  const main = scene('keyboard');
  let keyboard: Keyboard;

  it('signs in from the welcome', async () => {
    const { page, workbench } = main.stage;
    keyboard = new Keyboard(page);
    await keyboard.watchPointer();
    await rememberAnnouncements(page);
    await page.locator('.activitybar [aria-label^="HCP"]').first().waitFor({ timeout: 90_000 });
    await keyboard.command('HCP: Focus on Explorer View');
    await keyboard.tabTo(workbench.welcomeButton('Sign In'));
    await main.shot('welcome');
    await keyboard.press('Enter');
    await keyboard.answer('User name of your ConnectomeDB account', 'newcomer');
    await keyboard.answer('Password of newcomer', passwordOf(main.stage, 'newcomer'));
    await seeSignedIn(main.stage, 'newcomer');
  });

  it('reads the terms to their end, and accepts them', async () => {
    const { sandbox, workbench } = main.stage;
    const { terms } = workbench;
    await keyboard.command('HCP: Focus on Explorer View');
    await keyboard.tabTo(workbench.welcomeButton('Review Data Use Terms'));
    await main.shot('signed-in');
    await keyboard.press('Enter');
    const text = terms.dataset(youngAdult).getByRole('region').first();
    await keyboard.tabTo(text);
    await keyboard.press('End');
    await until('the text is read to its end', () =>
      text.evaluate((node) => node.scrollTop + node.clientHeight >= node.scrollHeight - 1),
    );
    await main.shot('terms-text');
    const { checkbox, accept } = terms.acceptControls(youngAdult);
    await keyboard.tabTo(checkbox);
    await keyboard.press('Space');
    await keyboard.tabTo(accept);
    await main.shot('terms-accept');
    await keyboard.press('Enter');
    await terms.focused('h3').waitFor();
    assert.equal(sandbox.control.account('newcomer').acceptedTerms.length, 1);
  });

  it('gets keys, and reads what is said', async () => {
    const { page, workbench } = main.stage;
    await keyboard.tabTo(
      workbench.terms.dataset(youngAdult).getByRole('button', { name: 'Request AWS Keys' }),
    );
    await main.shot('terms-next');
    await keyboard.press('Enter');
    await keyboard.confirm('Request a new AWS key pair', 'Request New Pair');
    await workbench.notifications.saying(/The new key pair .* works/, 60_000);
    await keyboard.command('Notifications: Focus Notification Toast');
    await keyboard.at(page.locator('.notifications-toasts .monaco-list').first());
    await main.shot('notification');
    await keyboard.press('Delete');
  });

  it('walks to a file, and looks at it', async () => {
    const { workbench } = main.stage;
    const { explorer, preview } = workbench;
    await keyboard.command('HCP: Focus on Explorer View');
    for (const name of run) {
      await keyboard.walkTo(explorer.pane, name);
      await keyboard.press('ArrowRight');
    }
    await keyboard.walkTo(explorer.pane, image);
    assert.match(
      await explorer.label(image),
      /^100206_3T_T1w_MPR1\.nii\.gz, file, [\d.]+ megabytes, \d+ \w+ \d{4}$/,
    );
    assert.match(await explorer.label(run[0]), /^HCP_1200, release, S1200 Release/);
    await main.shot('tree');
    await keyboard.press('Enter');
    await preview.shown(image, 'volume');
    await preview.drawn();
    const said = await announced(preview.body);
    assert.ok(said.length > 0 && said.length <= 6, `a screen reader is told: ${said.join(' | ')}`);
    const details = preview.button('Show details');
    await keyboard.tabTo(details);
    await keyboard.press('Enter');
    await keyboard.tabTo(preview.button('Download'));
    await main.shot('preview-card');
    await keyboard.tabTo(preview.frame.locator('.viewer-stage canvas'));
    const place = preview.frame.locator('[data-place=voxel]');
    const first = await place.innerText();
    await keyboard.press('ArrowRight');
    await until('the crosshair moves', async () => (await place.innerText()) !== first);
    await main.shot('preview-canvas');
    assert.deepEqual(await accessibilityProblems(preview.body), []);
  });

  it('downloads, pauses and goes on, and reaches the end of it', async () => {
    const { page, sandbox, workbench } = main.stage;
    const { downloads, notifications } = workbench;
    sandbox.control.addFault({
      server: 'bucket',
      pattern: 'MPR1\\.nii',
      kind: 'drip',
      bytesPerSecond: 200_000,
    });
    await keyboard.command('HCP: Focus on Explorer View');
    await keyboard.menu('Download to Workspace');
    await keyboard.confirm('Keep git, search and file watching away', 'Exclude the Data');
    await keyboard.confirm(/Download .* file/, /^Download$/);
    await downloads.row(image).waitFor();
    await keyboard.command('HCP: Focus on Downloads View');
    await keyboard.walkTo(downloads.pane, image);
    await keyboard.menu('Pause Download');
    await downloads
      .labelled(/^Paused/)
      .first()
      .waitFor();
    assert.match(
      await downloads.label(image),
      /^Paused, .*, Paused · \d+ % · .* of [\d.]+ MB · 0 of 1 files$/,
    );
    await main.shot('paused');
    sandbox.control.clearFaults();
    await keyboard.menu('Resume Download');
    await notifications.saying('Download complete', 60_000);
    await keyboard.command('Notifications: Focus Notification Toast');
    await keyboard.at(page.locator('.notifications-toasts .monaco-list').first());
    await main.shot('done');
    assert.equal(keyboard.pointerUses, 0, 'a pointer was used');
  });
});
