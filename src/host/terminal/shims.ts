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

/** A script for Windows. */
export function windowsShim({ node, electron, cli }: ShimTarget): string {
  const [program, script] = [node, cli].map((path) => path.replaceAll('%', '%%'));
  return [
    '@echo off',
    'setlocal',
    `if not exist "${script ?? ''}" (`,
    `  echo hcp: its program is gone. ${renew} 1>&2`,
    '  exit /b 1',
    ')',
    ...(electron ? ['set "ELECTRON_RUN_AS_NODE=1"'] : []),
    `"${program ?? ''}" "${script ?? ''}" %*`,
    '',
  ].join('\r\n');
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
