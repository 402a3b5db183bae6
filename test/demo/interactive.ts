import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { startSandbox, type Sandbox } from '../sandbox/sandbox';
import { projectFolder } from '../vscode/cache';
import { findDesktop, hasDisplay, type Desktop } from '../vscode/desktop';
import { startMintKeyProxy } from '../vscode/mintKey';
import { run } from '../vscode/run';
import { codeServer } from '../vscode/server';
import { startWebHost } from '../vscode/webHost';
import { instructions } from './instructions';

/** Opens a VS Code on an empty workspace for a person, and waits until it is stopped. */
export async function interactive(vsix: string | undefined): Promise<void> {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'hcp-demo-')));
  const workspace = path.join(folder, 'workspace');
  await mkdir(workspace);
  const sandbox = await startSandbox({ seed: process.env.HCP_SANDBOX_SEED });
  const desktop = hasDisplay() ? findDesktop() : undefined;
  const stop = desktop
    ? await openDesktop(desktop, { folder, workspace, sandbox, vsix })
    : await openInBrowser({ folder, workspace, sandbox, vsix });
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), stop.ended]);
  process.stdout.write('\nStopping …\n');
  await stop.now();
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
}

interface Place {
  readonly folder: string;
  readonly workspace: string;
  readonly sandbox: Sandbox;
  readonly vsix: string | undefined;
}

interface Opened {
  /** Settles when the person closes the window, where that can be seen. */
  readonly ended: Promise<unknown>;
  now(): Promise<void>;
}

const settingsFor = (sandbox: Sandbox) => ({
  'hcp.portal.url': sandbox.portalUrl,
  'hcp.bucket.endpoint': sandbox.s3Endpoint,
});

async function openDesktop(desktop: Desktop, { folder, workspace, sandbox, vsix }: Place): Promise<Opened> {
  const user = path.join(folder, 'user-data', 'User');
  await mkdir(user, { recursive: true });
  await writeFile(path.join(user, 'settings.json'), JSON.stringify(settingsFor(sandbox), undefined, 2));
  const folders = [
    `--user-data-dir=${path.join(folder, 'user-data')}`,
    `--extensions-dir=${path.join(folder, 'extensions')}`,
  ];
  if (vsix !== undefined) await run(desktop.executable, [...folders, `--install-extension=${vsix}`]);
  const extension = vsix === undefined ? [`--extensionDevelopmentPath=${projectFolder}`] : [];
  const child = spawn(
    desktop.executable,
    [...folders, ...extension, '--skip-welcome', '--disable-workspace-trust', '--new-window', workspace],
    { stdio: 'ignore' },
  );
  process.stdout.write(instructions(`VS Code ${desktop.vscode} opens in a window.`, sandbox, workspace));
  const ended = once(child, 'exit');
  return {
    ended,
    async now() {
      if (child.exitCode === null && child.signalCode === null) child.kill();
      await ended;
    },
  };
}

async function openInBrowser({ workspace, sandbox, vsix }: Place): Promise<Opened> {
  const server = await codeServer('newest');
  const host = await startWebHost({
    server,
    workspaceFolder: workspace,
    ...(vsix === undefined ? { linkedExtension: projectFolder } : { vsix }),
    machineSettings: settingsFor(sandbox),
  });
  const proxy = await startMintKeyProxy(host.port);
  const address = host.address({ port: proxy.port });
  const where = `VS Code ${server.vscode} is at this address; open it in a browser:\n\n  ${address}`;
  process.stdout.write(instructions(where, sandbox, workspace));
  if (hasDisplay()) openAddress(address);
  return {
    ended: new Promise(() => undefined),
    async now() {
      await proxy.close();
      await host.stop();
    },
  };
}

/** Best effort: the address is printed as well. */
function openAddress(address: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', address]
        : ['xdg-open', address];
  spawn(command ?? '', args, { stdio: 'ignore', detached: true }).on('error', () => undefined);
}
