import type { Locator, Page } from 'playwright-core';
import { Dialog } from './dialog';
import { Notifications } from './notifications';
import { Preview } from './preview';
import { QuickInput } from './quickInput';
import { TermsPanel } from './termsPanel';
import { Tree } from './tree';

/** The VS Code workbench as a person sees it. */
export class Workbench {
  readonly quickInput: QuickInput;
  readonly dialog: Dialog;
  readonly notifications: Notifications;
  readonly explorer: Tree;
  readonly downloads: Tree;
  readonly terms: TermsPanel;
  readonly preview: Preview;

  constructor(readonly page: Page) {
    this.quickInput = new QuickInput(page);
    this.dialog = new Dialog(page);
    this.notifications = new Notifications(page);
    this.explorer = new Tree(page, 'explorer');
    this.downloads = new Tree(page, 'downloads');
    this.terms = new TermsPanel(page);
    this.preview = new Preview(page);
  }

  /** Waits until the workbench is there, and opens the HCP side panel. */
  async openHcp(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor({ timeout: 90_000 });
    const tab = this.page.locator('.activitybar .action-item', {
      has: this.page.locator('[aria-label*="HCP"]'),
    });
    await tab.first().waitFor({ timeout: 90_000 });
    // A window that comes back opens the view that it had; a click on that one would close it.
    const came = this.page.locator('.activitybar .action-item.checked, .monaco-workbench.nosidebar');
    await came.first().waitFor();
    if (!(await tab.first().getAttribute('class'))?.includes('checked')) await tab.first().click();
    await this.sideBarTitle.waitFor();
    await this.welcomeText.or(this.explorer.rows.first()).first().waitFor({ timeout: 60_000 });
    await this.page.getByText('Activating Extensions').waitFor({ state: 'hidden' });
  }

  /** Drags the border of the side bar, so that long file names can be read. */
  async widenSideBar(width = 440): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (!box) throw new Error('There is no side bar.');
    const edge = { x: box.x + box.width, y: box.y + box.height / 2 };
    await this.page.mouse.move(edge.x, edge.y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, edge.y, { steps: 4 });
    await this.page.mouse.up();
  }

  /** Runs a command of the palette by its whole title, e.g. `HCP: Sign In`. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.quickInput.fill(`>${title}`);
    await this.quickInput.pick(title);
  }

  /** A button of the explorer's welcome view. */
  welcomeButton(name: string): Locator {
    return this.page.locator('.pane .welcome-view-content').getByRole('button', { name });
  }

  get welcomeText(): Locator {
    return this.explorer.pane.locator('.welcome-view-content');
  }

  get statusBar(): Locator {
    return this.page.locator('.part.statusbar');
  }

  /**
   * Does something that opens a page in the browser, and gives the page's address. What is on this machine
   * is reached through VS Code's own server there: `/proxy/<port>/<path>`.
   */
  async openedInBrowser(act: () => Promise<void>): Promise<string> {
    const opening = this.page.waitForEvent('popup');
    await act();
    const opened = await opening;
    // VS Code opens an empty page first.
    await opened.waitForURL((url) => url.protocol.startsWith('http'));
    const address = opened.url();
    await opened.close();
    return address;
  }

  /** Sets the log level of one log, or of all of VS Code with its extensions. */
  async setLogLevel(level: 'Trace' | 'Info', log?: string): Promise<void> {
    await this.command('Developer: Set Log Level...');
    if (log !== undefined) await this.quickInput.pick(log);
    await this.quickInput.pick(level);
    await this.quickInput.widget.waitFor({ state: 'hidden' });
  }

  async clearNotifications(): Promise<void> {
    await this.command('Notifications: Clear All Notifications');
  }

  /** A setting in the settings editor, by its category and name. */
  setting(name: string): Locator {
    return this.page.locator('.settings-editor .setting-item-title', { hasText: name }).first();
  }

  /** Chooses a colour theme by its name in VS Code's list. */
  async theme(label: string): Promise<void> {
    await this.command('Preferences: Color Theme');
    await this.quickInput.fill(label);
    await this.quickInput.pick(label);
    await this.quickInput.widget.waitFor({ state: 'hidden' });
    await this.page.locator(`.monaco-workbench.${themeClass(label)}`).waitFor();
  }

  /** Drags a row over the editors, and lets it go when they show where it would be opened. */
  async dragToEditor(row: Locator): Promise<void> {
    const box = await this.page.locator('.part.editor').boundingBox();
    if (!box) throw new Error('There is no place for editors.');
    const { mouse } = this.page;
    await row.hover();
    await mouse.down();
    await mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 8 });
    await this.page.locator('.editor-group-overlay-indicator').first().waitFor();
    await mouse.move(box.x + box.width / 2 + 5, box.y + box.height / 2, { steps: 2 });
    await mouse.up();
  }

  /** The tab of the active editor. */
  get activeTab(): Locator {
    return this.page.locator('.tabs-container .tab.active').first();
  }

  /** The visible lines of the active text editor. */
  async editorText(): Promise<string> {
    const lines = this.page.locator('.editor-instance .view-lines').first();
    await lines.locator('.view-line').first().waitFor();
    return (await lines.innerText()).replaceAll('\u00a0', ' ');
  }

  /** Reloads the window as `Developer: Reload Window` does. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.openHcp();
  }

  private get sideBarTitle(): Locator {
    return this.page.locator('.part.sidebar .composite.title', { hasText: 'HCP' });
  }
}

/** What VS Code calls the kind of a theme in its page. */
function themeClass(label: string): 'vs' | 'vs-dark' | 'hc-black' | 'hc-light' {
  const light = label.startsWith('Light');
  if (label.includes('High Contrast')) return light ? 'hc-light' : 'hc-black';
  return light ? 'vs' : 'vs-dark';
}
