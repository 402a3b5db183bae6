import type { Frame, Page } from 'playwright-core';

/** What a preview's page has come to. */
export interface Moments {
  /** Kind of view, by `data-preview` of the page's body. */
  readonly preview: string;
  /** By `data-drawn` and `data-problem`; undefined while nothing is drawn. */
  readonly drawn: string | undefined;
  readonly problem: string | undefined;
  /**
   * Milliseconds since 1970 at which each value of these attributes came, e.g. `preview=volume`, and `card` for
   * the card with what the file's first bytes told.
   */
  readonly times: Readonly<Record<string, number>>;
}

/** What stands on the page of the preview that is in front; undefined while there is none. */
export async function momentsOf(page: Page): Promise<(Moments & { readonly frame: Frame }) | undefined> {
  for (const frame of page.frames().reverse()) {
    // VS Code's own frame around the page has no such body.
    if (!frame.parentFrame()?.parentFrame()) continue;
    const moments = await look(frame).catch(() => undefined);
    if (moments) return { ...moments, frame };
  }
  return undefined;
}

/** Has the page write down, from now on, when the attributes of its body change; gives what it wrote. */
function look(frame: Frame): Promise<Moments | undefined> {
  return frame.evaluate(`(() => {
    const { body } = document;
    if (!body || body.dataset.preview === undefined || document.visibilityState !== 'visible') return undefined;
    if (!globalThis.hcpTimes) {
      const times = (globalThis.hcpTimes = {});
      const note = () => {
        for (const [name, value] of Object.entries(body.dataset)) times[name + '=' + value] ??= Date.now();
        if (times.card === undefined && document.querySelector('[data-fact=dataType]')) times.card = Date.now();
      };
      note();
      new MutationObserver(note).observe(body, { attributes: true, childList: true, subtree: true });
    }
    const { preview, drawn, problem } = body.dataset;
    return { preview, drawn, problem, times: globalThis.hcpTimes };
  })()`);
}
