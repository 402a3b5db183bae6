import type { Locator, Page } from 'playwright-core';
import { inEachDocument } from '../inEachDocument';
import { until } from '../until';

/** A person who has a keyboard and no pointer. Whatever a pointer does in the window all the same is counted. */
export class Keyboard {
  private pointed = 0;

  constructor(private readonly page: Page) {}

  /** Begins to count what a pointer does, in the workbench and in the webviews that come. */
  async watchPointer(): Promise<void> {
    await this.page.exposeFunction('hcpPointed', () => {
      this.pointed++;
    });
    await inEachDocument(this.page, "root.addEventListener('pointerdown', () => window.hcpPointed(), true);");
  }

  /** How often a pointer was pressed. */
  get pointerUses(): number {
    return this.pointed;
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Answers an input box whose title or prompt holds `asked`. */
  async answer(asked: string, text: string): Promise<void> {
    await this.quickInput.filter({ hasText: asked }).waitFor();
    await this.page.keyboard.insertText(text);
    await this.press('Enter');
  }

  /** Runs a command of the palette by its whole title. */
  async command(title: string): Promise<void> {
    await this.press('F1');
    await this.quickInput.waitFor();
    await this.page.keyboard.insertText(title);
    await this.quickInput.locator('.monaco-list-row', { hasText: title }).first().waitFor();
    const chosen = this.quickInput.locator('.monaco-list-row.focused', { hasText: title });
    await this.until('ArrowDown', chosen);
    await this.press('Enter');
    await this.quickInput.waitFor({ state: 'hidden' });
  }

  /** Presses Tab until the element has the focus. */
  async tabTo(element: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await element.waitFor();
    for (let presses = 0; presses < 40; presses++) {
      if (await hasFocus(element)) return;
      await this.press(key);
    }
    throw new Error(`${String(element)} is not reached with ${key}.`);
  }

  /** Waits until the element has the focus, without a key. */
  async at(element: Locator): Promise<void> {
    await until(`${String(element)} has the focus`, () => hasFocus(element));
  }

  /** Moves in a tree until the row is the focused one. */
  async walkTo(tree: Locator, text: string | RegExp): Promise<void> {
    await tree.locator('.monaco-list-row', { hasText: text }).first().waitFor();
    await this.until('ArrowDown', tree.locator('.monaco-list-row.focused', { hasText: text }));
  }

  /** Opens the context menu of what is focused and chooses an entry. */
  async menu(entry: string): Promise<void> {
    await this.press('Shift+F10');
    const item = this.page.getByRole('menuitem', { name: entry }).first();
    await item.waitFor();
    await this.until('ArrowDown', this.page.locator('.action-item.focused', { has: item }));
    await this.press('Enter');
    await item.waitFor({ state: 'hidden' });
  }

  /** Presses the button of a modal question that is chosen from the start, or goes to another one. */
  async confirm(question: string | RegExp, button: string | RegExp): Promise<void> {
    const box = this.page.locator('.monaco-dialog-box', { hasText: question });
    const wanted = box.getByRole('button', { name: button }).first();
    await wanted.waitFor();
    const asked = await box.elementHandle();
    await this.tabTo(wanted);
    await this.press('Enter');
    await asked?.waitForElementState('hidden');
  }

  private get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  private async until(key: string, reached: Locator): Promise<void> {
    for (let presses = 0; presses < 40; presses++) {
      if ((await reached.count()) > 0) return;
      await this.press(key);
      // A list draws its focus after the key.
      await this.page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
    }
    throw new Error(`${String(reached)} is not reached with ${key}.`);
  }
}

/** Elements with a shadow root have the focus where something in them has it. */
function hasFocus(element: Locator): Promise<boolean> {
  return element.evaluate((node) => node.matches(':focus'));
}
