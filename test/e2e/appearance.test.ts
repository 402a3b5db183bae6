import assert from 'node:assert/strict';
import { accessibilityProblems } from './axe';
import { download, passwordOf, retest, seeSignedIn, startWithKeys, typeCredentials } from './person';
import { scene } from './scene';

const themes = ['Light Modern', 'Dark High Contrast', 'Light High Contrast'] as const;
const dark = 'Dark Modern';

const pictureOf = (theme: string): string => theme.toLowerCase().replaceAll(' ', '-');

describe('appearance', () => {
  const main = scene('appearance');

  it('welcomes in every theme', async () => {
    const { workbench } = main.stage;
    await workbench.openHcp();
    for (const theme of themes) {
      await workbench.theme(theme);
      await main.shot(`welcome-${pictureOf(theme)}`);
    }
  });

  it('shows tree, terms, errors and downloads in every theme, and the terms to everyone', async () => {
    const { workbench, sandbox } = main.stage;
    await startWithKeys(main.stage, 'researcher');
    await download(main.stage, 'HCP_Resources');
    await workbench.notifications.saying('Download complete');
    await workbench.clearNotifications();
    sandbox.control.addFault({ server: 'bucket', pattern: '^HCP_900/$', kind: 'status500' });
    await workbench.explorer.open('HCP_900');
    await workbench.explorer.row('The bucket has a problem').waitFor();
    sandbox.control.clearFaults();
    await workbench.explorer.menu('HCP_Retest', 'Review Data Use Terms');
    await workbench.terms.body.getByRole('button', { name: 'Sign In' }).click();
    await typeCredentials(main.stage, 'researcher', passwordOf(main.stage, 'researcher'));
    await seeSignedIn(main.stage, 'researcher');
    await workbench.terms.dataset(retest).waitFor();
    for (const theme of [...themes, dark]) {
      await workbench.theme(theme);
      assert.deepEqual(await accessibilityProblems(workbench.terms.body), [], theme);
      await main.shot(`everything-${pictureOf(theme)}`);
      await workbench.command('HCP: Request AWS Keys');
      await workbench.dialog.asking('Request a new AWS key pair');
      await main.shot(`dialog-${pictureOf(theme)}`);
      await workbench.dialog.answer('Cancel');
    }
  });

  it('accepts terms with the keyboard alone', async () => {
    const { workbench, sandbox, page } = main.stage;
    await workbench.command('HCP: Review Data Use Terms');
    await workbench.terms.focusOn(workbench.terms.dataset(retest).locator('h2'));
    const { checkbox, accept } = workbench.terms.acceptControls(retest);
    await workbench.terms.tabTo(checkbox);
    await page.keyboard.press('Space');
    assert.equal(await checkbox.getAttribute('aria-checked'), 'true');
    await workbench.terms.tabTo(accept);
    await main.shot('keyboard');
    await page.keyboard.press('Enter');
    await workbench.terms.dataset(retest).getByText('Accepted').first().waitFor();
    assert.ok(sandbox.control.account('researcher').acceptedTerms.length > 1);
    await workbench.terms.focused('h3').waitFor();
  });

  it('shows hostile terms as harmless text, and opens their links through VS Code', async () => {
    const { workbench, sandbox } = main.stage;
    sandbox.control.setSwitches({ hostileTerms: true });
    await workbench.command('View: Close All Editors');
    await workbench.command('HCP: Review Data Use Terms');
    const { terms } = workbench;
    await terms
      .dataset(retest)
      .getByRole('button', { name: /^Show the text/ })
      .click();
    const text = terms.dataset(retest).locator('.safe-html');
    await text.getByText('a styled paragraph').scrollIntoViewIfNeeded();
    await main.shot('hostile-terms');
    const forbidden =
      'script, style, form, img, iframe, input, button, meta, object, embed, base, svg, link, [style]';
    assert.equal(await text.locator(forbidden).count(), 0);
    assert.equal(await text.locator('[onclick], [onerror], [src]').count(), 0);
    const addresses = await terms.linksIn(text);
    assert.ok(addresses.length > 0);
    for (const address of addresses) assert.match(address, /^https?:\/\//);
    assert.equal(await terms.hasRun('hcpHostile'), false);
    await text.getByText('guidance on data use').click();
    const asked = await workbench.dialog.asking('open the external website');
    assert.match(asked, /https:\/\/www\.humanconnectome\.org\/study/);
    await main.shot('external-link');
    await workbench.dialog.answer('Cancel');
    assert.equal(await terms.hasRun('hcpHostile'), false);
  });
});
