import type { FrameLocator, Locator, Page } from 'playwright-core';

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
}
