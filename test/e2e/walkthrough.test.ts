import assert from 'node:assert/strict';
import { download, startWithKeys } from './person';
import { scene } from './scene';

describe('the tour', () => {
  const main = scene('walkthrough');

  it('is found from the welcome, and shows its steps in every theme', async () => {
    const { workbench, page } = main.stage;
    await workbench.openHcp();
    await page.locator('.welcome-view-content').getByText('Take the tour').click();
    const steps = page.locator('.getting-started-step');
    await steps.first().waitFor();
    assert.equal(await steps.count(), 6);
    // There is no room for the pictures beside the side bar.
    await workbench.command('View: Toggle Primary Side Bar Visibility');
    await page.locator('iframe.webview').first().waitFor();
    for (const theme of ['Light Modern', 'Dark High Contrast', 'Dark Modern']) {
      await workbench.theme(theme);
      await main.shot(`steps-${theme.toLowerCase().replaceAll(' ', '-')}`);
    }
    for (const step of ['Accept the data use terms', 'Browse the bucket']) {
      await steps.filter({ hasText: step }).click();
      await main.shot(`step-${step.split(' ')[0]!.toLowerCase()}`);
    }
    await workbench.openHcp();
  });

  it('ticks a step once the person has done it', async () => {
    const { workbench, page } = main.stage;
    const done = page.locator('.getting-started-step .codicon-getting-started-step-checked:visible');
    assert.equal(await done.count(), 0);
    await startWithKeys(main.stage, 'researcher');
    await workbench.explorer.openPath('HCP_Resources', 'Protocols');
    await done.nth(3).waitFor();
    assert.equal(await done.count(), 4, 'account, terms (the bucket opens a release), keys and browsing');
    await workbench.explorer.row('3T_acquisition').click();
    await workbench.preview.shown('3T_acquisition_parameters.csv', 'table');
    await workbench.command('View: Open Previous Editor');
    await done.nth(4).waitFor();
    await download(main.stage, '3T_acquisition');
    await workbench.notifications.saying('Download complete');
    await done.nth(5).waitFor();
    await main.shot('all-done');
  });
});
