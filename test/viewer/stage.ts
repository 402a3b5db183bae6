import { build, type BuildOptions } from 'esbuild';
import { mkdir } from 'node:fs/promises';
import * as path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { fileNeighbours, fileSource } from '../../src/core/preview/bytes/fileSource';
import type { CallName } from '../../src/core/preview/thread/messages';
import { ThreadSession } from '../../src/core/preview/thread/threadSession';
import { mapOf, meshesOf, previewOf, seedOf, seriesOf, volumeOf } from '../../src/host/preview/views';
import { webviewPage } from '../../src/host/webviewPage';
import type { Preview } from '../../src/shared/preview';
import { launchBrowser } from '../vscode/browser';
import { projectFolder } from '../vscode/cache';
import { themeOf, type ThemeName } from './themes';

const address = 'http://viewer.test';
const shotsFolder = path.join(projectFolder, 'test-screenshots', 'viewer');

/** A page under the preview's policy, on which files are shown by the image views. */
export class ViewerStage {
  /** What the page tried to load besides its own files, and what the policy refused. */
  readonly offences: string[] = [];
  private session: ThreadSession | undefined;

  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
  ) {}

  static async open(options: { readonly webgl?: boolean } = {}): Promise<ViewerStage> {
    const files = await bundles();
    const browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1100, height: 760 }, locale: 'en-US' });
    const stage = new ViewerStage(browser, page);
    await stage.prepare(files, options.webgl ?? true);
    return stage;
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  async theme(name: ThemeName): Promise<void> {
    const { style, bodyClass } = themeOf(name);
    await this.page.evaluate(
      `document.documentElement.style.cssText = ${JSON.stringify(style)};
       document.body.className = ${JSON.stringify(bodyClass)};`,
    );
  }

  /** Opens a file as the preview does, and waits for the first picture. */
  async show(file: string): Promise<Preview> {
    this.session = new ThreadSession(await fileSource(file), fileNeighbours);
    const head = await this.session.answer({ name: 'open', params: null }, never());
    const preview = previewOf(head as Parameters<typeof previewOf>[0]);
    await this.page.evaluate(`hcpShow(${JSON.stringify(preview)})`);
    await this.page.waitForSelector('body[data-drawn]', { state: 'attached', timeout: 60_000 });
    return preview;
  }

  async clear(): Promise<void> {
    await this.page.evaluate('hcpClear()');
  }

  async shot(name: string): Promise<Buffer> {
    await mkdir(shotsFolder, { recursive: true });
    return this.page.screenshot({ path: path.join(shotsFolder, `${name}.png`) });
  }

  async drawn(): Promise<string | null> {
    return this.page.getAttribute('body', 'data-drawn');
  }

  private async prepare(files: ReadonlyMap<string, string>, webgl: boolean): Promise<void> {
    const { page, offences } = this;
    page.on('console', (message) => {
      if (message.type() === 'error') offences.push(message.text());
    });
    page.on('pageerror', (error) => offences.push(String(error)));
    await page.route('**/*', async (route) => {
      const { pathname } = new URL(route.request().url());
      const body = files.get(pathname);
      if (body === undefined) offences.push(route.request().url());
      const contentType = pathname.endsWith('.js')
        ? 'text/javascript'
        : pathname.endsWith('.css')
          ? 'text/css'
          : 'text/html';
      await (body === undefined ? route.abort() : route.fulfill({ contentType, body }));
    });
    if (!webgl) await page.addInitScript(noWebGL);
    await page.exposeFunction('hcpAsk', (name: CallName, params: unknown) => this.answer(name, params));
    await page.goto(`${address}/`);
    await this.theme('dark');
    await page.evaluate("document.getElementById('root').style.height = '100vh'");
  }

  private async answer(name: CallName, params: unknown): Promise<unknown> {
    try {
      const call = { name, params } as Parameters<ThreadSession['answer']>[0];
      const result = await this.session?.answer(call, never());
      return packed({ ok: true, result: viewOf(name, params, result) });
    } catch (error) {
      return { ok: false, message: String(error) };
    }
  }
}

const noWebGL = `
  const original = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    return kind.startsWith('webgl') ? null : original.call(this, kind, ...rest);
  };`;

function never(): AbortSignal {
  return new AbortController().signal;
}

/** As `PreviewPanel` answers. */
function viewOf(name: CallName, params: unknown, result: unknown): unknown {
  switch (name) {
    case 'volume':
      return volumeOf((params as { index: number }).index, result as Parameters<typeof volumeOf>[1]);
    case 'meshes':
      return meshesOf(result as Parameters<typeof meshesOf>[0]);
    case 'map':
      return mapOf((params as { index: number }).index, result as Parameters<typeof mapOf>[1]);
    case 'series':
      return seriesOf(params as Parameters<typeof seriesOf>[0], result as Parameters<typeof seriesOf>[1]);
    case 'seed':
      return seedOf(result as Parameters<typeof seedOf>[0]);
    default:
      return result;
  }
}

function packed(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return { base64: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(packed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, packed(one)]));
}

let built: Promise<ReadonlyMap<string, string>> | undefined;

/** The page and both scripts, as they are bundled for the extension. */
function bundles(): Promise<ReadonlyMap<string, string>> {
  built ??= bundleAll();
  return built;
}

async function bundleAll(): Promise<ReadonlyMap<string, string>> {
  const common: BuildOptions = {
    bundle: true,
    write: false,
    outdir: '/',
    absWorkingDir: projectFolder,
    platform: 'browser',
    format: 'iife',
    target: 'chrome128',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: { zarrita: './webview/preview/viewer/painters/noZarr.ts' },
  };
  const results = await Promise.all(
    [
      ['page', 'test/viewer/page.mjs'],
      ['viewer', 'webview/preview/viewer/painters/main.ts'],
    ].map(([name = '', file = '']) => build({ ...common, entryPoints: { [name]: file } })),
  );
  const files = results.flatMap(({ outputFiles }) => outputFiles ?? []);
  const html = webviewPage({
    scriptNonce: 'script',
    styleNonce: 'style',
    cspSource: address,
    scriptUri: '/page.js',
    styleUri: '/page.css',
    imageSources: ['blob:', 'data:'],
    language: 'en',
    title: 'viewer',
    data: {},
  });
  return new Map([['/', html], ...files.map(({ path: name, text }) => [name, text] as const)]);
}
