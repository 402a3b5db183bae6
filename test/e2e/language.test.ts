import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { passwordOf, youngAdult } from './person';
import { bare, pseudoExtension, pseudoLanguage } from './pseudo';
import { scene } from './scene';

/** What stands around the extension's texts: VS Code's own words. */
const ofVsCode = [
  /^Welcome$/,
  /Inspect this in the accessible view.*/,
  /^(Checkbox for Step\s*)?: Not completed/,
  /\(Press 'Enter' to confirm or 'Escape' to cancel\)/,
  /^(Back \(.*|Toggle all checkboxes|Progress|Type the name of a command to run\.|Quick Tree|Alt\+Enter|Cancel|Info|Warning|Close Dialog|input$)/,
  /: Focus on {2}View/,
];

/** Names that are the same in every language, and what the portal says. */
const names = [
  /HCP Young Adult( Test-Retest)?|Aging Adult Brain Connectome/,
  /\b(HCP(_\w+)?|AABC)\b/,
  /^.* Data Use Terms$/,
  /(→ |HCP_\w+)?\/\S+/g,
  // Names of objects, and what stands beside them: VS Code's or the platform's numbers, units and dates.
  /(Actions for )?(unprocessed|T[12]w_\w+|\.xdlm|\d{6}_3T\w*\.(csv|nii\.gz)|\dT)+/g,
  /Actions for \d{6}/,
  /\b\d+(\.\d+)?\s([kMGT]?B|mm)\b/g,
  /\bJune?\s\d+,\s2017(.*[AP]M)?/,
];

/** All that a person reads or hears below these elements. */
function wordsOf(places: Locator): Promise<readonly string[]> {
  return places.evaluateAll((elements) =>
    elements.flatMap((element) => {
      // What the portal wrote, and the cells of a table.
      for (const theirs of element.querySelectorAll('.terms-text, [role="table"]')) {
        theirs.replaceChildren();
      }
      const names = ['aria-label', 'title', 'placeholder', 'alt'];
      const all = [element, ...element.querySelectorAll('*')];
      const attributes = all.flatMap((one) => names.map((name) => one.getAttribute(name) ?? ''));
      const text = 'innerText' in element ? String(element.innerText) : '';
      return [...text.split('\n'), ...attributes];
    }),
  );
}

describe('a language without a word of English', () => {
  const options: { extension?: string; language: string } = { language: pseudoLanguage };
  before(async () => {
    options.extension = await pseudoExtension();
  });
  const main = scene('language', options);
  after(() => rm(options.extension ?? '', { recursive: true, force: true }));
  const found = new Map<string, ReadonlySet<string>>();

  const look = async (place: string, where: Locator) => {
    await main.shot(place);
    const words = await wordsOf(where);
    assert.ok(
      words.some((text) => text.includes('⟦')),
      `nothing of the extension: ${place}`,
    );
    const untranslated = words.filter((text) => {
      const rest = [...ofVsCode, ...names].reduce((left, one) => left.replace(one, ''), bare(text));
      return /\p{L}{2}/u.test(rest);
    });
    if (untranslated.length > 0) found.set(place, new Set(untranslated));
  };

  it('leads from the welcome to the key pair', async () => {
    const { workbench, page } = main.stage;
    const { dialog, quickInput, terms } = workbench;
    await workbench.openHcp();
    await look('welcome', workbench.welcomeText);
    await page.locator('.welcome-view-content').getByText('Take the tour').click();
    await page.locator('.getting-started-step').first().waitFor();
    await look(
      'tour',
      page.locator('.getting-started-category-description-container, .getting-started-step'),
    );
    await workbench.command('HCP: Sign In');
    await quickInput.titled('User name');
    await look('user-name', quickInput.widget);
    await quickInput.fill('newcomer');
    await quickInput.accept();
    await quickInput.titled('Password');
    await look('password', quickInput.widget);
    await quickInput.fill(passwordOf(main.stage, 'newcomer'));
    await quickInput.accept();
    await quickInput.widget.waitFor({ state: 'hidden' });
    await workbench.command('HCP: Review Data Use Terms');
    await terms.dataset(youngAdult).waitFor();
    await look('terms', terms.body);
    await terms.tick(youngAdult);
    await terms.dataset(youngAdult).getByRole('button', { name: '⟦Accept' }).first().click();
    await terms.dataset(youngAdult).getByText('⟦Accepted').first().waitFor();
    await look('accepted', terms.body);
    await workbench.command('HCP: Request AWS Keys');
    await dialog.asking('Request a new AWS key pair');
    await look('key-question', dialog.box);
    await dialog.answer('Request New Pair');
    await workbench.notifications.saying(/The new key pair .* works/, 60_000);
    await look('keys', page.locator('.notification-list-item-message'));
    await workbench.explorer.row('HCP_1200').waitFor();
  });

  it('walks the folders, looks at a file and downloads it', async () => {
    const { workbench, page } = main.stage;
    const { dialog, explorer, preview } = workbench;
    await workbench.clearNotifications();
    await explorer.openPath('HCP_1200', '100206', 'unprocessed', /3T/);
    await explorer.row('100206_3T.csv').click();
    await preview.shown('100206_3T.csv', 'table');
    await explorer.pane.getByRole('tree').press('Control+K');
    await page.keyboard.press('Control+I');
    await page.locator('.workbench-hover').first().waitFor();
    await look('tooltip', page.locator('.workbench-hover'));
    await look('explorer', explorer.rows);
    await explorer.row('100206_3T.csv').click({ button: 'right' });
    await page.getByRole('menuitem').first().waitFor();
    await look('menu', page.locator('.monaco-menu'));
    await page.keyboard.press('Escape');
    await look('table', preview.body);
    await explorer.open('T1w_MPR1');
    await explorer.row('T1w_MPR1.nii.gz').click();
    await preview.shown('T1w_MPR1.nii.gz', 'volume');
    await preview.drawn();
    await look('image', preview.body);
    await explorer.menu('100206_3T.csv', 'Download to Workspace');
    await dialog.asking('Keep git');
    await look('exclusion', dialog.box);
    await dialog.answer('Exclude the Data');
    await dialog.asking(/Download .*1 file/);
    await look('plan', dialog.box);
    await dialog.answer('Download');
    await workbench.notifications.saying('Download complete');
    await look('complete', page.locator('.notification-list-item-message'));
    await look('downloads', workbench.downloads.rows);
  });

  it('has commands, views and settings', async () => {
    const { workbench, page } = main.stage;
    await look('panes', page.locator('.part.sidebar .pane-header .title'));
    await page.keyboard.press('F1');
    await workbench.quickInput.fill('>HCP');
    await workbench.quickInput.rows.first().waitFor();
    await look(
      'commands',
      workbench.quickInput.rows.locator('.quick-input-list-row:first-child .label-name'),
    );
    await workbench.quickInput.cancel();
    await workbench.command('Preferences: Open Settings (UI)');
    await page.locator('.settings-editor .suggest-input-container .view-lines').first().click();
    await page.keyboard.type('@ext:hcp-explorer.hcp-explorer');
    await page.locator('.setting-item-description', { hasText: '⟦' }).first().waitFor();
    await look('settings', page.locator('.setting-item-description'));
  });

  it('leaves nothing in the language of the source', () => {
    assert.deepEqual(Object.fromEntries([...found].map(([place, texts]) => [place, [...texts]])), {});
  });
});
