import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

/** Each source file of these folders, by its path. */
function sourcesOf(...folders: readonly string[]): readonly (readonly [file: string, text: string])[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => [join(folder, name), readFileSync(join(root, folder, name), 'utf8')] as const),
  );
}

/** The files in which a text stands that must stand nowhere. */
const holding = (pattern: RegExp) =>
  sourcesOf('src', 'webview')
    .filter(([, text]) => pattern.test(text))
    .map(([file]) => file);

describe('the code', () => {
  it('never leaves a certificate unchecked', () => {
    assert.deepEqual(holding(/rejectUnauthorized: false|NODE_TLS_REJECT|strictSSL|checkServerIdentity/), []);
  });

  it('runs no text as code, nor through a shell', () => {
    assert.deepEqual(
      holding(/\beval\(|new Function\(|dangerouslySetInnerHTML|shell: true|\bexec\(['"`]/),
      [],
    );
  });

  it('lets no message or tooltip run commands or HTML', () => {
    assert.deepEqual(holding(/isTrusted = |isTrusted: |supportHtml|enableCommandUris/), []);
  });

  it('can’t be reached by links from outside', () => {
    assert.deepEqual(holding(/registerUriHandler/), []);
  });

  it('hands other extensions nothing: its activation returns nothing', () => {
    const text = readFileSync(join(root, 'src/extension.ts'), 'utf8');
    assert.match(text, /export function activate\(context: vscode\.ExtensionContext\): void \{/);
  });

  it('pins each dependency, and runs no script when it is installed', () => {
    const { dependencies, devDependencies, scripts } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    ) as Record<string, Record<string, string>>;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      assert.match(version, /^\d+\.\d+\.\d+$/, name);
    }
    const atInstall = ['preinstall', 'install', 'postinstall', 'prepare'];
    assert.deepEqual(
      Object.keys(scripts ?? {}).filter((name) => atInstall.includes(name)),
      [],
    );
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      readonly packages: Record<string, { readonly dev?: boolean; readonly hasInstallScript?: boolean }>;
    };
    const scripted = Object.entries(packages).filter(([, one]) => one.hasInstallScript === true && !one.dev);
    assert.deepEqual(
      scripted.map(([name]) => name),
      [],
      'nothing of the product needs one',
    );
  });
});
