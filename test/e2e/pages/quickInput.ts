import type { Locator, Page } from 'playwright-core';
import { until } from '../until';

/** Input boxes and quick picks. */
export class QuickInput {
  constructor(private readonly page: Page) {}

  get widget(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** Waits for an input whose title or prompt holds `text`. */
  async titled(text: string | RegExp): Promise<void> {
    await this.widget.filter({ hasText: text }).waitFor();
  }

  async fill(text: string): Promise<void> {
    await this.input.waitFor();
    await this.input.fill(text);
  }

  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.input.press('Escape');
    await this.widget.waitFor({ state: 'hidden' });
  }

  /** Answers VS Code's own file dialog. */
  async choosePath(path: string): Promise<void> {
    // It writes its own proposal into the box as soon as it has read the folder.
    await this.rows.filter({ hasText: '..' }).first().waitFor();
    await until('the dialog proposes a place', async () => (await this.input.inputValue()).startsWith('/'));
    await this.fill(path);
    await this.holding(path);
    // The dialog takes no answer while it reads a folder.
    await until('the dialog takes the answer', async () => {
      const ok = this.widget.locator('.quick-input-action .monaco-button').first();
      if (await ok.isVisible()) await ok.click();
      return this.widget
        .waitFor({ state: 'hidden', timeout: 3000 })
        .then(() => true)
        .catch(() => false);
    });
  }

  /** A button in the box's title bar, by its tooltip. */
  button(tooltip: string): Locator {
    return this.widget.locator('.quick-input-titlebar').getByLabel(tooltip);
  }

  /** Waits until the box holds exactly this. */
  async holding(text: string): Promise<void> {
    await until(`the box holds "${text}"`, async () => (await this.input.inputValue()) === text);
  }

  async attribute(name: 'placeholder' | 'type'): Promise<string | null> {
    return this.input.getAttribute(name);
  }

  /** Chooses the row whose label begins with or holds `label`. */
  async pick(label: string): Promise<void> {
    const row = this.widget.locator('.monaco-list-row', { hasText: label }).first();
    await row.waitFor();
    // A tooltip of what was clicked before would lie above the row.
    await this.page.mouse.move(1, 1);
    await row.click();
  }

  /** The red text below an input box. */
  get problem(): Locator {
    return this.widget.locator('.quick-input-message');
  }

  get rows(): Locator {
    return this.widget.locator('.monaco-list-row');
  }

  private get input(): Locator {
    return this.widget.locator('.quick-input-box input');
  }
}
