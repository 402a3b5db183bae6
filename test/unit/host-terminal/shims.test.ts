import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  commandFolders,
  copyProgram,
  isOnPath,
  programFolder,
} from '../../../src/host/terminal/installFiles';
import { shellShim, windowsShim } from '../../../src/host/terminal/shims';
import { shimTarget, writeShims } from '../../../src/host/terminal/writeShim';

const run = promisify(execFile);
const program =
  'console.log(JSON.stringify([process.argv.slice(2), process.env.ELECTRON_RUN_AS_NODE ?? ""]))';

describe('the command hcp in terminals', () => {
  let folder = '';
  let cli = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hcp-shim-'));
    cli = join(folder, "it's a $place", 'cli.js');
    await mkdir(join(folder, "it's a $place"));
    await writeFile(cli, program);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const call = async (shim: string, env: NodeJS.ProcessEnv = {}) => {
    const { stdout } = await run(shim, ['get', 'a b', '$HOME'], { env: { PATH: process.env.PATH, ...env } });
    return JSON.parse(stdout) as unknown;
  };

  it('hands on its arguments as they are', async () => {
    const shim = await writeShims(join(folder, 'bin'), shimTarget(cli));
    assert.deepEqual(await call(shim), [['get', 'a b', '$HOME'], '']);
  });

  it('tells Electron to be Node', async () => {
    const shim = await writeShims(join(folder, 'bin'), { node: process.execPath, electron: true, cli });
    assert.deepEqual(await call(shim), [['get', 'a b', '$HOME'], '1']);
  });

  it('finds another Node when VS Code’s has moved', async () => {
    const gone = { node: join(folder, 'gone'), electron: false, cli };
    const shim = await writeShims(join(folder, 'bin'), gone);
    assert.deepEqual(await call(shim), [['get', 'a b', '$HOME'], ''], 'of the PATH');
    const servers = join(folder, '.vscode-server/cli/servers/Stable-1/server');
    await mkdir(servers, { recursive: true });
    await symlink(process.execPath, join(servers, 'node'));
    assert.deepEqual(await call(shim, { HOME: folder, PATH: '/nowhere' }), [['get', 'a b', '$HOME'], '']);
    await assert.rejects(call(shim, { HOME: '/nowhere', PATH: '/nowhere' }), /no Node\.js/);
  });

  it('says so when its program is gone', async () => {
    const shim = await writeShims(join(folder, 'bin'), shimTarget(cli));
    await rm(cli);
    await assert.rejects(call(shim), /its program is gone\. Open the HCP view/);
  });

  it('is written anew only when it has changed, and never through a link', async () => {
    const bin = join(folder, 'bin');
    const shim = await writeShims(bin, shimTarget(cli));
    const { ino } = await stat(shim);
    await writeShims(bin, shimTarget(cli));
    assert.equal((await stat(shim)).ino, ino);
    const precious = join(folder, 'precious');
    await writeFile(precious, 'kept');
    await rm(shim);
    await symlink(precious, shim);
    await writeShims(bin, shimTarget(cli));
    assert.equal((await stat(precious)).size, 4);
    assert.deepEqual(await readdir(bin), ['hcp']);
  });

  it('holds no more than paths', () => {
    const target = { node: 'C:\\100% node\\node.exe', electron: true, cli: 'C:\\x\\cli.js' };
    assert.match(windowsShim(target), /^set "node=C:\\100%% node\\node\.exe"\r$/m);
    assert.match(windowsShim(target), /^"%node%" "C:\\x\\cli\.js" %\*\r$/m);
    assert.match(windowsShim(target), /set "ELECTRON_RUN_AS_NODE=1"/);
    assert.doesNotMatch(windowsShim({ ...target, electron: false }), /ELECTRON/);
    assert.match(shellShim({ node: "/a'b", electron: false, cli: '/c' }), /'\/a'\\''b'/);
  });
});

describe('the command hcp in terminals of Windows', () => {
  it('names the person’s folder by its variable, whatever letters it has', () => {
    const home = 'C:\\Users\\Jürgen';
    const env = { USERPROFILE: home, LOCALAPPDATA: `${home}\\AppData\\Local` };
    const shim = windowsShim(
      {
        node: `${home}\\AppData\\Local\\Programs\\Code.exe`,
        electron: true,
        cli: 'c:\\users\\jürgen\\.vscode\\100%\\cli.js',
      },
      env,
    );
    assert.match(shim, /^[\x20-\x7e\r\n]+$/);
    assert.match(shim, /^set "node=%LOCALAPPDATA%\\Programs\\Code\.exe"\r$/m);
    assert.match(shim, /^"%node%" "%USERPROFILE%\\\.vscode\\100%%\\cli\.js" %\*\r$/m);
  });

  it('takes the Node of the PATH when VS Code’s is gone', () => {
    const shim = windowsShim({ node: 'C:\\gone\\node.exe', electron: false, cli: 'C:\\cli.js' }, {});
    assert.match(shim, /^if not exist "%node%" set "node=node"\r$/m);
  });
});

describe('the installed command', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hcp-install-'));
    await mkdir(join(folder, 'dist/webview'), { recursive: true });
    for (const name of [
      'cli.js',
      'hash.js',
      'sdk.js',
      'extension.js',
      'extension-ABCDEFGH.js',
      'preview.js',
      'worker.js',
      'cli.js.map',
      'webview/x.js',
    ])
      await writeFile(join(folder, 'dist', name), program);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('has a copy of its bundles, and of one version only', async () => {
    const share = join(folder, 'share');
    await copyProgram(join(folder, 'dist'), share, '0.1.0');
    await mkdir(join(share, 'kept by hand'));
    const cli = await copyProgram(join(folder, 'dist'), share, '0.2.0');
    assert.deepEqual((await readdir(share)).sort(), ['0.2.0', 'kept by hand']);
    assert.deepEqual((await readdir(join(share, '0.2.0'))).sort(), ['cli.js', 'hash.js', 'sdk.js']);
    await copyProgram(join(folder, 'dist'), share, '0.2.0');
    await rm(join(folder, 'dist'), { recursive: true });
    const shim = await writeShims(join(folder, 'bin'), shimTarget(cli));
    assert.match((await run(shim, ['ls'])).stdout, /ls/);
  });

  it('goes where each system has such things', () => {
    const linux = { home: '/home/a', platform: 'linux', env: { PATH: '/usr/bin:/home/a/bin/' } } as const;
    assert.deepEqual(commandFolders(linux), ['/home/a/.local/bin', '/home/a/bin']);
    assert.deepEqual(
      commandFolders(linux).map((one) => isOnPath(one, linux)),
      [false, true],
    );
    assert.equal(programFolder(linux), '/home/a/.local/share/hcp-explorer');
    const env = { XDG_DATA_HOME: '/scratch/a' };
    assert.equal(programFolder({ ...linux, env }), '/scratch/a/hcp-explorer');
  });
});
