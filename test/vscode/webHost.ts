import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { run } from './run';
import type { CodeServer } from './server';

export type Settings = Readonly<Record<string, unknown>>;

export interface WebHostOptions {
  readonly server: CodeServer;
  /** Absolute path of the folder to open; none opens an empty window. */
  readonly workspaceFolder?: string;
  /** The extension from its source folder, linked as if it were installed … */
  readonly linkedExtension?: string;
  /** … or installed from a package … */
  readonly vsix?: string;
  /**
   * … or under development, as tests inside the extension host need it. A server that takes this shows no
   * messages at the lower right, so that it is not what a person sees.
   */
  readonly extensionDevelopmentPath?: string;
  /** Other extensions beside it, from their folders. */
  readonly alsoLinked?: readonly string[];
  /** What only the machine may set, such as the portal's address. */
  readonly machineSettings?: Settings;
  readonly userSettings?: Settings;
  readonly extraEnv?: Readonly<Record<string, string>>;
}

export interface AddressOptions {
  /** The port that the browser sees, if a proxy stands before the server. */
  readonly port?: number;
  /** Absolute path of a module whose `run()` is called inside the extension host. */
  readonly extensionTestsPath?: string;
}

export interface WebHost {
  readonly vscode: string;
  readonly port: number;
  /** Holds `user-data`, `extensions`, `home`; removed by `stop`. */
  readonly dataDir: string;
  readonly url: string;
  address(options?: AddressOptions): string;
  /** What the server printed so far. */
  log(): string;
  stop(): Promise<void>;
}

const quiet: Settings = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.enableExperiments': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'update.showReleaseNotes': false,
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'git.openRepositoryInParentFolders': 'never',
  'window.restoreWindows': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

/** Starts a VS Code server on a free loopback port, with data folders and a home of its own. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'hcp-vscode-'));
  try {
    await prepareData(dataDir, options);
    return await startServer(dataDir, options);
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  }
}

async function prepareData(dataDir: string, options: WebHostOptions): Promise<void> {
  const write = async (file: string, settings: Settings): Promise<void> => {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(settings, undefined, 2));
  };
  await mkdir(path.join(dataDir, 'home'));
  await mkdir(path.join(dataDir, 'extensions'));
  await write(path.join(dataDir, 'user-data/Machine/settings.json'), options.machineSettings ?? {});
  await write(path.join(dataDir, 'user-data/User/settings.json'), { ...quiet, ...options.userSettings });
  if (options.linkedExtension !== undefined) await link(dataDir, options.linkedExtension);
  for (const folder of options.alsoLinked ?? []) await link(dataDir, folder);
  if (options.vsix !== undefined) {
    await run(
      options.server.node,
      [...serverArguments(dataDir, options), '--install-extension', options.vsix],
      {
        env: serverEnvironment(dataDir, options),
      },
    );
  }
}

/** An extensions folder without a list of its own is taken as it is at the first start. */
async function link(dataDir: string, extension: string): Promise<void> {
  const manifest = JSON.parse(await readFile(path.join(extension, 'package.json'), 'utf8')) as Manifest;
  const name = `${manifest.publisher}.${manifest.name}-${manifest.version}`;
  await symlink(extension, path.join(dataDir, 'extensions', name), 'junction');
}

interface Manifest {
  readonly publisher: string;
  readonly name: string;
  readonly version: string;
}

function serverArguments(dataDir: string, options: WebHostOptions): readonly string[] {
  return [
    path.join(options.server.folder, 'out/server-main.js'),
    '--accept-server-license-terms',
    ...['--user-data-dir', path.join(dataDir, 'user-data')],
    ...['--server-data-dir', path.join(dataDir, 'server-data')],
    ...['--extensions-dir', path.join(dataDir, 'extensions')],
  ];
}

/** The person's own identities and editor settings stay outside. */
function serverEnvironment(dataDir: string, options: WebHostOptions): NodeJS.ProcessEnv {
  const foreign = /^(AWS_|VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$|HCP_)/i;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const home = path.join(dataDir, 'home');
  return { ...Object.fromEntries(kept), HOME: home, USERPROFILE: home, ...options.extraEnv };
}

async function startServer(dataDir: string, options: WebHostOptions): Promise<WebHost> {
  const port = await freePort();
  const args = [
    ...serverArguments(dataDir, options),
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
    ...['--telemetry-level', 'off', '--disable-workspace-trust'],
    ...(options.extensionDevelopmentPath === undefined ? [] : ['--enable-smoke-test-driver']),
  ];
  const posix = process.platform !== 'win32';
  const child = spawn(options.server.node, args, {
    env: serverEnvironment(dataDir, options),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that stopping reaches the extension hosts as well.
    detached: posix,
  });
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (log += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const killAtExit = (): void => {
    kill(child, 'SIGKILL');
  };
  process.once('exit', killAtExit);
  const stop = async (): Promise<void> => {
    process.off('exit', killAtExit);
    await stopProcess(child);
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    await ready(child, () => log);
  } catch (error) {
    await stop();
    throw error;
  }
  const address = (wanted: AddressOptions = {}): string => makeAddress(options, wanted.port ?? port, wanted);
  return { vscode: options.server.vscode, port, dataDir, url: address(), address, log: () => log, stop };
}

function ready(child: ChildProcess, log: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      reject(new Error(`VS Code's server ${why}. It said:\n${log().slice(-2000)}`));
    };
    const timer = setTimeout(() => {
      fail('was not ready within 60 seconds');
    }, 60_000);
    child.once('error', (error) => {
      fail(`did not start (${error.message})`);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${String(code)}`);
    });
    child.stdout?.on('data', () => {
      if (!log().includes('Web UI available')) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

async function stopProcess(child: ChildProcess): Promise<void> {
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  if (!running()) return;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  kill(child, 'SIGTERM');
  const timer = setTimeout(() => {
    kill(child, 'SIGKILL');
  }, 1500);
  await ended;
  clearTimeout(timer);
  kill(child, 'SIGKILL');
}

function kill(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    else process.kill(-child.pid, signal);
  } catch {
    // The whole group has ended already.
  }
}

function makeAddress(options: WebHostOptions, port: number, wanted: AddressOptions): string {
  const authority = `127.0.0.1:${String(port)}`;
  const remote = (file: string): string =>
    `vscode-remote://${authority}${path.posix.join('/', toPosix(file))}`;
  const payload: [string, string][] = [['skipWelcome', 'true']];
  if (options.extensionDevelopmentPath !== undefined) {
    payload.push(['extensionDevelopmentPath', remote(options.extensionDevelopmentPath)]);
  }
  if (wanted.extensionTestsPath !== undefined) {
    payload.push(['extensionTestsPath', remote(wanted.extensionTestsPath)]);
  }
  const address = new URL(`http://${authority}/`);
  if (options.workspaceFolder === undefined) address.searchParams.set('ew', 'true');
  else address.searchParams.set('folder', toPosix(options.workspaceFolder));
  address.searchParams.set('payload', JSON.stringify(payload));
  return address.href;
}

function toPosix(file: string): string {
  return path.resolve(file).split(path.sep).join('/');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
