import type { Page } from 'playwright-core';
import { launchBrowser } from '../../vscode/browser';
import { projectFolder } from '../../vscode/cache';
import { answerMintKey } from '../../vscode/mintKey';
import type { CodeServer } from '../../vscode/server';
import { startWebHost, type WebHost } from '../../vscode/webHost';
import { guarded, quiet, type SessionOptions, type TestSession } from './session';
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
    // Nothing that this window still says is taken for the next one's.
    await page.goto('about:blank');
  }
}
