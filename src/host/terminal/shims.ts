/** What a shim runs. */
export interface ShimTarget {
  /** Absolute path of the program that runs JavaScript: Node, or Electron in its Node mode. */
  readonly node: string;
  readonly electron: boolean;
  /** Absolute path of the bundled command. */
  readonly cli: string;
}

const renew = 'Open the HCP view in VS Code once, or run "HCP: Install hcp Command" there.';

/**
 * A script for POSIX shells. VS Code's own Node moves with each of its versions on remote machines, so another
 * of VS Code's, and then any of the PATH, is taken when it is gone.
 */
export function shellShim({ node, electron, cli }: ShimTarget): string {
  return `#!/bin/sh
# hcp of HCP Explorer, written by the extension.
cli=${quoted(cli)}
if [ ! -f "$cli" ]; then
  echo 'hcp: its program is gone. ${renew}' >&2
  exit 1
fi
${electron ? 'export ELECTRON_RUN_AS_NODE=1\n' : ''}for node in ${quoted(node)} "$HOME"/.vscode-server/cli/servers/*/server/node "$HOME"/.vscode-server/bin/*/node; do
  if [ -x "$node" ]; then exec "$node" "$cli" "$@"; fi
done
if command -v node >/dev/null 2>&1; then exec node "$cli" "$@"; fi
echo 'hcp: there is no Node.js on this machine. ${renew}' >&2
exit 1
`;
}

/** Folders that Windows names in every process, the innermost first. */
const windowsFolders = ['LOCALAPPDATA', 'APPDATA', 'USERPROFILE'];

/**
 * A script for Windows. It is read in the system's own code page, so a path below the person's folder, whose name
 * may have any letters, is named by the variable for it. Another Node of the PATH is taken when VS Code's is gone.
 */
export function windowsShim(
  { node, electron, cli }: ShimTarget,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const [program, script] = [windowsPath(node, env), windowsPath(cli, env)];
  return [
    '@echo off',
    'setlocal',
    `if not exist "${script}" (`,
    `  echo hcp: its program is gone. ${renew} 1>&2`,
    '  exit /b 1',
    ')',
    `set "node=${program}"`,
    'if not exist "%node%" set "node=node"',
    ...(electron ? ['set "ELECTRON_RUN_AS_NODE=1"'] : []),
    `"%node%" "${script}" %*`,
    '',
  ].join('\r\n');
}

function windowsPath(path: string, env: Readonly<Record<string, string | undefined>>): string {
  const escaped = (text: string) => text.replaceAll('%', '%%');
  for (const name of windowsFolders) {
    const folder = env[name];
    if (folder && path.toLowerCase().startsWith(`${folder.toLowerCase()}\\`))
      return `%${name}%${escaped(path.slice(folder.length))}`;
  }
  return escaped(path);
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
