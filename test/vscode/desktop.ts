import { existsSync, readFileSync, realpathSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A desktop VS Code. `executable` is the program itself, not its `code` script. */
export interface Desktop {
  readonly executable: string;
  readonly vscode: string;
}

/** Whether this session has a screen to show a window on. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return process.env.SSH_CONNECTION === undefined;
  return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

/** The desktop VS Code of this machine: the one that HCP_VSCODE names, else one on the PATH or in the usual places. */
export function findDesktop(): Desktop | undefined {
  const own = process.env.HCP_VSCODE;
  if (own !== undefined && own !== '') {
    const desktop = desktopAt(own);
    if (!desktop) throw new Error(`HCP_VSCODE names ${own}, which is no VS Code.`);
    return desktop;
  }
  for (const place of usualPlaces()) {
    const desktop = desktopAt(place);
    if (desktop) return desktop;
  }
  return undefined;
}

function usualPlaces(): readonly string[] {
  const script = process.platform === 'win32' ? 'code.cmd' : 'code';
  const onPath = (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, script));
  switch (process.platform) {
    case 'win32':
      return [
        ...onPath,
        ...[path.join(process.env.LOCALAPPDATA ?? '', 'Programs'), process.env.PROGRAMFILES ?? '']
          .filter((root) => path.isAbsolute(root))
          .map((root) => path.join(root, 'Microsoft VS Code', 'Code.exe')),
      ];
    case 'darwin':
      return [
        ...onPath,
        ...['/Applications', path.join(os.homedir(), 'Applications')].map((root) =>
          path.join(root, 'Visual Studio Code.app'),
        ),
      ];
    default:
      return [
        ...onPath,
        '/usr/share/code/code',
        '/opt/visual-studio-code/code',
        '/snap/code/current/usr/share/code/code',
      ];
  }
}

/** Takes a `code` script, the program, or a macOS bundle. The `code` of a remote server is none of these. */
export function desktopAt(place: string): Desktop | undefined {
  if (!existsSync(place)) return undefined;
  const real = realpathSync(place);
  const bundle = /^.*\.app(?=\/|$)/.exec(real)?.[0];
  const root =
    bundle ??
    (path.basename(path.dirname(real)) === 'bin' ? path.resolve(real, '../..') : path.dirname(real));
  const programs = bundle
    ? ['Contents/MacOS/Electron', 'Contents/MacOS/Code', 'Contents/MacOS/Code - Insiders']
    : ['code', 'code-insiders', 'Code.exe', 'Code - Insiders.exe'];
  const app = path.join(root, bundle ? 'Contents/Resources/app' : 'resources/app', 'package.json');
  const executable = programs.map((name) => path.join(root, name)).find((file) => existsSync(file));
  if (executable === undefined || !existsSync(app)) return undefined;
  const { version } = JSON.parse(readFileSync(app, 'utf8')) as { readonly version: string };
  return { executable, vscode: version };
}
