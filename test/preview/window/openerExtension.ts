import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { until } from '../../e2e/until';
import { projectFolder } from '../../vscode/cache';

/** The extension that opens files in a test's window, ready to be installed. */
export interface OpenerExtension {
  readonly folder: string;
  /** What the extension host must be started with. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * Opens a key of the bucket, or a local file by its absolute path, as a click does.
   * @returns when (milliseconds since 1970) the click reached VS Code
   */
  open(keyOrFile: string): Promise<number>;
  /** Has the extension know a folder of the bucket, as if it had been opened in the tree. */
  list(prefix: string): Promise<void>;
  command(id: string): Promise<void>;
  remove(): Promise<void>;
}

export async function makeOpener(): Promise<OpenerExtension> {
  const root = path.join(projectFolder, 'out');
  await mkdir(root, { recursive: true });
  const folder = await mkdtemp(path.join(root, 'opener-'));
  const portFile = path.join(folder, 'port');
  await build({
    entryPoints: [path.join(__dirname, 'opener.ts')],
    outfile: path.join(folder, 'opener.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
  });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  const port = async () => Number(await readFile(portFile, 'utf8').catch(() => 0));
  const send = async (order: object): Promise<number> => {
    await until('the opener listens', async () => (await port()) > 0);
    const response = await fetch(`http://127.0.0.1:${String(await port())}/`, {
      method: 'POST',
      body: JSON.stringify(order),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`VS Code did not do it: ${text}`);
    return (JSON.parse(text) as { readonly begun: number }).begun;
  };
  return {
    folder,
    env: { HCP_OPENER_PORT: portFile },
    open: (keyOrFile) =>
      send({
        do: 'open',
        uri: path.isAbsolute(keyOrFile) ? pathToFileURL(keyOrFile).href : `hcp:/${encodeURI(keyOrFile)}`,
      }),
    list: async (prefix) => {
      await send({ do: 'list', uri: `hcp:/${encodeURI(prefix)}` });
    },
    command: async (id) => {
      await send({ do: 'command', command: id });
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

const manifest = {
  name: 'opener',
  publisher: 'tests',
  version: '1.0.0',
  engines: { vscode: '^1.99.0' },
  main: 'opener.js',
  activationEvents: ['onStartupFinished'],
};
