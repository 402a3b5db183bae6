import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';

const root = join(__dirname, '../../..');

describe('the texts for translators', function () {
  // It starts other programs, which a busy machine lets wait.
  this.timeout(120_000);

  it('are those of the code (else: npm run l10n)', async () => {
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => extname(name) === '.ts')
      .map((name) => ({ extension: '.ts', contents: readFileSync(join(root, 'src', name), 'utf8') }));
    const kept: unknown = JSON.parse(readFileSync(join(root, 'l10n/bundle.l10n.json'), 'utf8'));
    assert.deepEqual(kept, { ...(await getL10nJson(files)) });
  });
});
