import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..', 'src', 'core');

describe('the core', () => {
  it('runs in plain Node, without VS Code', async () => {
    assert.throws(() => createRequire(__filename)('vscode'), { code: 'MODULE_NOT_FOUND' });
    const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.ts'));
    assert.ok(files.length > 20, String(files.length));
    for (const file of files) await import(join(root, file));
  });
});
