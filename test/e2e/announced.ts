import type { Locator, Page } from 'playwright-core';
import { inEachDocument } from './inEachDocument';

const script = `
  globalThis.hcpSaid ??= [];
  new MutationObserver((changes) => {
    const regions = new Set(changes.map(({ target }) =>
      (target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement)
        ?.closest('[role=status], [role=alert], [aria-live]:not([aria-live=off])')));
    for (const region of regions) if (region?.textContent) globalThis.hcpSaid.push(region.textContent);
  }).observe(root, { subtree: true, childList: true, characterData: true });`;

/** Has the pages that are opened from now on remember what a screen reader is told while they change. */
export async function rememberAnnouncements(page: Page): Promise<void> {
  await inEachDocument(page, script);
}

/** What was told since then in the frame of the body, one item for each change of a live region. */
export async function announced(body: Locator): Promise<readonly string[]> {
  return body.evaluate(() => (globalThis as unknown as { hcpSaid: readonly string[] }).hcpSaid);
}
