import type { Page } from 'playwright-core';

/**
 * Runs a script on the root element, `root`, of the page and of each document that comes. VS Code writes a
 * webview's document anew into the same frame, which takes away what listened to the former one.
 */
export async function inEachDocument(page: Page, script: string): Promise<void> {
  const watch = `(() => {
    let last;
    const look = () => {
      const root = document.documentElement;
      if (root === null || root === last) return;
      last = root;
      ${script}
    };
    look();
    setInterval(look, 10);
  })();`;
  await page.addInitScript(watch);
  await page.evaluate(watch);
}
