import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The preview in the active editor. */
export class Preview {
  constructor(private readonly page: Page) {}

  get frame(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe');
  }

  get body(): Locator {
    return this.frame.locator('body');
  }

  /** The name of the file that is shown. */
  get title(): Locator {
    return this.frame.getByRole('heading', { level: 1 });
  }

  /** The value of a line of the card. */
  fact(id: string): Locator {
    return this.frame.locator(`[data-fact="${id}"] dd`);
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', { name });
  }

  /** Waits until the file of that name is shown, as what it says of itself. */
  async shown(name: string, kind: string | readonly string[], timeout = 30_000): Promise<void> {
    await this.title.filter({ hasText: name }).waitFor({ timeout });
    const kinds = typeof kind === 'string' ? [kind] : kind;
    const any = kinds.map((one) => `body[data-preview="${one}"]`).join(', ');
    await this.frame.locator(any).first().waitFor({ timeout });
  }

  /** Waits until the view itself says that it has drawn something. */
  async drawn(timeout = 30_000): Promise<string> {
    const body = this.frame.locator('body[data-drawn]');
    await body.waitFor({ timeout });
    return (await body.getAttribute('data-drawn')) ?? '';
  }
}
