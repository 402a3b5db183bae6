import { readFile, rm } from 'node:fs/promises';
import { SourceMap, type SourceMapPayload } from 'node:module';
import * as path from 'node:path';
import { build } from 'esbuild';
import { projectFolder } from '../../vscode/cache';
import { bundleFolder, type TestWindow } from './windows';

/** Bundles the tests of each window, mocha included, into one CommonJS file that exports `run()`. */
export async function bundleTests(windows: readonly TestWindow[]): Promise<void> {
  await rm(bundleFolder, { recursive: true, force: true });
  await Promise.all(windows.map(bundle));
}

async function bundle({ files, entry }: TestWindow): Promise<void> {
  // Required inside `run`, because mocha's globals must be there first.
  const requires = files.map((file) => `require(${JSON.stringify(file)});`).join('\n');
  await build({
    stdin: {
      contents: `import { runMocha } from './inside/entry';
export const run = () => runMocha(() => {
${requires}
});`,
      loader: 'ts',
      resolveDir: path.join(projectFolder, 'test/host'),
    },
    outfile: entry,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    mainFields: ['module', 'main'],
    sourcemap: 'external',
    // Mocha's parallel mode, which is not used, looks for files of its own.
    logOverride: { 'require-resolve-not-external': 'silent' },
    logLevel: 'warning',
  });
}

/** A stack trace with the places in the sources instead of those in the bundles. */
export async function toSources(stack: string, windows: readonly TestWindow[]): Promise<string> {
  const maps = new Map<string, SourceMap>();
  for (const { entry } of windows.filter((one) => stack.includes(one.entry))) {
    const payload = JSON.parse(await readFile(`${entry}.map`, 'utf8')) as SourceMapPayload;
    maps.set(entry, new SourceMap(payload));
  }
  return stack.replace(/(\/[^\s()]*):(\d+):(\d+)/g, (place, file: string, line: string, column: string) => {
    const found = maps.get(file)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (!found || !('originalSource' in found)) return place;
    const source = path.relative(projectFolder, path.resolve(bundleFolder, found.originalSource));
    return `${source}:${String(found.originalLine + 1)}:${String(found.originalColumn + 1)}`;
  });
}
