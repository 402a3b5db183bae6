import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import * as vscode from 'vscode';

// Runs inside a real extension host: loads and activates extensions that nothing has activated yet, one after the
// other, and writes down how long each step took.

/** How one extension started. */
export interface Start {
  readonly id: string;
  readonly version: string;
  /** Milliseconds until its main file was loaded, and what that loads at once. */
  readonly load: number;
  /** Milliseconds of the call of `activate`, what it waits for included. */
  readonly activate: number;
  /** Bytes of the files of the extension that were loaded by then. */
  readonly bytes: number;
}

type Activate = (...args: readonly unknown[]) => unknown;

const load = createRequire(__filename);

async function measure(extension: vscode.Extension<unknown>): Promise<Start | undefined> {
  const { id, extensionPath, isActive } = extension;
  const { main, version } = extension.packageJSON as { readonly main?: string; readonly version: string };
  if (main === undefined || isActive) return undefined;
  const file = load.resolve(path.join(extensionPath, main));
  const known = new Set(Object.keys(load.cache));
  const begin = performance.now();
  const real = load(file) as { readonly activate: Activate };
  const loaded = performance.now();
  const module = load.cache[file];
  if (!module) throw new Error(`${file} is not among the loaded modules.`);
  let called: number | undefined;
  module.exports = {
    ...real,
    activate: async (...args: readonly unknown[]) => {
      const call = performance.now();
      const result = await real.activate(...args);
      called = performance.now() - call;
      return result;
    },
  };
  await extension.activate();
  if (called === undefined) throw new Error(`${id} was not activated through its main file.`);
  const files = Object.keys(load.cache).filter((one) => !known.has(one));
  const bytes = files.reduce((sum, one) => sum + statSync(one).size, 0);
  return { id, version, load: loaded - begin, activate: called, bytes };
}

describe('the start of extensions', function () {
  this.timeout(120_000);

  it('is measured', async () => {
    const { ids, report } = JSON.parse(readFileSync(process.env.HCP_START_SETTINGS ?? '', 'utf8')) as {
      readonly ids: readonly string[];
      readonly report: string;
    };
    const starts: Start[] = [];
    for (const id of ids) {
      const extension = vscode.extensions.getExtension(id);
      const start = extension && (await measure(extension));
      if (start) starts.push(start);
    }
    writeFileSync(report, JSON.stringify({ vscode: vscode.version, starts }));
  });
});
