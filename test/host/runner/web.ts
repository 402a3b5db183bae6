import type { Page } from 'playwright-core';
import { launchBrowser } from '../../vscode/browser';
import { projectFolder } from '../../vscode/cache';
import { answerMintKey } from '../../vscode/mintKey';
import type { CodeServer } from '../../vscode/server';
import { startWebHost, type WebHost } from '../../vscode/webHost';
import { extensionId, guarded, quiet, type SessionOptions, type TestSession } from './session';
import type { TestWindow } from './windows';

/** VS Code's server, and its windows in a headless browser. */
export async function openWebSession(server: CodeServer, options: SessionOptions): Promise<TestSession> {
  const host = await startWebHost({
    server,
    workspaceFolder: options.workspaceFolder,
    extensionDevelopmentPath: projectFolder,
    machineSettings: options.settings,
    userSettings: quiet,
    extraEnv: options.env,
  });
  try {
    const browser = await launchBrowser();
    const page = await browser.newPage();
    const driver = await drive(page);
    await answerMintKey(page);
    return {
      run: (window) => runWindow(host, page, driver, window),
      said: () =>
        ['The browser:', ...driver.lines.slice(-20), 'The server:', host.log().slice(-2000)].join('\n'),
      close: async () => {
        await browser.close();
        await host.stop();
      },
    };
  } catch (error) {
    await host.stop();
    throw error;
  }
}

/** What the workbench tells its driver: console lines, and the end of the tests. */
interface Driver {
  readonly lines: string[];
  ended: () => void;
}

async function drive(page: Page): Promise<Driver> {
  const driver: Driver = { lines: [], ended: () => undefined };
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
    driver.lines.push([type, ...args].map(String).join(' '));
  });
  await page.exposeFunction('codeAutomationExit', () => {
    driver.ended();
  });
  page.on('dialog', (dialog) => void dialog.accept());
  return driver;
}

async function runWindow(host: WebHost, page: Page, driver: Driver, window: TestWindow): Promise<void> {
  driver.lines.length = 0;
  const ended = new Promise<void>((resolve) => (driver.ended = resolve));
  // Unanswered, each start of the workbench has another key, and so none of the secrets of the last one.
  if (!window.secretsKept) await page.unroute('**/mint-key');
  await page.goto(host.address({ extensionTestsPath: window.entry }));
  try {
    await guarded(ended);
  } finally {
    if (window.secretsKept) await untilStored(page);
    // Nothing that this window still says is taken for the next one's.
    await page.goto('about:blank');
  }
}

/**
 * Waits until the browser's database holds the marker of the key pair, which the next windows look for: the
 * workbench writes a moment after a change, and a page that is left earlier loses it.
 */
async function untilStored(page: Page): Promise<void> {
  const isStored = `(async () => {
    const request = (wanted) => new Promise((resolve, reject) => {
      wanted.onsuccess = () => resolve(wanted.result);
      wanted.onerror = () => reject(wanted.error);
    });
    for (const { name } of await indexedDB.databases()) {
      const database = await request(indexedDB.open(name));
      try {
        if (!database.objectStoreNames.contains('ItemTable')) continue;
        const items = database.transaction('ItemTable').objectStore('ItemTable');
        const state = await request(items.get('${extensionId}'));
        if (String(state).includes('hcp.keyMarker')) return true;
      } finally {
        database.close();
      }
    }
    return false;
  })()`;
  // Without it the next windows' tests fail, and say so better.
  await page.waitForFunction(isStored, undefined, { timeout: 5_000, polling: 100 }).catch(() => undefined);
}
