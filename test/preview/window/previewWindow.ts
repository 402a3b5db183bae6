import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame } from 'playwright-core';
import { useKeys } from '../../e2e/person';
import { openWindow, type SandboxAddress, type Window, type WindowOptions } from '../../e2e/stage';
import type { KeyPair } from '../../sandbox/accounts';
import { momentsOf, type Moments } from './moments';
import { makeOpener } from './openerExtension';

/** What a click on a file led to. */
export interface Seen extends Moments {
  /** Milliseconds since 1970 of the click. */
  readonly clicked: number;
  /** Lines of the card by their ids. */
  readonly card: Readonly<Record<string, string>>;
  /** The line about bytes read, or undefined. */
  readonly bytes: string | undefined;
  /** Words in place of a view. */
  readonly reason: string | undefined;
  /** `text editor` or `picture` where VS Code's own editor shows the file. */
  readonly editor: string | undefined;
}

/** A real VS Code with a key pair, in which files are opened one after the other. */
export interface PreviewWindow {
  readonly window: Window;
  /**
   * Opens a key or a local file and waits until it is drawn, or can't be.
   * @param patience milliseconds
   * @throws Error when nothing is shown within that time
   */
  see(keyOrFile: string, patience?: number): Promise<Seen>;
  list(prefix: string): Promise<void>;
  closeAll(): Promise<void>;
  close(): Promise<void>;
}

export async function openPreviewWindow(
  sandbox: SandboxAddress,
  pair: KeyPair,
  options: WindowOptions = {},
): Promise<PreviewWindow> {
  const opener = await makeOpener();
  const window = await openWindow(sandbox, {
    ...options,
    alsoLinked: [opener.folder],
    extraEnv: opener.env,
  });
  await window.workbench.openHcp();
  await useKeys(window, pair);
  await window.workbench.notifications.saying('works and is stored');
  await window.workbench.clearNotifications();
  return {
    window,
    async see(keyOrFile, patience = 30_000) {
      const clicked = await opener.open(keyOrFile);
      return seen(window, clicked, patience, keyOrFile);
    },
    list: (prefix) => opener.list(prefix),
    async closeAll() {
      await opener.command('workbench.action.closeAllEditors');
      await window.page.locator('iframe.webview').first().waitFor({ state: 'detached' });
    },
    async close() {
      await window.close();
      await opener.remove();
    },
  };
}

/** How long an editor may be without a preview before it counts as VS Code's own. */
const ownEditorAfter = 1500;
const pause = 25;

async function seen({ page }: Window, clicked: number, patience: number, name: string): Promise<Seen> {
  const begin = performance.now();
  for (;;) {
    const found = await momentsOf(page);
    if (found && isDone(found)) {
      const { frame, ...moments } = found;
      return { clicked, editor: undefined, ...moments, ...(await wordsOf(frame)) };
    }
    const waited = performance.now() - begin;
    if (!found && waited > ownEditorAfter) {
      const editor = await ownEditor(page);
      if (editor !== undefined) return { clicked, editor, ...nothing };
    }
    if (waited > patience) throw new Error(`${name}: ${found ? `still ${found.preview}` : 'no preview'}`);
    await sleep(pause);
  }
}

const nothing = {
  preview: 'none',
  drawn: undefined,
  problem: undefined,
  times: {},
  card: {},
  bytes: undefined,
  reason: undefined,
};

/** Images are drawn by the bundle of their own, which says so; the rest is there with its markup. */
function isDone({ preview, drawn }: Moments): boolean {
  if (preview === 'volume' || preview === 'surface') return drawn !== undefined;
  return preview !== 'loading';
}

async function wordsOf(frame: Frame): Promise<Pick<Seen, 'card' | 'bytes' | 'reason'>> {
  return frame.evaluate(`(() => ({
    card: Object.fromEntries(
      [...document.querySelectorAll('[data-fact]')].map((fact) => [
        fact.dataset.fact,
        fact.querySelector('dd')?.textContent ?? '',
      ]),
    ),
    bytes: document.querySelector('.bytes-line')?.textContent ?? undefined,
    reason: document.querySelector('.reason')?.textContent ?? undefined,
  }))()`);
}

async function ownEditor(page: Window['page']): Promise<string | undefined> {
  const kinds = {
    'text editor': '.editor-instance .view-lines .view-line',
    picture: '.image-preview, iframe.webview',
  };
  for (const [kind, selector] of Object.entries(kinds))
    if ((await page.locator(`.part.editor ${selector}`).count()) > 0) return kind;
  return undefined;
}
