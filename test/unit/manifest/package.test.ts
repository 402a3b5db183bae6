import assert from 'node:assert/strict';
import { join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';

/** The parts of the extension that are loaded later, named by their content. */
const pieces = 'dist/extension-*.js';

/** What is in the package besides its own manifest: everything else stays at home. */
const expected = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'THIRD_PARTY_NOTICES.txt',
  'dist/cli.js',
  'dist/extension.js',
  pieces,
  'dist/hash.js',
  'dist/libraries.js',
  'dist/methods.js',
  'dist/preview.js',
  'dist/sdk.js',
  'dist/worker.js',
  'dist/webview/preview.css',
  'dist/webview/preview.js',
  'dist/webview/terms.css',
  'dist/webview/terms.js',
  'dist/webview/viewer.js',
  'l10n/bundle.l10n.json',
  'media/hcp.svg',
  'media/icon.png',
  ...['account', 'browse', 'download', 'keys', 'preview', 'terms'].map(
    (step) => `media/walkthrough/${step}.svg`,
  ),
  'package.json',
  'package.nls.json',
];

describe('the package', function () {
  // It starts other programs, which a busy machine lets wait.
  this.timeout(120_000);

  it('holds what the extension needs, and nothing more (after a build)', async () => {
    const files = await listFiles({ cwd: join(__dirname, '../../..'), packageManager: PackageManager.None });
    const named = files.map((file) => file.replace(/^dist\/extension-[0-9A-Z]{8}\.js$/, pieces));
    assert.deepEqual([...new Set(named)].sort(), expected.sort());
  });
});
