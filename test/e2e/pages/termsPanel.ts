import type { FrameLocator, Locator, Page } from 'playwright-core';
import { until } from '../until';

/** The webview with the data use terms. */
export class TermsPanel {
  constructor(private readonly page: Page) {}

  get frame(): FrameLocator {
    return this.page.frameLocator('iframe.webview').frameLocator('iframe');
  }

  get body(): Locator {
    return this.frame.locator('body');
  }

  /** One dataset's part of the page, by its title. */
  dataset(title: string): Locator {
    return this.frame.getByRole('region', { name: title, exact: true });
  }

  async tick(dataset: string): Promise<void> {
    await this.dataset(dataset).getByRole('checkbox').first().click();
  }

  acceptButton(dataset: string): Locator {
    return this.dataset(dataset)
      .getByRole('button', { name: /^Accept / })
      .first();
  }

  async press(dataset: string, button: string): Promise<void> {
    await this.dataset(dataset).getByRole('button', { name: button }).first().click();
  }

  /** Whether the element is inside the visible part of the panel. */
  isInView(element: Locator): Promise<boolean> {
    return element.evaluate((node) => {
      const { top, bottom } = node.getBoundingClientRect();
      return top >= 0 && bottom <= node.ownerDocument.documentElement.clientHeight;
    });
  }

  /** The tick and the button of a dataset's first set of terms. */
  acceptControls(dataset: string): { readonly checkbox: Locator; readonly accept: Locator } {
    return {
      checkbox: this.dataset(dataset).getByRole('checkbox').first(),
      accept: this.acceptButton(dataset),
    };
  }

  /** Puts the focus on an element, and sees it there: a box that closes gives the focus back a moment later. */
  async focusOn(element: Locator): Promise<void> {
    await this.page.locator('.quick-input-widget:visible').waitFor({ state: 'hidden' });
    await until('the page keeps the focus', async () => {
      await element.focus();
      await this.page.waitForTimeout(200);
      return element.evaluate((node) => node.matches(':focus') && node.ownerDocument.hasFocus());
    });
  }

  /** Presses Tab until the element has the focus. @throws after more than a few */
  async tabTo(element: Locator): Promise<void> {
    for (let presses = 0; presses <= 12; presses++) {
      if (await element.evaluate((node) => node.matches(':focus, :focus-within'))) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error('The element is not reached with the Tab key.');
  }

  focused(selector: string): Locator {
    return this.frame.locator(`${selector}:focus`);
  }

  linksIn(text: Locator): Promise<readonly string[]> {
    return text
      .locator('a[href]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  }

  /** Whether some script of the page has set a global variable. */
  hasRun(name: string): Promise<boolean> {
    return this.body.evaluate((_body, variable) => variable in globalThis, name);
  }
}
