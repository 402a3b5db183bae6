import type { BrowserContext } from 'playwright-core';
import { holdsAny } from './leaks';

/** What the pages of a browser tell one another, and what they keep. */
export class PageLeaks {
  private readonly messages: string[] = [];

  private constructor(private readonly context: BrowserContext) {}

  /** Listens to every frame that is opened from now on, webviews included, both ways. */
  static async listen(context: BrowserContext): Promise<PageLeaks> {
    const leaks = new PageLeaks(context);
    await context.exposeBinding('hcpOverheard', (_source, message: string) => {
      leaks.messages.push(message);
    });
    await context.addInitScript(overhear);
    return leaks;
  }

  /** How many messages were heard that hold a text. */
  heard(text: string): number {
    return this.messages.filter((message) => message.includes(text)).length;
  }

  /** Where in the browser one of the texts is: in messages, storage, databases, addresses. */
  async find(texts: readonly string[]): Promise<readonly string[]> {
    const found = this.messages.flatMap((message) =>
      holdsAny(message, texts) ? [`message ${message.slice(0, 80)}`] : [],
    );
    const kept = await this.context.storageState({ indexedDB: true });
    if (holdsAny(JSON.stringify(kept), texts)) found.push('cookies, localStorage or IndexedDB');
    for (const frame of this.context.pages().flatMap((page) => page.frames())) {
      if (holdsAny(frame.url(), texts)) found.push(`address ${frame.name()}`);
      // Some frames may keep nothing.
      const session = await frame.evaluate<string>('JSON.stringify({ ...sessionStorage })').catch(() => '');
      if (holdsAny(session, texts)) found.push(`sessionStorage of ${frame.url()}`);
    }
    return found;
  }
}

/** Runs in each frame before its own scripts. A webview has a port to VS Code, which is overheard at its end. */
const overhear = `(() => {
  const asText = (_key, value) =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value)
      ? new TextDecoder('latin1').decode(value).slice(0, 100000)
      : value;
  const note = (message) => {
    try { void globalThis.hcpOverheard(JSON.stringify(message, asText) ?? ''); } catch {}
  };
  window.addEventListener('message', ({ data }) => note(data), true);
  if (!location.pathname.includes('/webview/')) return;
  const port = MessagePort.prototype;
  const { postMessage } = port;
  port.postMessage = function (message, ...rest) {
    note(message);
    return postMessage.call(this, message, ...rest);
  };
  const handler = Object.getOwnPropertyDescriptor(port, 'onmessage');
  Object.defineProperty(port, 'onmessage', {
    ...handler,
    set(listener) {
      handler.set.call(this, (event) => {
        note(event.data);
        return listener.call(this, event);
      });
    },
  });
})()`;
