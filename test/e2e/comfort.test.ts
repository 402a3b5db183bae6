import assert from 'node:assert/strict';
import { accessibilityProblems } from './axe';
import { misfits } from './fits';
import { moving } from './motion';
import { pairOf, signIn, useKeys } from './person';
import { scene } from './scene';

const usual = { width: 1280, height: 860 };
/** High enough for every row of the folders that are opened. */
const tall = { width: 1280, height: 2600 };
const results = ['HCP_1200', '100307', 'MNINonLinear', 'Results', 'rfMRI_REST1_LR'] as const;
/** Each is looked at in the theme that the one before it left, and in its own: a change takes seconds. */
const files = {
  table: {
    name: 'Movement_Regressors.txt',
    shows: 'table',
    themes: ['Light Modern', 'Dark High Contrast', 'Light High Contrast'],
  },
  surface: {
    name: 'rfMRI_REST1_LR_Atlas.dtseries.nii',
    shows: 'surface',
    themes: ['Light Modern', 'Dark High Contrast'],
  },
  volume: { name: 'rfMRI_REST1_LR_SBRef.nii.gz', shows: 'volume', themes: [] },
} as const;

describe('for those who need it larger', () => {
  const main = scene('comfort');

  it('the terms fit at 200 %', async () => {
    const { workbench, page } = main.stage;
    await workbench.openHcp();
    await signIn(main.stage, 'researcher');
    await workbench.command('HCP: Review Data Use Terms');
    const { body } = workbench.terms;
    await workbench.terms.dataset('HCP Young Adult').waitFor();
    const size = page.viewportSize();
    assert.ok(size);
    // What is twice as large has half of the place.
    await page.setViewportSize({ width: size.width / 2, height: size.height / 2 });
    await workbench.command('View: Toggle Primary Side Bar Visibility');
    await workbench.terms.dataset('HCP Young Adult').scrollIntoViewIfNeeded();
    await main.shot('twice-as-large');
    const beside = await body.evaluate(
      ({ ownerDocument: { documentElement: all } }) => all.scrollWidth - all.clientWidth,
    );
    assert.ok(beside <= 0, `${String(beside)} pixels lie beside the window`);
    assert.deepEqual(await accessibilityProblems(body), []);
  });

  it('previews hold still while they load, where less motion is wanted', async () => {
    const { page, sandbox, workbench } = main.stage;
    const { preview } = workbench;
    await page.setViewportSize(tall);
    await workbench.openHcp();
    await useKeys(main.stage, pairOf(main.stage, 'researcher'));
    await workbench.notifications.saying('works and is stored');
    await workbench.clearNotifications();
    await workbench.explorer.openPath(...results);
    const row = workbench.explorer.row(files.table.name);
    await row.waitFor();
    sandbox.control.addFault({
      server: 'bucket',
      operation: 'get',
      pattern: 'Movement_Regressors',
      kind: 'delay',
      milliseconds: 4000,
    });
    await row.click();
    await preview.frame.locator('.loading').waitFor();
    assert.deepEqual(await moving(preview.body), [], 'VS Code’s setting');
    await preview.body.evaluate(({ classList }) => {
      classList.remove('vscode-reduce-motion');
    });
    assert.ok((await moving(preview.body)).includes('skeleton'), 'it moves where it may');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    assert.deepEqual(await moving(preview.body), [], 'the system’s setting');
    await page.emulateMedia({ reducedMotion: null });
    sandbox.control.clearFaults();
    await preview.shown(files.table.name, 'table');
  });

  for (const [what, { name, shows, themes }] of Object.entries(files)) {
    it(`a ${what} is shown to everyone in high contrast, and at 200 %`, async () => {
      const { page, workbench } = main.stage;
      const { preview } = workbench;
      await page.setViewportSize(tall);
      await workbench.openHcp();
      await workbench.explorer.row(name).click();
      await page.setViewportSize(usual);
      await preview.shown(name, shows);
      await preview.drawn();
      if (what === 'surface') {
        await preview.frame.locator('.viewer-stage canvas').press('Enter');
        await preview.frame.locator('.series-chart .u-over').waitFor();
      }
      assert.deepEqual(await accessibilityProblems(preview.body), []);
      await main.shot(what);
      for (const theme of themes) {
        await workbench.theme(theme);
        assert.deepEqual(await accessibilityProblems(preview.body), [], theme);
        await main.shot(`${what}-${theme.toLowerCase().replaceAll(' ', '-')}`);
      }
      await workbench.command('View: Toggle Primary Side Bar Visibility');
      await page.setViewportSize({ width: usual.width / 2, height: usual.height / 2 });
      await main.shot(`${what}-twice-as-large`);
      assert.deepEqual(await misfits(preview.body), []);
      await preview.button('Show details').press('Enter');
      await preview.button('Hide details').waitFor();
      assert.deepEqual(await misfits(preview.body), []);
      await main.shot(`${what}-card-twice-as-large`);
      assert.deepEqual(await moving(preview.body), []);
      await workbench.command('View: Toggle Primary Side Bar Visibility');
    });
  }
});
