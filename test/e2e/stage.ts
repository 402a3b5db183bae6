import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/sandbox';
import { launchBrowser } from '../vscode/browser';
import { projectFolder } from '../vscode/cache';
import { answerMintKey } from '../vscode/mintKey';
import type { HostAge } from '../vscode/pins';
import { codeServer } from '../vscode/server';
import { startWebHost, type Settings, type WebHost } from '../vscode/webHost';
import { Workbench } from './pages/workbench';

export type Theme =
  'Default Light Modern' | 'Default Dark Modern' | 'Default High Contrast' | 'Default High Contrast Light';

export interface WindowOptions {
  readonly age?: HostAge;
  readonly theme?: Theme;
  /** The packaged extension instead of the source folder. */
  readonly vsix?: string;
  /** Another folder with the extension than the source folder. */
  readonly extension?: string;
  /** The language of extensions; VS Code's own texts stay English. */
  readonly language?: string;
  /** False: the editor loses its secrets at each reload, as a bare browser-hosted VS Code does. */
  readonly keepSecrets?: boolean;
  /** Makes the workspace a git work tree. */
  readonly git?: boolean;
  readonly machineSettings?: Settings;
  readonly userSettings?: Settings;
  /** Folders of other extensions in the same editor. */
  readonly alsoLinked?: readonly string[];
  readonly extraEnv?: Readonly<Record<string, string>>;
}

export interface StageOptions extends WindowOptions {
  readonly sandbox?: SandboxOptions;
}

/** What a person needs to know of the sandbox. */
export type SandboxAddress = Pick<Sandbox, 'portalUrl' | 's3Endpoint' | 'accounts'>;

/** A VS Code on an empty workspace, and a person in front of it. */
export interface Window {
  readonly host: WebHost;
  readonly page: Page;
  readonly workbench: Workbench;
  readonly sandbox: SandboxAddress;
  /** Absolute path of the workspace folder. */
  readonly workspace: string;
  close(options?: { readonly keepWorkspace?: boolean }): Promise<void>;
}

/** A window with a sandbox of its own. */
export interface Stage extends Window {
  readonly sandbox: Sandbox;
}

export const viewport = { width: 1280, height: 860 } as const;

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const sandbox = await startSandbox({ keyDelayMs: 1500, ...options.sandbox });
  const window = await openWindow(sandbox, options);
  return {
    ...window,
    sandbox,
    async close(how) {
      await window.close(how);
      await sandbox.close();
    },
  };
}

/** Opens a VS Code with the extension on a sandbox that runs already. */
export async function openWindow(sandbox: SandboxAddress, options: WindowOptions = {}): Promise<Window> {
  const server = await codeServer(options.age ?? 'newest');
  const workspace = await realpath(await mkdtemp(path.join(os.tmpdir(), 'hcp-workspace-')));
  if (options.git) await promisify(execFile)('git', ['init', '--quiet'], { cwd: workspace });
  const host = await startWebHost({
    server,
    workspaceFolder: workspace,
    ...(options.alsoLinked && { alsoLinked: options.alsoLinked }),
    ...(options.extraEnv && { extraEnv: options.extraEnv }),
    ...(options.vsix === undefined
      ? { linkedExtension: options.extension ?? projectFolder }
      : { vsix: options.vsix }),
    machineSettings: {
      'hcp.portal.url': sandbox.portalUrl,
      'hcp.bucket.endpoint': sandbox.s3Endpoint,
      ...options.machineSettings,
    },
    userSettings: {
      'workbench.colorTheme': options.theme ?? 'Default Dark Modern',
      'window.dialogStyle': 'custom',
      // Pictures are taken of messages that have arrived, not of their way.
      'workbench.reduceMotion': 'on',
      ...options.userSettings,
    },
  });
  const browser = await launchBrowser();
  const page = await openPage(browser, host, options);
  return {
    sandbox,
    host,
    page,
    workspace,
    workbench: new Workbench(page),
    async close({ keepWorkspace = false } = {}) {
      await browser.close();
      await host.stop();
      if (!keepWorkspace) await rm(workspace, { recursive: true, force: true });
    },
  };
}

async function openPage(
  browser: Browser,
  host: WebHost,
  { keepSecrets = true, language }: WindowOptions,
): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'en-US', timezoneId: 'UTC' });
  context.setDefaultTimeout(30_000);
  if (keepSecrets) await answerMintKey(context);
  if (language !== undefined) {
    // What the messages of a language pack say of themselves.
    await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)};`);
  }
  const page = await context.newPage();
  await page.goto(host.url);
  return page;
}

/** A second window of the same person on the same workspace, closed with the first. */
export async function secondWindow(stage: Stage): Promise<Stage> {
  const page = await stage.page.context().newPage();
  await page.goto(stage.host.url);
  return { ...stage, page, workbench: new Workbench(page) };
}
