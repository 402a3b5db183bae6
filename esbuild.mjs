// Builds all bundles: the extension (Node) and the webviews (browser).
// Writes the third-party notices as well. `--production` minifies, `--watch` rebuilds.
import { build, context } from 'esbuild';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  define: { 'process.env.NODE_ENV': JSON.stringify(production ? 'production' : 'development') },
};

/** Between the two steps of the extension's build. */
const pieces = 'out/pieces';

const node = {
  ...common,
  outdir: 'dist',
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  mainFields: ['module', 'main'],
};

/**
 * The AWS SDK and the libraries that read the portal stay out of the extension's bundle, so that it starts
 * quickly; each is loaded from its own bundle when bucket or portal is first asked.
 */
const apart = {
  name: 'apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/(sdk|libraries)$/ }, ({ path }) => ({ path: `${path}.js`, external: true }));
  },
};

/**
 * The extension in pieces: what `import()` names is loaded when it is first used. Only ES modules can be split,
 * and VS Code before 1.100 loads none, so the pieces are turned into CommonJS afterwards.
 */
const extension = {
  ...node,
  entryPoints: { extension: 'src/extension.ts' },
  outdir: pieces,
  format: 'esm',
  splitting: true,
  chunkNames: 'extension-[hash]',
  plugins: [apart],
};
const extensionFormat = {
  ...node,
  bundle: false,
  external: undefined,
  entryPoints: [`${pieces}/*.js`],
  supported: { 'dynamic-import': false },
};

/** No AWS identity but the account's own: the SDK's search for others is replaced by a refusal. */
const sdk = {
  ...node,
  entryPoints: { sdk: 'src/core/bucket/sdk.ts' },
  alias: { '@aws-sdk/credential-provider-node': './src/core/bucket/noOtherIdentity.ts' },
  // The SDK is pinned: its warning about future versions and old Nodes is no use to the person.
  define: { ...common.define, 'process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED': '"true"' },
};

const libraries = { ...node, entryPoints: { libraries: 'src/core/portal/libraries.ts' } };

/** The command `hcp`: the same core without an editor. */
const cli = {
  ...node,
  entryPoints: { cli: 'src/cli/main.ts' },
  plugins: [apart],
  supported: { 'dynamic-import': false },
  banner: { js: '#!/usr/bin/env node' },
};

/** The engine's thread, the threads that it hashes in, and those that read files. */
const threads = {
  ...node,
  entryPoints: {
    worker: 'src/core/transfer/worker.ts',
    hash: 'src/core/transfer/hashThread.ts',
    methods: 'src/host/downloads/methodsThread.ts',
    preview: 'src/core/preview/thread/thread.ts',
  },
  plugins: [apart],
};

const webview = {
  ...common,
  entryPoints: { terms: 'webview/terms/main.tsx', preview: 'webview/preview/main.tsx' },
  outdir: 'dist/webview',
  platform: 'browser',
  format: 'iife',
  target: 'chrome128',
  jsx: 'automatic',
};

/** What draws images, loaded by the preview when one is shown. Without NiiVue's reader of stores on the network. */
const viewer = {
  ...webview,
  entryPoints: { viewer: 'webview/preview/viewer/painters/main.ts' },
  alias: { zarrita: './webview/preview/viewer/painters/noZarr.ts' },
};

/** Who holds the rights of packages that come without a licence file, as their repositories say. */
const holders = {
  '@microsoft/fast-element': 'Microsoft Corporation. All rights reserved.',
  '@microsoft/fast-foundation': 'Microsoft Corporation. All rights reserved.',
  '@microsoft/fast-web-utilities': 'Microsoft Corporation. All rights reserved.',
  '@niivue/niivue': '2021, Niivue',
  boolbase: 'Felix Boehm <me@feedic.com>',
  'proxy-agent-negotiate': 'Nathan Rajlich <nathan@tootallnate.net>',
};

/** The licence text of a package: its own file, else that of its kind with its holder. */
async function licenceText(folder, { name, license }) {
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file) return readFile(join(folder, file), 'utf8');
  if (!(name in holders)) throw new Error(`${name} has no licence file: name its holder.`);
  return `Copyright (c) ${holders[name]}\n\n${await readFile(`media/notices/${license}.txt`, 'utf8')}`;
}

/** The licence texts of every package that went into a bundle, and of the data that did. */
async function writeNotices(metafiles) {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  const folders = new Set(
    inputs.map((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]).filter(Boolean),
  );
  const notices = await Promise.all(
    [...folders].map(async (folder) => {
      const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
      const { name, version, license } = manifest;
      const text = await licenceText(folder, manifest);
      return `${name} ${version} (${license ?? 'see below'})\n\n${text.trim()}\n`;
    }),
  );
  notices.push(await readFile('media/notices/freesurfer.txt', 'utf8'));
  const rule = `\n${'-'.repeat(80)}\n\n`;
  await writeFile('THIRD_PARTY_NOTICES.txt', [...new Set(notices)].sort().join(rule));
}

/** Builds the pieces of the extension anew each time. */
const piecewise = {
  name: 'piecewise',
  setup({ onStart, onEnd }) {
    onStart(() => rm(pieces, { recursive: true, force: true }));
    onEnd(async ({ errors, metafile }) => {
      if (errors.length > 0) return;
      await build(extensionFormat);
      // Which pieces load each other, for those who weigh them.
      await writeFile(join(pieces, 'pieces.json'), JSON.stringify(metafile.outputs));
    });
  },
};
extension.plugins.push(piecewise);

const bundles = [extension, threads, cli, sdk, libraries, webview, viewer];
await rm('dist', { recursive: true, force: true });
if (watch) {
  const contexts = await Promise.all(bundles.map((options) => context(options)));
  await Promise.all(contexts.map((one) => one.watch()));
} else {
  const results = await Promise.all(bundles.map((options) => build(options)));
  await writeNotices(results.map((result) => result.metafile));
}
