import assert from 'node:assert/strict';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { hostileMarkup } from '../sandbox/portal/termsTexts';
import { launchBrowser } from '../vscode/browser';
import { projectFolder } from '../vscode/cache';

const address = 'http://page.test';
const away = 'https://tracker.invalid';
const run = 'globalThis.hcpHostile=1';

/** Ways of HTML to run a script, to load something, to go elsewhere, or to look like the product. */
const payloads: Readonly<Record<string, string>> = {
  'what the sandbox’s portal can send': hostileMarkup,
  'a script': `<script>${run}</script><script src="${away}/a.js"></script><scr<script>ipt>${run}</script>`,
  'event handlers': `<p onclick="${run}" onmouseover="${run}">a</p><details open ontoggle="${run}">b</details><body onload="${run}"><video><source onerror="${run}"></video><p onfocus="${run}" tabindex=1 autofocus>c</p>`,
  'a style sheet': `<style>@import "${away}/a.css"; * { display: none }</style><link rel="stylesheet" href="${away}/a.css"><p style="position:fixed;inset:0;background:url(${away}/b.png)">a</p>`,
  'a form': `<form action="${away}/f"><input name="password" autofocus><textarea></textarea><select><option>1</select><button formaction="${away}/b">Continue</button></form><isindex action="${away}">`,
  'remote images': `<img src="${away}/a.png"><img srcset="${away}/b.png 2x"><picture><source srcset="${away}/c.png"><img></picture><input type="image" src="${away}/d.png"><table background="${away}/e.png"><tr><td>a</table><video poster="${away}/f.png"></video><audio src="${away}/g.mp3" autoplay></audio>`,
  'a refresh': `<meta http-equiv="refresh" content="0; url=${away}"><meta http-equiv="Content-Security-Policy" content="script-src *">`,
  'a base': `<base href="${away}/" target="_top"><a href="page.html">relative</a>`,
  'links that run': `<a href="javascript:${run}">a</a><a href=" java&#10;script:${run}">b</a><a href="&#x6A;avascript:${run}">c</a><a href="data:text/html,<script>${run}</script>">d</a><a href="vbscript:x">e</a><a href="command:workbench.action.quit">f</a><a href="vscode://x/y">g</a><a href="file:///etc/passwd">h</a><a href="//tracker.invalid/x">i</a><area href="javascript:${run}">`,
  'a link with a target': `<a href="https://example.org/" target="_top" ping="${away}/ping" download rel="opener">a</a>`,
  svg: `<svg onload="${run}"><script>${run}</script><a xlink:href="javascript:${run}"><text>x</text></a><image href="${away}/a.png"/><use href="${away}/b.svg#c"/><animate attributeName="href" values="javascript:${run}"/><foreignObject><iframe srcdoc="<script>parent.hcpHostile=1</script>"></iframe></foreignObject></svg>`,
  mathml: `<math href="javascript:${run}"><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${run}&gt;">x</mtext></math><math><maction actiontype="statusline" xlink:href="javascript:${run}">y</maction></math>`,
  'frames and plug-ins': `<iframe src="${away}"></iframe><iframe srcdoc="<script>parent.hcpHostile=1</script>"></iframe><object data="${away}/o"></object><embed src="${away}/e"><applet code="x"></applet><frameset><frame src="${away}"></frameset><portal src="${away}"></portal>`,
  'markup that changes when it is read again': `<noscript><p title="</noscript><img src=x onerror=${run}>"></noscript><template><img src=x onerror=${run}></template><form><math><mtext></form><form><mglyph><style></math><img src onerror=${run}>`,
  'names of the page': `<p id="root">a</p><a id="hcpShow" href="https://example.org/">b</a><a name="cookie" href="https://example.org/">c</a><p is="vscode-button" slot="x" role="button" aria-label="Accept">d</p>`,
};

const allowed = new Set(
  (
    'a abbr b blockquote br cite code dd div dl dt em h4 hr i li ol p pre q s small span strong sub sup ' +
    'table tbody td tfoot th thead tr u ul'
  ).split(' '),
);

interface Shown {
  readonly tags: readonly string[];
  readonly attributes: readonly (readonly [string, string])[];
}

describe('hostile HTML', function () {
  this.timeout(60_000);
  let browser: Browser;
  let page: Page;
  const requests: string[] = [];

  before(async () => {
    const { outputFiles } = await build({
      entryPoints: ['test/viewer/hostile.mjs'],
      absWorkingDir: projectFolder,
      bundle: true,
      write: false,
      format: 'iife',
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"' },
    });
    const script = outputFiles[0]?.text ?? '';
    browser = await launchBrowser();
    page = await browser.newPage();
    await page.route('**/*', async (route) => {
      const url = route.request().url();
      if (url === `${address}/`) {
        const body =
          '<!doctype html><title>page</title><div id="root"></div><script src="/page.js"></script>';
        return route.fulfill({ contentType: 'text/html', body });
      }
      if (url === `${address}/page.js`)
        return route.fulfill({ contentType: 'text/javascript', body: script });
      requests.push(url);
      return route.abort();
    });
    page.on('popup', (popup) => requests.push(`popup ${popup.url()}`));
    await page.goto(`${address}/`);
  });
  after(() => browser.close());

  const settle = (): Promise<unknown> =>
    page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)))');

  /** What ran, was asked for, or has changed since. */
  async function damage(): Promise<readonly string[]> {
    await settle();
    const ran = await page.evaluate<boolean>("'hcpHostile' in globalThis");
    return [
      ...requests.splice(0),
      ...(ran ? ['a script ran'] : []),
      ...(page.url() === `${address}/` ? [] : [page.url()]),
      ...((await page.title()) === 'page' ? [] : ['the title has changed']),
    ];
  }

  it('does harm on this page when it is not sanitised, or else the rest would prove nothing', async () => {
    const images = JSON.stringify(`${payloads['remote images']!}<img src=x onerror="${run}">`);
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend', ${images})`);
    const done = await damage();
    assert.ok(done.some((one) => one.startsWith(away)) && done.includes('a script ran'), done.join(', '));
    await page.goto(`${address}/`);
    requests.splice(0);
  });

  for (const as of ['terms', 'page'] as const) {
    it(`leaves nothing but words, plain formatting and links to the web, as ${as}`, async () => {
      for (const [what, html] of Object.entries(payloads)) {
        await page.evaluate(`hcpShow(${JSON.stringify(html)}, '${as}')`);
        assert.deepEqual(await damage(), [], what);
        const { tags, attributes } = await page.evaluate<Shown>(`(() => {
          const all = Array.from(document.querySelectorAll('.safe-html *'));
          return {
            tags: all.map(({ localName }) => localName),
            attributes: all.flatMap((node) => Array.from(node.attributes, ({ name, value }) => [name, value])),
          };
        })()`);
        assert.deepEqual(
          tags.filter((tag) => !allowed.has(tag)),
          [],
          what,
        );
        for (const [name, value] of attributes) {
          assert.ok(name === 'href' || name === 'title', `${what}: ${name}`);
          if (name === 'href') assert.match(value, /^https?:\/\//, what);
        }
        await page.evaluate("document.querySelectorAll('.safe-html *').forEach((node) => node.click())");
        assert.deepEqual(await damage(), [], `${what}, clicked`);
      }
      const links = await page.evaluate<readonly string[]>('hcpLinks');
      assert.ok(links.length > 0);
      for (const link of links) assert.match(link, /^https?:\/\//);
    });
  }
});
