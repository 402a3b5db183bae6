import type { Locator, Page } from 'playwright-core';

/** Messages at the lower right. */
export class Notifications {
  constructor(private readonly page: Page) {}

  message(text: string | RegExp): Locator {
    return this.all(text).first();
  }

  /** Every message that holds the text. */
  all(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text });
  }

  /** Waits for a message and gives its words. */
  async saying(text: string | RegExp, timeout = 30_000): Promise<string> {
    const message = this.message(text);
    await message.waitFor({ timeout });
    return message.innerText();
  }

  async press(text: string | RegExp, button: string): Promise<void> {
    await this.saying(text);
    await this.button(text, button).click();
  }

  /** A button of a message. */
  button(text: string | RegExp, name: string): Locator {
    return this.message(text).getByRole('button', { name, exact: true });
  }

  async gone(text: string | RegExp, timeout = 30_000): Promise<void> {
    await this.message(text).waitFor({ state: 'hidden', timeout });
  }
}
