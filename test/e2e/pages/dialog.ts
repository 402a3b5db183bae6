import type { Locator, Page } from 'playwright-core';

/** A modal question. */
export class Dialog {
  constructor(private readonly page: Page) {}

  get box(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** Waits for a question that holds `text` and gives all of its words. @param patience milliseconds */
  async asking(text: string | RegExp, patience = 30_000): Promise<string> {
    const box = this.box.filter({ hasText: text });
    await box.waitFor({ timeout: patience });
    return box.innerText();
  }

  async answer(button: string | RegExp): Promise<void> {
    const asked = await this.box.first().elementHandle();
    await this.button(button).click();
    // This very question: the next one may stand in its place at once.
    await asked?.waitForElementState('hidden');
  }

  button(name: string | RegExp): Locator {
    return this.box.getByRole('button', { name }).first();
  }
}
