import type { Locator } from 'playwright-core';

const running = `(() => {
  const roots = [document, ...Array.from(document.querySelectorAll('*'), ({ shadowRoot }) => shadowRoot)];
  return roots.filter(Boolean).flatMap((root) => root.getAnimations())
    .map(({ effect }) => effect.target.className || effect.target.localName);
})()`;

/** What moves in the frame of the body, in shadow roots too: animations and transitions. */
export async function moving(body: Locator): Promise<readonly string[]> {
  const handle = await body.elementHandle();
  const frame = await handle?.ownerFrame();
  if (!frame) throw new Error('The body is in no frame.');
  return frame.evaluate<readonly string[]>(running);
}
