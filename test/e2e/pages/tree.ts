import type { Locator, Page } from 'playwright-core';

/** A tree of the HCP side panel, by the icon in its header: its name may be in another language. */
export class Tree {
  constructor(
    private readonly page: Page,
    private readonly name: 'explorer' | 'downloads',
  ) {}

  /** The first row whose text holds `text`; rows out of sight are not in the page. */
  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text }).first();
  }

  /** Rows by their words for a screen reader. */
  labelled(text: string | RegExp): Locator {
    return this.pane.getByRole('treeitem', { name: text });
  }

  get rows(): Locator {
    return this.pane.locator('.monaco-list-row');
  }

  get pane(): Locator {
    return this.page.locator('.pane', {
      has: this.page.locator(`.pane-header .view-hcp-${this.name}`),
    });
  }

  async open(text: string | RegExp): Promise<void> {
    const row = this.row(text);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) !== 'true') await row.click();
  }

  async close(text: string | RegExp): Promise<void> {
    const row = this.row(text);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'true') await row.click();
  }

  /** Opens folders one below the other. */
  async openPath(...names: readonly (string | RegExp)[]): Promise<void> {
    for (const name of names) await this.open(name);
  }

  /** How many rows stand at the level of this one, as the tree tells a screen reader. */
  async siblings(text: string | RegExp): Promise<number> {
    return Number(await this.row(text).getAttribute('aria-setsize'));
  }

  /** Goes to the last row of the tree with the keyboard. */
  async toEnd(): Promise<void> {
    await this.pane.getByRole('tree').press('End');
  }

  async toStart(): Promise<void> {
    await this.pane.getByRole('tree').press('Home');
  }

  /** Chooses an entry of the row's context menu. */
  async menu(text: string | RegExp, entry: string): Promise<void> {
    await this.row(text).click({ button: 'right' });
    const item = this.page.getByRole('menuitem', { name: entry }).first();
    // A menu that has just opened takes no click yet: the key goes to whatever is chosen in it.
    await item.hover();
    await item.press('Enter');
    await item.waitFor({ state: 'hidden' });
  }

  /** Presses a button at the end of a row, which shows when the pointer is there. */
  async press(text: string | RegExp, button: string): Promise<void> {
    const row = this.row(text);
    await row.hover();
    await row.getByRole('button', { name: button }).click();
  }

  /** The row's words for a screen reader. */
  async label(text: string | RegExp): Promise<string> {
    return (await this.row(text).getAttribute('aria-label')) ?? '';
  }
}
