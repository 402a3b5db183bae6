import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(__dirname, '../../..');
const folder = 'src/host/tools';

/** What tools must never reach, however indirectly. */
const forbidden =
  /^src\/(host\/(account|panels|terminal|services)|core\/(portal|keyPair|keyPairText|bucket\/credentialsFile))\b/;

describe('the tools for language models', () => {
  it('reach no account, keys, terms or portal, also not by what they import', async () => {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: [`${folder}/register.ts`],
      bundle: true,
      write: false,
      metafile: true,
      outdir: 'out',
      platform: 'node',
      external: ['vscode'],
      mainFields: ['module', 'main'],
    });
    const reached = Object.keys(metafile.inputs).filter((file) => file.startsWith('src/'));
    assert.ok(reached.includes(`${folder}/download.ts`), 'what is loaded later is among it');
    assert.deepEqual(
      reached.filter((file) => forbidden.test(file)),
      [],
    );
  });

  it('run no commands, show no dialogues of their own, and read no secrets', () => {
    for (const file of readdirSync(join(root, folder))) {
      const text = readFileSync(join(root, folder, file), 'utf8');
      assert.doesNotMatch(
        text,
        /executeCommand|\.secrets\b|env\.clipboard|vscode\.window|authentication\./,
        file,
      );
    }
  });
});
