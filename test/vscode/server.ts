import { writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { cached } from './cache';
import { nodeBinary } from './node';
import { npm, unpackPackage } from './npm';
import { serverPins, type HostAge } from './pins';
import { plainLog } from './plainLog';

/** A VS Code server with web workbench, ready to start. */
export interface CodeServer {
  readonly vscode: string;
  readonly folder: string;
  readonly node: string;
}

/** Fetches the VS Code server and the Node that it needs, once. */
export async function codeServer(age: HostAge): Promise<CodeServer> {
  const pin = serverPins[age];
  const [folder, node] = await Promise.all([
    cached(`vscode-server-${pin.vscode}`, async (partial) => {
      await unpackPackage(pin, partial, (file) => file.startsWith('lib/vscode/'));
      const folder = path.join(partial, 'lib/vscode');
      // Native add-ons stay unbuilt: no compiler is needed.
      const flags = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--engine-strict=false'];
      await npm(['install', ...flags], folder);
      await writeFile(path.join(folder, 'node_modules/@vscode/spdlog/index.js'), plainLog);
    }),
    nodeBinary(pin.node),
  ]);
  return { vscode: pin.vscode, folder: path.join(folder, 'lib/vscode'), node };
}
