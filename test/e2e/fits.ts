import type { Locator } from 'playwright-core';

/** Controls are brought into view first; what is cut by an ellipsis or a border has more width than it shows. */
const misfitting = `(() => {
  const { documentElement: all, body } = document;
  const name = (node) => node.localName + '.' + node.className + ' ' + node.textContent.trim().slice(0, 30);
  const outOfReach = (node) => {
    if (!node.checkVisibility({ visibilityProperty: true }) || node.closest('.visually-hidden')) return false;
    node.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const { left, right, top, bottom } = node.getBoundingClientRect();
    // A picture may be higher than the room for it, which scrolls.
    const fits = node.localName !== 'canvas' && bottom - top <= all.clientHeight;
    return left < -1 || right > all.clientWidth + 1 || (fits && (top < -1 || bottom > all.clientHeight + 1));
  };
  const beside = all.scrollWidth - all.clientWidth;
  const found = (selector) => Array.from(body.querySelectorAll(selector));
  const scrolls = (node) => node.closest('.grid') !== null;
  return [
    ...(beside > 0 ? [beside + ' pixels beside the window'] : []),
    ...found('button, select, input, vscode-button, canvas, a[href], [tabindex="0"]')
      .filter((node) => !scrolls(node)).filter(outOfReach).map((node) => 'out of reach: ' + name(node)),
    ...found('h1, h2, dd, p, .viewer-bar, .viewer-status, .field')
      .filter((node) => !scrolls(node) && node.scrollWidth > node.clientWidth + 1 && !node.closest('.visually-hidden'))
      .map((node) => 'cut: ' + name(node)),
  ];
})()`;

/** What of the frame of the body is cut, or can't be brought into view. */
export async function misfits(body: Locator): Promise<readonly string[]> {
  const handle = await body.elementHandle();
  const frame = await handle?.ownerFrame();
  if (!frame) throw new Error('The body is in no frame.');
  return frame.evaluate<readonly string[]>(misfitting);
}
